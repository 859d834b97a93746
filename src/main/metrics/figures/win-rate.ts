import { absent, type Metric, present } from '../metric.ts'

/** Winning trades over all closed trades, 0 to 1. Nothing closed is no evidence, not a bad score. */
export const winRate: Metric = ({ trades }) =>
  trades.all.count === 0 ? absent('NO_TRADES') : present(trades.wins.count / trades.all.count)
