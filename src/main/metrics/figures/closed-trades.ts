import { type Metric, present } from '../metric.ts'

/** Positions that went from flat to flat; 0 or more. */
export const closedTrades: Metric = ({ trades }) => present(trades.all.count)
