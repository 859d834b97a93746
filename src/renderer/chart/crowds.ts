/** The strip along the top of the candles that counts fills where there is no room for arrows. */
import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitive,
  SeriesAttachedParameter,
  Time,
} from 'lightweight-charts'
import { plural } from '../parts/format.ts'
import type { Crowd } from './marks.ts'
import type { Theme } from './theme.ts'

type Attached = SeriesAttachedParameter<Time, 'Candlestick'>
type Target = Parameters<IPrimitivePaneRenderer['draw']>[0]

const TOP = 16
const BAR = 22
const EDGE = 6

export class CrowdStrip implements ISeriesPrimitive<Time>, IPrimitivePaneView {
  readonly #theme: () => Theme
  #crowds: readonly Crowd[] = []
  #chart: Attached | null = null

  constructor(theme: () => Theme) {
    this.#theme = theme
  }

  attached(chart: Attached): void {
    this.#chart = chart
  }

  detached(): void {
    this.#chart = null
  }

  show(crowds: readonly Crowd[]): void {
    this.#crowds = crowds
    this.#chart?.requestUpdate()
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return [this]
  }

  renderer(): IPrimitivePaneRenderer | null {
    const scale = this.#chart?.chart.timeScale()
    const view = scale?.getVisibleLogicalRange() ?? null
    if (scale === undefined || view === null || this.#crowds.length === 0) return null
    const pixels = scale.width() / (view.to - view.from + 1)
    return {
      draw: (target) =>
        paint(
          target,
          this.#crowds.map(({ first, last, fills }) => ({
            left: (first - view.from) * pixels,
            right: (last + 1 - view.from) * pixels,
            words: plural(fills, 'fill'),
          })),
          this.#theme(),
        ),
    }
  }
}

interface Label {
  readonly left: number
  readonly right: number
  readonly words: string
}

function paint(target: Target, labels: readonly Label[], theme: Theme): void {
  target.useMediaCoordinateSpace(({ context, mediaSize: { width } }) => {
    context.font = `11px ${theme.font}`
    context.textAlign = 'center'
    context.textBaseline = 'alphabetic'
    for (const { left, right, words } of labels) {
      if (right < 0 || left > width) continue
      const half = context.measureText(words).width / 2 + EDGE
      const middle = Math.min(Math.max((left + right) / 2, half), width - half)
      context.fillStyle = theme.muted
      context.fillText(words, middle, TOP)
      context.fillStyle = theme.accent
      context.globalAlpha = 0.55
      context.fillRect(left + 1, BAR, Math.max(right - left - 2, 2), 2)
      context.globalAlpha = 1
    }
  })
}
