import { toNumber } from '../decimal-text.ts'
import { absent, type Metric, present } from '../metric.ts'

/** Mean of the losing trades, in money, as a positive number. Absent without a loss. */
export const avgLoss: Metric = ({ trades: { all, losses } }) => {
  if (all.count === 0) return absent('NO_TRADES')
  return losses.count === 0 ? absent('NO_LOSSES') : present(-toNumber(losses.net) / losses.count)
}
