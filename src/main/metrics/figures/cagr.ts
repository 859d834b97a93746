import { power } from '../exact-math.ts'
import { absent, type Metric, present } from '../metric.ts'

const DAY = 86_400_000

/** Growth per year as a fraction, -1 or more. Under 30 days, or beyond any double, it would be a fantasy. */
export const cagr: Metric = ({ equity, capital, elapsedMs }) => {
  if (elapsedMs < 30 * DAY) return absent('TOO_SHORT_TO_ANNUALISE')
  if (equity.final <= 0) return present(-1)
  const growth = power(equity.final / capital, (365.25 * DAY) / elapsedMs)
  return growth === Infinity ? absent('TOO_SHORT_TO_ANNUALISE') : present(growth - 1)
}
