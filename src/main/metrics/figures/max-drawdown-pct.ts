import { type Metric, present } from '../metric.ts'

/** Largest fall relative to its peak, 0 to 100; 100 once equity is gone. */
export const maxDrawdownPct: Metric = ({ equity }) => present(100 * equity.maxDrawdownShare)
