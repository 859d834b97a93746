/** One drawing of the run: candles with the trades, equity and drawdown over the same time. */
import { candlePane, type Pane, type Span } from './candle-pane.ts'
import { capitalOf } from '../../shared/run.ts'
import { drawdownPane, equityPane } from './equity-panes.ts'
import { html, type Markup } from './markup.ts'
import type { ReportInput } from './report-input.ts'
import { path, px, words } from './shapes.ts'
import { tape } from './tape.ts'
import { thinned } from './thinned-equity.ts'

const WIDTH = 1200
const RIGHT = 1124
const CANDLES = { top: 14, bottom: 274 }
const EQUITY = { top: 300, bottom: 394 }
const DRAWDOWN = { top: 420, bottom: 472 }
const HEIGHT = 492
/** More points than this can not be told apart at that width. */
const MOST_STRETCHES = 560

export function chart({ details, candles, equity, markers }: ReportInput): Markup {
  const time = tape(candles, 0, RIGHT)
  const capital = Number(capitalOf(details.manifest))
  const [symbol = '', ...more] = details.run.symbols
  const drawing = { rows: equity, thin: thinned(equity, MOST_STRETCHES), capital, candles, tape: time }
  const subject = `${symbol}, ${perCandle(candles.per, details.run.timeframe)}`
  return html`<figure class="chart">
    <svg
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      role="img"
      aria-label="Candles, entries and exits, equity, drawdown"
    >
      ${time.ticks.map(({ at, label }) => [
        path('grid', `M${px(at)} ${CANDLES.top}V${DRAWDOWN.bottom}`),
        words('when', at + 4, HEIGHT - 8, label),
      ])}
      ${framed(subject, CANDLES, candlePane(candles, markers, time, CANDLES))}
      ${framed(`Equity, and buying and holding${more.length === 0 ? '' : ` ${symbol}`}`, EQUITY, equityPane(drawing, EQUITY))}
      ${framed('Drawdown', DRAWDOWN, drawdownPane(drawing, DRAWDOWN))}
    </svg>
    <figcaption>
      <span class="key entry">▲</span> entry, pointing the way of the trade
      <span class="key gain">●</span> exit with a gain <span class="key loss">●</span> exit with a loss
      <span class="key hold">—</span> buying and holding, before fees
    </figcaption>
  </figure>`
}

const perCandle = (per: number, timeframe: string): string =>
  per === 1 ? `${timeframe} candles` : `${per} candles of ${timeframe} in each one drawn`

function framed(title: string, { top, bottom }: Span, { ticks, drawing, last }: Pane): Markup {
  return html`<g>
    ${ticks.map(({ at }) => path('grid', `M0 ${px(at)}H${RIGHT}`))} ${path('frame', `M0 ${bottom}H${RIGHT}`)}
    ${drawing} ${labels(ticks, last)} ${words('title', 0, top - 3, title)}
  </g>`
}

/** The last value stands out, and a label that it would cover is left out. */
function labels(ticks: Pane['ticks'], last: Pane['last']): Markup[] {
  const clear = ticks.filter(({ at }) => last === null || Math.abs(at - last.at) >= 16)
  const shown = clear.map(({ at, label }) => words('value', WIDTH - 2, at + 4, label))
  if (last === null) return shown
  const tag = html`<rect
    class="last"
    x="${RIGHT + 2}"
    y="${px(last.at - 8)}"
    width="${WIDTH - RIGHT - 2}"
    height="16"
    rx="2"
  />`
  return [...shown, tag, words('last', WIDTH - 4, last.at + 4, last.label)]
}
