/** Candles as four paths and the trades on them: thousands of shapes, a handful of elements. */
import type { ChartCandles } from '../../shared/candles.ts'
import type { Marker } from '../../shared/run.ts'
import { type Axis, axis } from './axis.ts'
import { html, type Markup } from './markup.ts'
import { pricePlaces, rounded } from './number-text.ts'
import { path, px, words } from './shapes.ts'
import { indexAt, type Tape } from './tape.ts'
import { moment } from './time-text.ts'

export interface Span {
  readonly top: number
  readonly bottom: number
}

export interface Pane {
  readonly ticks: Axis['ticks']
  readonly drawing: Markup
  /** The value that the pane ends on, shown at its edge. */
  readonly last: { readonly at: number; readonly label: string } | null
}

interface Sheet {
  readonly candles: ChartCandles
  readonly markers: readonly Marker[]
  readonly tape: Tape
  readonly y: Axis
  readonly places: number
}

export function candlePane(candles: ChartCandles, markers: readonly Marker[], tape: Tape, span: Span): Pane {
  const prices = [...candles.low, ...candles.high]
  const y = axis(prices, { lowest: span.bottom, highest: span.top, room: 0.06, labels: 8 })
  const places = pricePlaces(candles)
  const sheet = { candles, markers, tape, y, places }
  const last = candles.close.at(-1)
  return {
    ticks: y.ticks,
    drawing: html`${candleShapes(sheet)}${tradeLines(sheet)}${markers.map((marker) => markerShape(marker, sheet))}`,
    last: last === undefined ? null : { at: y.place(last), label: rounded(last, places) },
  }
}

function candleShapes({ candles, tape, y }: Sheet): Markup {
  const [up, down] = [
    { wicks: '', bodies: '' },
    { wicks: '', bodies: '' },
  ]
  const width = Math.min(Math.max(tape.step * 0.64, 0.4), 14)
  candles.time.forEach((_, index) => {
    const [open = 0, close = 0] = [candles.open[index], candles.close[index]]
    const [high = 0, low = 0] = [candles.high[index], candles.low[index]]
    const x = tape.middle(index)
    const upper = y.place(Math.max(open, close))
    const height = Math.max(y.place(Math.min(open, close)) - upper, 0.8)
    const shapes = close >= open ? up : down
    shapes.wicks += `M${px(x)} ${px(y.place(high))}V${px(y.place(low))}`
    shapes.bodies += `M${px(x - width / 2)} ${px(upper)}h${px(width)}v${px(height)}h${px(-width)}z`
  })
  return html`${path('wick up', up.wicks)}${path('wick down', down.wicks)}
  ${path('body up', up.bodies)}${path('body down', down.bodies)}`
}

const toneOf = ({ won }: Marker): 'even' | 'gain' | 'loss' => (won === null ? 'even' : won ? 'gain' : 'loss')

const spotOf = ({ time, price }: Marker, { candles, tape, y }: Sheet) => ({
  x: tape.middle(indexAt(candles.time, time)),
  at: y.place(price),
})

/** From each entry to its exit, where both are shown. */
function tradeLines(sheet: Sheet): Markup {
  const entries = new Map(
    sheet.markers.filter(({ kind }) => kind === 'entry').map((entry) => [entry.trade, entry]),
  )
  const lines = { gain: '', loss: '', even: '' }
  for (const exit of sheet.markers) {
    const entry = exit.kind === 'exit' ? entries.get(exit.trade) : undefined
    if (entry === undefined) continue
    const [from, to] = [spotOf(entry, sheet), spotOf(exit, sheet)]
    lines[toneOf(exit)] += `M${px(from.x)} ${px(from.at)}L${px(to.x)} ${px(to.at)}`
  }
  return html`${Object.entries(lines).map(([tone, d]) => path(`held ${tone}`, d))}`
}

/** An entry points in the trade's direction, its tip at the price; an exit is a dot that says how it went. */
function markerShape(marker: Marker, sheet: Sheet): Markup {
  const { x, at } = spotOf(marker, sheet)
  if (marker.kind === 'several') {
    return html`<g class="several">
      <title>${marker.count} fills from ${moment(marker.time)}</title>
      <circle cx="${px(x)}" cy="${px(at)}" r="7" />${words('', x, at + 3, marker.count)}
    </g>`
  }
  const price = rounded(marker.price, sheet.places)
  const doubt = marker.ambiguous ? ', one of two ways to read its candle' : ''
  const title = `Trade ${marker.trade}: ${marker.side} ${marker.kind} at ${price}, ${moment(marker.time)}${doubt}`
  if (marker.kind === 'exit') {
    return html`<circle
      class="exit ${toneOf(marker)}${marker.ambiguous ? ' hidden' : ''}"
      cx="${px(x)}"
      cy="${px(at)}"
      r="3.2"
    >
      <title>${title}</title>
    </circle>`
  }
  const base = marker.side === 'long' ? 8 : -8
  return html`<path class="entry" d="M${px(x)} ${px(at)}l4 ${base}h-8z"><title>${title}</title></path>`
}
