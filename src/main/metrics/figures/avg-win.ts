import { toNumber } from '../decimal-text.ts'
import { absent, type Metric, present } from '../metric.ts'

/** Mean of the winning trades, in money, above 0. Absent without a win. */
export const avgWin: Metric = ({ trades: { all, wins } }) => {
  if (all.count === 0) return absent('NO_TRADES')
  return wins.count === 0 ? absent('NO_WINS') : present(toNumber(wins.net) / wins.count)
}
