import { toNumber } from '../decimal-text.ts'
import { absent, type Metric, present } from '../metric.ts'

/** Mean result of a closed trade, in money. Absent without trades. */
export const expectancy: Metric = ({ trades: { all } }) =>
  all.count === 0 ? absent('NO_TRADES') : present(toNumber(all.net) / all.count)
