/** Every evaluated candle accounted for: how many were quiet, what was wanted, and what risk refused. */
import type { DecisionRecord } from '../../shared/run.ts'
import { html, type Markup } from './markup.ts'
import { rounded } from './number-text.ts'

const MOST_REASONS = 12

export function decisionSummary(decisions: Iterable<DecisionRecord>): Markup {
  let [quiet, approved, refused] = [0, 0, 0]
  let noted = 0
  const against = new Map<string, number>()
  for (const record of decisions) {
    if (record.quiet !== undefined) quiet += record.quiet
    else if (record.approved === null && record.reasons.length === 0) quiet++
    else if (record.approved === null) noted++
    else if (record.approved) approved++
    else {
      refused++
      const why = record.reasons.at(-1) ?? 'no reason given'
      against.set(why, (against.get(why) ?? 0) + 1)
    }
  }
  const candles = quiet + noted + approved + refused
  const reasons = [...against].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MOST_REASONS)
  return html`<section>
    <h2>Decisions</h2>
    <p class="note">
      ${rounded(candles, 0)} candles: on ${rounded(quiet, 0)} nothing was wanted, on ${rounded(approved, 0)}
      risk approved what the strategy wanted, on ${rounded(refused, 0)} it refused, on ${rounded(noted, 0)}
      only an order was filled.
    </p>
    ${
      reasons.length === 0
        ? null
        : html`<ul class="refusals">
            ${reasons.map(([why, count]) => html`<li><b>${rounded(count, 0)}×</b> ${why}</li>`)}
          </ul>`
    }
  </section>`
}
