/** Equity and drawdown for the panes under the candles, thinned to what can be shown. */
import type { EquityCurve } from '../../shared/run.ts'
import { EQUITY_DECIMALS, type EquityColumns } from './equity-file.ts'

export function equityCurve(columns: EquityColumns, capital: string): EquityCurve {
  const start = Number(capital)
  const rows = columns.equity.length
  // Made in a worker and read here and there without a copy.
  const shared = () => new Float64Array(new SharedArrayBuffer(8 * rows))
  const [time, equity, drawdown] = [shared(), shared(), shared()]
  let peak = start
  for (let row = 0; row < rows; row++) {
    const worth = Number(columns.equity[row]) / 10 ** EQUITY_DECIMALS
    if (worth > peak) peak = worth
    time[row] = Number(columns.time[row])
    equity[row] = worth
    drawdown[row] = peak > 0 ? ((peak - worth) / peak) * 100 : 0
  }
  return { capital: start, time, equity, drawdown }
}

/** Each point shown is the last equity and the worst drawdown of the candles it stands for. */
export function thinned(curve: EquityCurve, from: number, to: number, most: number): EquityCurve {
  const first = firstAt(curve.time, from)
  const end = firstAt(curve.time, to)
  const per = Math.max(1, Math.ceil((end - first) / Math.max(1, most)))
  const points = Math.ceil((end - first) / per)
  const time = new Float64Array(points)
  const equity = new Float64Array(points)
  const drawdown = new Float64Array(points)
  for (let point = 0; point < points; point++) {
    const start = first + point * per
    const stop = Math.min(start + per, end)
    time[point] = curve.time[start] ?? 0
    equity[point] = curve.equity[stop - 1] ?? 0
    for (let i = start; i < stop; i++)
      drawdown[point] = Math.max(drawdown[point] ?? 0, curve.drawdown[i] ?? 0)
  }
  return { capital: curve.capital, time, equity, drawdown }
}

function firstAt(times: Float64Array, time: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? 0) < time) low = middle + 1
    else high = middle
  }
  return low
}
