import { type Metric, present } from '../metric.ts'

/** Longest time from a peak to its recovery or the end, in days; 0 if equity never fell below one. */
export const maxDrawdownDays: Metric = ({ equity }) => present(equity.maxDrawdownMs / 86_400_000)
