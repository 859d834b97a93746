/** What the trader is looking at, lit on the candles: a trade from entry to exit, a candle, a gap. */
import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitive,
  SeriesAttachedParameter,
  Time,
} from 'lightweight-charts'
import type { ChartCandles } from '../../shared/candles.ts'
import type { Theme } from './theme.ts'
import { type Rung, trailPath } from './trail.ts'

export interface TradeLines {
  readonly entry: number
  readonly exit: number | null
  readonly stop: number | null
  readonly target: number | null
  /** How far a trailing stop stayed behind, where it had one. */
  readonly trail: number | null
  readonly side: 'long' | 'short'
  readonly won: boolean | null
}

/** Times are open times of candles; `until` is inclusive. */
export interface Spot {
  readonly from: number
  readonly until: number
  readonly trade?: TradeLines
}

type Target = Parameters<IPrimitivePaneRenderer['draw']>[0]

interface Places {
  /** Bar on which a time lies; fractional and possibly far outside of what is loaded. */
  readonly barOf: (time: number) => number
  readonly candles: () => ChartCandles | null
  readonly theme: () => Theme
}

export class Spotlight implements ISeriesPrimitive<Time>, IPrimitivePaneView {
  readonly #places: Places
  #spot: Spot | null = null
  #chart: SeriesAttachedParameter<Time, 'Candlestick'> | null = null

  constructor(places: Places) {
    this.#places = places
  }

  attached(chart: SeriesAttachedParameter<Time, 'Candlestick'>): void {
    this.#chart = chart
  }

  detached(): void {
    this.#chart = null
  }

  show(spot: Spot | null): void {
    this.#spot = spot
    this.#chart?.requestUpdate()
  }

  #rungs({ from, until, trade }: Spot): readonly Rung[] {
    const candles = this.#places.candles()
    if (candles === null || trade === undefined || trade.trail === null) return []
    return trailPath(candles, from, until, { ...trade, trail: trade.trail })
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return [this]
  }

  zOrder(): 'bottom' {
    return 'bottom'
  }

  renderer(): IPrimitivePaneRenderer | null {
    const spot = this.#spot
    const chart = this.#chart
    if (spot === null || chart === null) return null
    const view = chart.chart.timeScale().getVisibleLogicalRange()
    if (view === null) return null
    const pixels = chart.chart.timeScale().width() / (view.to - view.from + 1)
    const left = (bar: number): number => (bar - view.from) * pixels
    const from = left(this.#places.barOf(spot.from))
    const until = left(this.#places.barOf(spot.until) + 1)
    const price = (value: number): number | null => chart.series.priceToCoordinate(value)
    const theme = this.#places.theme()
    const rungs = this.#rungs(spot).map(({ bar, level }) => ({ x: left(bar), y: price(level) }))
    return {
      draw: (target) => paint(target, { from, until, pixels, trade: spot.trade, rungs, price, theme }),
    }
  }
}

interface Scene {
  readonly rungs: readonly { readonly x: number; readonly y: number | null }[]
  readonly from: number
  readonly until: number
  readonly pixels: number
  readonly trade: TradeLines | undefined
  readonly price: (value: number) => number | null
  readonly theme: Theme
}

function paint(target: Target, { from, until, pixels, trade, rungs, price, theme }: Scene): void {
  target.useMediaCoordinateSpace(({ context, mediaSize }) => {
    const ink = trade === undefined ? theme.accent : result(trade, theme)
    context.fillStyle = trade === undefined ? theme.accentSoft : soft(trade, theme)
    context.globalAlpha = 0.7
    context.fillRect(from, 0, Math.max(until - from, 2), mediaSize.height)
    context.strokeStyle = ink
    context.globalAlpha = 0.5
    line(context, [Math.round(from) + 0.5, 0], [Math.round(from) + 0.5, mediaSize.height])
    line(context, [Math.round(until) - 0.5, 0], [Math.round(until) - 0.5, mediaSize.height])
    context.globalAlpha = 1
    if (trade === undefined) return
    const half = Math.min(pixels, until - from) / 2
    const entry = price(trade.entry)
    const exit = trade.exit === null ? null : price(trade.exit)
    if (entry !== null && exit !== null) {
      context.lineWidth = 1.5
      context.setLineDash([4, 3])
      line(context, [from + half, entry], [until - half, exit])
      for (const [x, y] of [
        [from + half, entry],
        [until - half, exit],
      ] as const) {
        context.fillStyle = ink
        context.beginPath()
        context.arc(x, y, 3, 0, 2 * Math.PI)
        context.fill()
      }
    }
    context.setLineDash([])
    const legs = [
      { words: 'target', at: trade.target, ink: theme.profit },
      { words: 'stop', at: trade.stop, ink: theme.loss },
    ]
    context.lineWidth = 1
    context.font = `10px ${theme.font}`
    context.textAlign = 'left'
    const placed = legs.map((leg) => ({ ...leg, y: leg.at === null ? null : price(leg.at) }))
    const highest = Math.min(...placed.map(({ y }) => y ?? Infinity))
    for (const { words, y, ink } of placed) {
      if (y === null) continue
      context.setLineDash([2, 3])
      context.strokeStyle = ink
      // A stop that followed the price has a path of its own.
      if (words === 'target' || rungs.length === 0) line(context, [from, y], [until, y])
      // Before the trade, where no candle of it is in the way.
      context.fillStyle = ink
      // Away from each other, so that they can be read where the legs are near.
      const drop = y === highest ? 0 : LABEL_HEIGHT
      context.fillText(words, from - context.measureText(words).width - LABEL_GAP, y + drop)
    }
    context.strokeStyle = theme.loss
    context.beginPath()
    for (const { x, y } of rungs) {
      if (y === null) continue
      context.lineTo(x, y)
      context.lineTo(x + pixels, y)
    }
    context.stroke()
    context.setLineDash([])
    if (entry !== null) {
      context.globalAlpha = 0.6
      context.strokeStyle = theme.accent
      line(context, [from, entry], [until, entry])
      context.globalAlpha = 1
    }
  })
}

/** Between a line and its name. */
const LABEL_GAP = 4
const LABEL_HEIGHT = 8

type Point = readonly [number, number]

function line(context: CanvasRenderingContext2D, from: Point, to: Point): void {
  context.beginPath()
  context.moveTo(...from)
  context.lineTo(...to)
  context.stroke()
}

const result = ({ won }: TradeLines, theme: Theme): string =>
  won === null ? theme.accent : won ? theme.profit : theme.loss
const soft = ({ won }: TradeLines, theme: Theme): string =>
  won === null ? theme.accentSoft : won ? theme.profitSoft : theme.lossSoft
