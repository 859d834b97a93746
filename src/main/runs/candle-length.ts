import type { Timeframe } from '../../shared/candles.ts'

const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** Milliseconds from the open to the close of the candle that opens at `open`. */
export function candleLength(timeframe: Timeframe, open: number): number {
  const count = Number.parseInt(timeframe, 10)
  if (timeframe.endsWith('mo')) {
    const month = new Date(open)
    return month.setUTCMonth(month.getUTCMonth() + count) - open
  }
  for (const [unit, length] of Object.entries(UNITS)) if (timeframe.endsWith(unit)) return count * length
  throw new TypeError(`${timeframe} is no timeframe`)
}
