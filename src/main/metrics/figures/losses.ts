import { type Metric, present } from '../metric.ts'

/** Closed trades that lost more than half a quote increment; 0 or more. */
export const losses: Metric = ({ trades }) => present(trades.losses.count)
