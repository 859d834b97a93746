/**
 * Supertrend: the band that a trend must not close beyond. Bands lie `multiple` average true ranges
 * on both sides of the candle's middle, and only ever come closer until a close goes through one.
 * In a rising market the line is the lower band, in a falling one the upper; a close through the
 * band of the other side turns it. Until the first close beyond either band there is no trend: the
 * line is then the close itself, so that nothing crosses it.
 */
import type { CandleStep } from './step.ts'
import { trueRangeStep } from './true-range.ts'
import { wilderStep } from './wilder.ts'

export function supertrendStep(length: number, multiple: number): CandleStep {
  const trueRange = trueRangeStep()
  const average = wilderStep(length)
  let upper = Infinity
  let lower = -Infinity
  let before = NaN
  let trend: 'up' | 'down' | 'none' = 'none'
  return (high, low, close) => {
    const width = multiple * average(trueRange(high, low, close))
    if (Number.isNaN(width)) return NaN
    const middle = (high + low) / 2
    upper = before > upper ? middle + width : Math.min(middle + width, upper)
    lower = before < lower ? middle - width : Math.max(middle - width, lower)
    before = close
    if (close > upper) trend = 'up'
    else if (close < lower) trend = 'down'
    if (trend === 'none') return close
    return trend === 'up' ? lower : upper
  }
}
