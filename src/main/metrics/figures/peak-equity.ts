import { type Metric, present } from '../metric.ts'

/** Highest equity at a close; never below the capital. */
export const peakEquity: Metric = ({ equity }) => present(equity.peak)
