/**
 * Hand to view: drag, wheel, pinch and keys, on pixels and keys alone. The drawing library has
 * gestures of its own, but they count from the right end of what is loaded, and that moves.
 */
interface Moves {
  /** Pixels to the right; the candles follow the hand. */
  readonly drag: (pixels: number) => void
  /** More candles above 1; the pixel at `x` stays where it is. */
  readonly zoom: (by: number, x: number) => void
  readonly key: (key: Key) => void
  /** Where the candles are: neither the axes nor the handles between panes. */
  readonly holds: (x: number, y: number) => boolean
}

export const KEYS = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  PageUp: 'screen-left',
  PageDown: 'screen-right',
  '+': 'in',
  '=': 'in',
  '-': 'out',
  Home: 'first',
  End: 'last',
  f: 'fit',
  0: 'fit',
  '[': 'candle-left',
  ']': 'candle-right',
  Enter: 'ask',
  Escape: 'leave',
} as const
export type Key = (typeof KEYS)[keyof typeof KEYS]

const isKey = (key: string): key is keyof typeof KEYS & string => Object.hasOwn(KEYS, key)
const WHEEL = 0.0018
const PINCH = 0.012
/** A hand that presses trembles; nearer than this it has not moved. */
const STILL = 3

export function followHand(box: HTMLElement, moves: Moves): () => void {
  const over = new AbortController()
  const { signal } = over
  const place = (event: MouseEvent): { x: number; y: number } => {
    const { left, top } = box.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }

  const press = (event: PointerEvent): void => {
    const { x, y } = place(event)
    if (event.button !== 0 || !(event.target instanceof HTMLCanvasElement) || !moves.holds(x, y)) return
    const drag = new AbortController()
    let last = event.clientX
    let moved = false
    const move = (to: PointerEvent): void => {
      if (!moved && Math.abs(to.clientX - last) < STILL) return
      moved = true
      box.classList.add('dragging')
      moves.drag(to.clientX - last)
      last = to.clientX
    }
    const release = (): void => {
      box.classList.remove('dragging')
      drag.abort()
    }
    const held = { signal: AbortSignal.any([drag.signal, signal]) }
    window.addEventListener('pointermove', move, held)
    window.addEventListener('pointerup', release, held)
    window.addEventListener('pointercancel', release, held)
  }

  const roll = (event: WheelEvent): void => {
    const { x, y } = place(event)
    if (!moves.holds(x, y)) return
    event.preventDefault()
    // Lines of 16 pixels, where a wheel counts in lines.
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
    const across = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX
    if (event.shiftKey || Math.abs(across) > Math.abs(event.deltaY)) {
      moves.drag(-across * unit)
      return
    }
    const pull = Math.min(Math.max(event.deltaY * unit, -200), 200)
    moves.zoom(Math.exp(pull * (event.ctrlKey ? PINCH : WHEEL)), x)
  }

  const type = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !isKey(event.key)) return
    event.preventDefault()
    const key = KEYS[event.key]
    const further = event.shiftKey && (key === 'left' || key === 'right')
    moves.key(further ? (key === 'left' ? 'screen-left' : 'screen-right') : key)
  }

  box.addEventListener('pointerdown', press, { signal })
  box.addEventListener('wheel', roll, { signal, passive: false })
  box.addEventListener('keydown', type, { signal })
  return () => over.abort()
}
