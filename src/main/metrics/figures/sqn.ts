import { absent, type Metric, present } from '../metric.ts'
import { sample } from '../sample.ts'

/** Root of the trades, at most 100, times mean over deviation of their results; two at least. In R where stops gave a risk. */
export const sqn: Metric = ({ trades }) => {
  if (trades.all.count === 0) return absent('NO_TRADES')
  const results = trades.inRisk.length > 0 ? trades.inRisk : trades.results
  if (results.length < 2) return absent('TOO_FEW_PERIODS')
  const { count, mean, deviation, isConstant } = sample(results)
  if (isConstant) return absent('ZERO_VARIANCE')
  return present((Math.sqrt(Math.min(count, 100)) * mean) / deviation)
}
