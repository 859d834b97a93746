import { less } from '../equity-study.ts'
import { type Metric, present } from '../metric.ts'

/** Last equity less the capital, in money; negative when the run lost. Always there. */
export const netProfit: Metric = ({ equity, capital }) => present(less(equity.final, capital))
