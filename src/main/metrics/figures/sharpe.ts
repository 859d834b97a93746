import { absent, type Metric, present } from '../metric.ts'

/** Mean over deviation of session returns, per year. Equal returns have no deviation to divide by. */
export const sharpe: Metric = ({ sessions: { unusable, sample }, periodsPerYear }) => {
  if (unusable !== null) return absent(unusable)
  if (sample.isConstant) return absent('ZERO_VARIANCE')
  return present((sample.mean / sample.deviation) * Math.sqrt(periodsPerYear))
}
