import { absent, type Metric, present } from '../metric.ts'
import { sum } from '../sum.ts'

/** Mean result in units of the risk taken, over the trades that had a stop. Absent without one. */
export const expectancyR: Metric = ({ trades }) => {
  if (trades.all.count === 0) return absent('NO_TRADES')
  return trades.inRisk.length === 0 ? absent('NO_STOPS') : present(sum(trades.inRisk) / trades.inRisk.length)
}
