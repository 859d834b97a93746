/**
 * All trades. Thousands of rows stay quick because columns have fixed widths and the browser lays out
 * only the blocks that are in view.
 */
import type { TradeRecord } from '../../shared/run.ts'
import { html, type Markup } from './markup.ts'
import { toneOf } from './metric-text.ts'
import { grouped, rounded, signed } from './number-text.ts'
import { moment } from './time-text.ts'

const BLOCK = 200

interface Column {
  readonly title: string
  readonly kind: 'count' | 'word' | 'time' | 'number'
  readonly of: (trade: TradeRecord) => Markup | string
}

export function tradesTable(
  trades: readonly TradeRecord[],
  pricePlaces: number,
  moneyPlaces: number,
): Markup {
  if (trades.length === 0) {
    return html`<section>
      <h2>Trades</h2>
      <p class="note">This run made no trades.</p>
    </section>`
  }
  const columns = columnsFor(trades, pricePlaces, moneyPlaces)
  const head = html`<colgroup>
      ${columns.map(({ kind }) => html`<col class="${kind}" />`)}
    </colgroup>
    <thead>
      <tr>
        ${columns.map(({ title, kind }) => html`<th class="${kind}">${title}</th>`)}
      </tr>
    </thead>`
  const blocks = Array.from({ length: Math.ceil(trades.length / BLOCK) }, (_, block) =>
    trades.slice(block * BLOCK, (block + 1) * BLOCK),
  )
  return html`<section>
    <h2>Trades</h2>
    ${blocks.map(
      (block) =>
        html`<div class="block">
          <table class="trades">
            ${head}
            <tbody>
              ${block.map((trade) => row(trade, columns))}
            </tbody>
          </table>
        </div> `,
    )}
  </section>`
}

function row(trade: TradeRecord, columns: readonly Column[]): Markup {
  return html`<tr>
    ${columns.map(({ kind, of }) =>
      kind === 'word' ? html`<td class="word">${of(trade)}</td>` : html`<td>${of(trade)}</td>`,
    )}
  </tr> `
}

function columnsFor(trades: readonly TradeRecord[], pricePlaces: number, moneyPlaces: number): Column[] {
  const price = (text: string | null) => (text === null ? '' : priceCell(text, pricePlaces))
  const money = (text: string) => rounded(Number(text), moneyPlaces)
  const columns: Column[] = [
    { title: '#', kind: 'count', of: ({ trade }) => rounded(trade, 0) },
    ...(trades.some(({ symbol }) => symbol !== trades[0]?.symbol)
      ? [{ title: 'Symbol', kind: 'word', of: ({ symbol }) => symbol } satisfies Column]
      : []),
    { title: 'Side', kind: 'word', of: ({ side }) => side },
    {
      title: 'Entered, UTC',
      kind: 'time',
      of: ({ entryTime, entryReason }) => html`<span title="${entryReason}">${time(entryTime)}</span>`,
    },
    { title: 'Price', kind: 'number', of: ({ entryPrice }) => price(entryPrice) },
    { title: 'Left, UTC', kind: 'time', of: ({ exitTime }) => time(exitTime) },
    { title: 'Price', kind: 'number', of: ({ exitPrice }) => price(exitPrice) },
    { title: 'Because', kind: 'word', of: because },
    { title: 'Quantity', kind: 'number', of: ({ quantity }) => grouped(quantity) },
    { title: 'Fees', kind: 'number', of: ({ fees }) => money(fees) },
    { title: 'Net', kind: 'number', of: ({ netPnl }) => result(netPnl, moneyPlaces) },
    { title: 'Net %', kind: 'number', of: netPercent },
  ]
  if (trades.some(({ initialRisk }) => initialRisk !== null)) {
    columns.push({ title: 'R', kind: 'number', of: inRisk })
  }
  columns.push(
    { title: 'MAE', kind: 'number', of: ({ mae }) => money(mae) },
    { title: 'MFE', kind: 'number', of: ({ mfe }) => money(mfe) },
  )
  return columns
}

/** All digits are one hover away where there are more than are shown. */
function priceCell(text: string, places: number): Markup | string {
  const shown = rounded(Number(text), places)
  return (text.split('.')[1] ?? '').length > places ? html`<span title="${text}">${shown}</span>` : shown
}

const time = (text: string | null): string => (text === null ? 'open' : moment(Date.parse(text)))

const because = ({ exitReason, ambiguous }: TradeRecord): Markup =>
  html`${exitReason ?? ''}${ambiguous ? html` <abbr class="warn" title="The candle hides which order came first; the worse one was taken.">?</abbr>` : null}`

function result(net: string | null, places: number): Markup | string {
  if (net === null) return ''
  return html`<span class="${toneOf(Number(net))}">${signed(Number(net), places)}</span>`
}

/** Of the money put into the trade. */
function netPercent({ netPnl, entryPrice, quantity }: TradeRecord): Markup | string {
  const cost = Number(entryPrice) * Number(quantity)
  return netPnl === null || cost <= 0 ? '' : result(String((100 * Number(netPnl)) / cost), 2)
}

function inRisk({ netPnl, initialRisk }: TradeRecord): Markup | string {
  const risk = Number(initialRisk ?? 0)
  return netPnl === null || risk <= 0 ? '' : result(String(Number(netPnl) / risk), 2)
}
