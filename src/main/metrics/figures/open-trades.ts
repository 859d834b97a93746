import { type Metric, present } from '../metric.ts'

/** Positions still open at the last close; 0 or more. */
export const openTrades: Metric = ({ trades }) => present(trades.open)
