import { type Metric, present } from '../metric.ts'

/** Candles in which the order of stop and target can not be known; 0 or more. */
export const ambiguousCandles: Metric = ({ ambiguousCandles }) => present(ambiguousCandles)
