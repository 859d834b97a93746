/**
 * How far a candle went, counted from the close before it where it opened with a gap. The first
 * candle has none before it: it went from its low to its high.
 */
import type { CandleStep } from './step.ts'

export function trueRangeStep(): CandleStep {
  let before = NaN
  return (high, low, close) => {
    const isFirst = Number.isNaN(before)
    const range = isFirst ? high - low : Math.max(high, before) - Math.min(low, before)
    before = close
    return range
  }
}
