import { less } from '../equity-study.ts'
import { type Metric, present } from '../metric.ts'

/** Net profit as a percentage of the capital. Always there. */
export const netProfitPct: Metric = ({ equity, capital }) =>
  present((100 * less(equity.final, capital)) / capital)
