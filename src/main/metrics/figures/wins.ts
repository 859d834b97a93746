import { type Metric, present } from '../metric.ts'

/** Closed trades that earned more than half a quote increment; 0 or more. */
export const wins: Metric = ({ trades }) => present(trades.wins.count)
