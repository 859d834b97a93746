import { toNumber } from '../decimal-text.ts'
import { absent, type Metric, present } from '../metric.ts'

/** Sum of wins over sum of losses, 0 or more. Without losses it would be infinite, and is absent. */
export const profitFactor: Metric = ({ trades: { all, wins, losses } }) => {
  if (all.count === 0) return absent('NO_TRADES')
  return losses.count === 0 ? absent('NO_LOSSES') : present(toNumber(wins.net) / -toNumber(losses.net))
}
