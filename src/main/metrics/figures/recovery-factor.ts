import { less } from '../equity-study.ts'
import { absent, type Metric, present } from '../metric.ts'

/** Net profit over the largest drawdown, both in money. Absent if there was none. */
export const recoveryFactor: Metric = ({ equity, capital }) =>
  equity.maxDrawdown === 0 ? absent('NO_DRAWDOWN') : present(less(equity.final, capital) / equity.maxDrawdown)
