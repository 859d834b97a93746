import { type Metric, present } from '../metric.ts'

/** Longest run of losing trades, 0 or more; break-even neither extends nor breaks it. */
export const maxConsecutiveLosses: Metric = ({ trades }) => present(trades.streaks.longest)
