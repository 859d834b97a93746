/** What plain loops over doubles can do on this machine: no ledger, no rounding, no journal, no checks. */
import { readFileSync } from 'node:fs'
import type { CandleSeries } from '../../src/shared/candles.ts'

/** Moving-average cross, next-open fills, fees, equity and drawdown, in one pass. */
export function plainReplay({ open, close, rows }: CandleSeries, fast: number, slow: number): number {
  const equity = new Float64Array(rows)
  let [sumFast, sumSlow, wasAbove, units, cash, pending, peak, worst] = [0, 0, false, 0, 10_000, 0, 10_000, 0]
  for (let i = 0; i < rows; i++) {
    if (pending !== 0) {
      const price = open[i] ?? 0
      if (pending > 0) [units, cash] = [cash / (price * 1.001), 0]
      else [cash, units] = [units * price * 0.999, 0]
      pending = 0
    }
    const price = close[i] ?? 0
    sumFast += price - (close[i - fast] ?? 0)
    sumSlow += price - (close[i - slow] ?? 0)
    const isAbove = sumFast / fast > sumSlow / slow
    if (i >= slow && isAbove !== wasAbove) {
      if (isAbove && units === 0) pending = 1
      else if (!isAbove && units > 0) pending = -1
    }
    wasAbove = isAbove
    const worth = cash + units * price
    equity[i] = worth
    if (worth > peak) peak = worth
    else worst = Math.max(worst, 1 - worth / peak)
  }
  return (equity[rows - 1] ?? 0) + worst
}

/** Digits to doubles, byte by byte, six columns, trusting every one of them. */
export function plainParse(file: string, rows: number): number {
  const bytes = readFileSync(file)
  const columns = Array.from({ length: 6 }, () => new Float64Array(rows))
  let at = bytes.indexOf(10) + 1
  for (let row = 0; row < rows; row++) {
    for (const column of columns) {
      let [value, scale] = [0, 0]
      for (let byte = bytes[at++] ?? 10; byte !== 44 && byte !== 10; byte = bytes[at++] ?? 10) {
        if (byte === 46) scale = 1
        else {
          value = value * 10 + byte - 48
          scale *= 10
        }
      }
      column[row] = scale === 0 ? value : value / scale
    }
  }
  return columns[4]?.[rows - 1] ?? 0
}
