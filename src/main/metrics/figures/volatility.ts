import { absent, type Metric, present } from '../metric.ts'

/** Deviation of session returns per year, as a fraction, 0 or more. Needs two sessions. */
export const volatility: Metric = ({ sessions: { unusable, sample }, periodsPerYear }) =>
  unusable === null ? present(sample.deviation * Math.sqrt(periodsPerYear)) : absent(unusable)
