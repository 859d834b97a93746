import { type Metric, present } from '../metric.ts'

/** Largest fall from a peak, in money, at closes; 0 if equity never fell below one. */
export const maxDrawdown: Metric = ({ equity }) => present(equity.maxDrawdown)
