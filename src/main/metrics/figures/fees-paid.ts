import { toNumber } from '../decimal-text.ts'
import { type Metric, present } from '../metric.ts'

/** All fees, those of an open position too; below 0 only where rebates exceed them. */
export const feesPaid: Metric = ({ trades }) => present(toNumber(trades.fees))
