import { absent, type Metric, present } from '../metric.ts'
import { shape } from '../sample.ts'

/** Standard error of the Sharpe ratio, above 0, per year like it; absent where that is. */
export const sharpeError: Metric = ({ sessions: { unusable, returns, sample }, periodsPerYear }) => {
  if (unusable !== null) return absent(unusable)
  if (sample.isConstant) return absent('ZERO_VARIANCE')
  const ratio = sample.mean / sample.deviation
  const { skewness, kurtosis } = shape(returns, sample)
  const spread = 1 - skewness * ratio + ((kurtosis - 1) / 4) * ratio * ratio
  // Never negative by its definition, only by rounding.
  return present(Math.sqrt((Math.max(spread, 0) / (sample.count - 1)) * periodsPerYear))
}
