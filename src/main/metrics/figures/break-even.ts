import { type Metric, present } from '../metric.ts'

/** Closed trades within half a quote increment of nothing; 0 or more. */
export const breakEven: Metric = ({ trades }) => present(trades.breakEven.count)
