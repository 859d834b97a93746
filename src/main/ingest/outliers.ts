/**
 * Candles that look like a slip of the feed. A price that leaves and is back at once is one: the
 * high is above both the close before and the open after (or the low below both) by more than 20
 * times the median range of a candle, and by 2 % at least. So is a jump from one close to the next
 * open by a factor of five, which a lost decimal point makes and a market does not. A crash that
 * stays down is neither.
 */
import type { CandleSeries } from '../../shared/candles.ts'

const TIMES_MEDIAN = 20
const AT_LEAST = 0.02
const JUMP = 5
const SAMPLE = 65_536

export function outliersIn(series: CandleSeries, check: () => void = () => {}): number {
  const { open, high, low, close, rows } = series
  const most = 1 + Math.max(AT_LEAST, TIMES_MEDIAN * medianRange(series))
  let outliers = 0
  let beforeWasOne = false
  for (let row = 0; row < rows; row++) {
    if (row % SAMPLE === 0) check()
    const before = row === 0 ? (open[row] ?? 0) : (close[row - 1] ?? 0)
    const after = row === rows - 1 ? (close[row] ?? 0) : (open[row + 1] ?? 0)
    const spikedUp = (high[row] ?? 0) > Math.max(before, after) * most
    const spikedDown = (low[row] ?? 0) * most < Math.min(before, after)
    const first = open[row] ?? 0
    // The way back from a slip is not another one.
    const jumped: boolean = !beforeWasOne && (first >= before * JUMP || first * JUMP <= before)
    beforeWasOne = spikedUp || spikedDown || jumped
    if (beforeWasOne) outliers++
  }
  return outliers
}

/** High over low, less one; over evenly spread candles where there are many. */
function medianRange({ high, low, rows }: CandleSeries): number {
  const step = Math.max(1, Math.ceil(rows / SAMPLE))
  const ranges = new Float64Array(Math.ceil(rows / step))
  for (let i = 0; i < ranges.length; i++) ranges[i] = (high[i * step] ?? 1) / (low[i * step] ?? 1) - 1
  return ranges.sort()[ranges.length >> 1] ?? 0
}
