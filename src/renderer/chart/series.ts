/**
 * A loaded window as the drawing library wants it. Every series gets the times of the candles: its
 * time axis is the union of all times, so a single stray one would open a hole between two bars.
 */
import type { CandlestickData, HistogramData, LineData, UTCTimestamp } from 'lightweight-charts'
import type { ChartCandles } from '../../shared/candles.ts'
import type { EquityCurve } from '../../shared/run.ts'

// The library's axis counts seconds and its type wants the brand.
export const stamp = (at: number): UTCTimestamp => (at / 1000) as UTCTimestamp

/** The library's production build draws unordered or repeated times without a word, and wrongly. */
export function assertAscending(time: Float64Array): void {
  for (let i = 1; i < time.length; i++) {
    const before = time[i - 1] ?? Number.NaN
    const at = time[i] ?? Number.NaN
    if (!(at > before)) throw new Error(`candle ${i} does not follow the one before it: ${before}, ${at}`)
  }
}

export function bars({ time, open, high, low, close }: ChartCandles): CandlestickData[] {
  return Array.from(time, (at, i) => ({
    time: stamp(at),
    open: open[i] ?? 0,
    high: high[i] ?? 0,
    low: low[i] ?? 0,
    close: close[i] ?? 0,
  }))
}

export function volumes(
  { time, open, close, volume }: ChartCandles,
  up: string,
  down: string,
): HistogramData[] {
  return Array.from(time, (at, i) => ({
    time: stamp(at),
    value: volume[i] ?? 0,
    color: (close[i] ?? 0) >= (open[i] ?? 0) ? up : down,
  }))
}

export interface Curves {
  /** As of the end of each candle; NaN where the run had not begun or was over. */
  readonly equity: Float64Array
  /** Percent below the peak, as a positive number: the worst within each candle. */
  readonly drawdown: Float64Array
}

/** The curve's own points, which may be fewer or more, put on the candles they fall into. */
export function align(candles: ChartCandles, curve: EquityCurve): Curves {
  const { time } = candles
  const equity = new Float64Array(time.length).fill(Number.NaN)
  const drawdown = new Float64Array(time.length).fill(Number.NaN)
  const last = curve.time[curve.time.length - 1]
  if (last === undefined) return { equity, drawdown }
  let point = 0
  let held = { equity: Number.NaN, drawdown: Number.NaN }
  for (let i = 0; i < time.length; i++) {
    const opens = time[i] ?? 0
    const until = time[i + 1] ?? Infinity
    let worst = Number.NaN
    for (; (curve.time[point] ?? Infinity) < until; point++) {
      const below = curve.drawdown[point] ?? Number.NaN
      held = { equity: curve.equity[point] ?? Number.NaN, drawdown: below }
      worst = worst >= below ? worst : below
    }
    // A candle between two points keeps what was; past the last point there is nothing to keep.
    if (!Number.isNaN(worst) || opens <= last) {
      equity[i] = held.equity
      drawdown[i] = Number.isNaN(worst) ? held.drawdown : worst
    }
  }
  return { equity, drawdown }
}

export function line(time: Float64Array, values: Float64Array, sign: 1 | -1): LineData[] {
  const points: LineData[] = []
  for (let i = 0; i < time.length; i++) {
    const value = values[i] ?? Number.NaN
    if (!Number.isNaN(value)) points.push({ time: stamp(time[i] ?? 0), value: value * sign })
  }
  return points
}
