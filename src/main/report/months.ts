/** Equity by calendar month (UTC): what each year was made of. */
import { html, type Markup } from './markup.ts'
import { toneOf } from './metric-text.ts'
import { signed } from './number-text.ts'
import type { EquityRows } from './report-input.ts'

interface Month {
  /** `2024-01` */
  readonly name: string
  readonly start: number
  readonly end: number
}

export function monthsOf(equity: EquityRows): Month[] {
  const months: Month[] = []
  let start = equity.rows > 0 ? Number(equity.equity(0)) : 0
  let name = equity.rows > 1 ? equity.time(1).slice(0, 7) : ''
  for (let row = 1; row < equity.rows; row++) {
    const next = row + 1 < equity.rows ? equity.time(row + 1).slice(0, 7) : ''
    if (next === name) continue
    const end = Number(equity.equity(row))
    months.push({ name, start, end })
    start = end
    name = next
  }
  return months
}

const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export function monthsTable(equity: EquityRows): Markup | null {
  const months = monthsOf(equity)
  if (months.length < 2) return null
  const years = [...new Set(months.map(({ name }) => name.slice(0, 4)))]
  return html`<section>
    <h2>Return by month, %</h2>
    <table class="months">
      <thead>
        <tr>
          <th></th>
          ${NAMES.map((name) => html`<th>${name}</th>`)}
          <th>Year</th>
        </tr>
      </thead>
      <tbody>
        ${years.map((year) => yearRow(year, months))}
      </tbody>
    </table>
    <p class="note">The first and the last month may be partial.</p>
  </section>`
}

function yearRow(year: string, months: readonly Month[]): Markup {
  const inYear = months.filter(({ name }) => name.startsWith(year))
  const cells = NAMES.map((_, index) => {
    const month = inYear.find(({ name }) => Number(name.slice(5)) === index + 1)
    return month === undefined ? html`<td></td>` : cell(month.start, month.end)
  })
  return html`<tr>
    <th>${year}</th>
    ${cells}${cell(inYear[0]?.start ?? 0, inYear.at(-1)?.end ?? 0)}
  </tr>`
}

function cell(start: number, end: number): Markup {
  // A return on nothing, or on a debt, says nothing.
  if (start <= 0) return html`<td>—</td>`
  const percent = ((end - start) / start) * 100
  return html`<td class="${toneOf(percent)}">${signed(percent, 1)}</td>`
}
