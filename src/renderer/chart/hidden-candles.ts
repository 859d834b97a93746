/** Amber behind the candles that hide what happened inside them. */
import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitive,
  SeriesAttachedParameter,
  Time,
} from 'lightweight-charts'
import type { Theme } from './theme.ts'

type Attached = SeriesAttachedParameter<Time, 'Candlestick'>

/** Far out a candle is thinner than this, and is still seen. */
const LEAST_WIDTH = 2

export class HiddenCandles implements ISeriesPrimitive<Time>, IPrimitivePaneView {
  readonly #theme: () => Theme
  #bars: readonly number[] = []
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

  show(bars: readonly number[]): void {
    this.#bars = bars
    this.#chart?.requestUpdate()
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return [this]
  }

  zOrder(): 'bottom' {
    return 'bottom'
  }

  renderer(): IPrimitivePaneRenderer | null {
    const scale = this.#chart?.chart.timeScale()
    const view = scale?.getVisibleLogicalRange() ?? null
    if (scale === undefined || view === null || this.#bars.length === 0) return null
    const pixels = scale.width() / (view.to - view.from + 1)
    const { notice, noticeSoft } = this.#theme()
    const visible = this.#bars.filter((bar) => bar + 1 >= view.from && bar <= view.to + 1)
    return {
      draw: (target) =>
        target.useMediaCoordinateSpace(({ context, mediaSize: { height } }) => {
          for (const bar of visible) {
            const left = (bar - view.from) * pixels
            context.fillStyle = noticeSoft
            context.fillRect(left, 0, Math.max(pixels, LEAST_WIDTH), height)
            context.fillStyle = notice
            context.fillRect(left, height - 2, Math.max(pixels, LEAST_WIDTH), 2)
          }
        }),
    }
  }
}
