/** The tokens of `style/` as a canvas needs them, and word when they change. */
export interface Theme {
  readonly ground: string
  readonly muted: string
  readonly faint: string
  readonly line: string
  readonly grid: string
  readonly lineStrong: string
  readonly accent: string
  readonly accentSoft: string
  readonly profit: string
  readonly profitSoft: string
  readonly loss: string
  readonly lossSoft: string
  readonly notice: string
  readonly noticeSoft: string
  readonly none: string
  /** For lines that mean nothing by their colour but which line they are. */
  readonly curves: readonly string[]
  readonly font: string
}

/** A chart can't resolve `var()` or newer colour spaces: one painted pixel says what a colour is. */
function readColour(paint: OffscreenCanvasRenderingContext2D, colour: string): string {
  paint.clearRect(0, 0, 1, 1)
  paint.fillStyle = colour
  paint.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0, alpha = 0] = paint.getImageData(0, 0, 1, 1).data
  return `rgba(${red}, ${green}, ${blue}, ${(alpha / 255).toFixed(3)})`
}

export function readTheme(element: HTMLElement): Theme {
  const paint = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  if (paint === null) throw new Error('no canvas to read colours with')
  const style = getComputedStyle(element)
  const colour = (token: string): string => readColour(paint, style.getPropertyValue(token).trim())
  return {
    ground: colour('--panel'),
    muted: colour('--muted'),
    faint: colour('--faint'),
    line: colour('--line'),
    // Half a hairline: the eye finds it when it looks for it.
    grid: colour('--line').replace(/[^,]+\)$/, ' 0.55)'),
    lineStrong: colour('--line-strong'),
    accent: colour('--accent'),
    accentSoft: colour('--accent-soft'),
    profit: colour('--profit'),
    profitSoft: colour('--profit-soft'),
    loss: colour('--loss'),
    lossSoft: colour('--loss-soft'),
    notice: colour('--notice'),
    noticeSoft: colour('--notice-soft'),
    none: 'rgba(0, 0, 0, 0)',
    curves: ['--curve-1', '--curve-2', '--curve-3', '--curve-4'].map(colour),
    font: style.getPropertyValue('--font').trim() || 'system-ui',
  }
}

/** Calls back when the trader or the system changes colours. Answers a function that stops it. */
export function followTheme(changed: () => void): () => void {
  const root = new MutationObserver(changed)
  root.observe(document.documentElement, { attributes: true })
  const system = matchMedia('(prefers-color-scheme: light)')
  system.addEventListener('change', changed)
  return () => {
    root.disconnect()
    system.removeEventListener('change', changed)
  }
}
