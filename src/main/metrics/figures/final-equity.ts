import { type Metric, present } from '../metric.ts'

/** Equity at the last close, an open position included. */
export const finalEquity: Metric = ({ equity }) => present(equity.final)
