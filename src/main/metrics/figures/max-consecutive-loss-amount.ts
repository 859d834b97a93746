import { toNumber } from '../decimal-text.ts'
import { type Metric, present } from '../metric.ts'

/** Most money lost in one run of losing trades, 0 or more; its own maximum, not that of the longest run. */
export const maxConsecutiveLossAmount: Metric = ({ trades }) => present(toNumber(trades.streaks.costliest))
