import type { CandleSeries } from '../../shared/candles.ts'
import { MOST_DECIMALS } from './decimal-text.ts'
import { isTimeframe } from './timeframe.ts'

/** Everything about a series but its columns. */
export type Description = Omit<CandleSeries, 'time' | 'open' | 'high' | 'low' | 'close' | 'volume'>

const MOST_ROWS = 50_000_000

/** In a fixed order, because it is hashed. */
export function describe(series: Description): string {
  const { symbol, timeframe, priceDecimals, volumeDecimals, hasVolume, rows } = series
  return JSON.stringify({ symbol, timeframe, priceDecimals, volumeDecimals, hasVolume, rows })
}

/** Null where the text is no description of ours. */
export function readDescription(text: string): Description | null {
  const found = parsed(text)
  if (typeof found !== 'object' || found === null) return null
  const { symbol, timeframe, priceDecimals, volumeDecimals, hasVolume, rows } = found as Record<
    string,
    unknown
  >
  if (typeof symbol !== 'string' || typeof timeframe !== 'string' || !isTimeframe(timeframe)) return null
  if (!isWhole(priceDecimals, MOST_DECIMALS) || !isWhole(volumeDecimals, MOST_DECIMALS)) return null
  if (typeof hasVolume !== 'boolean' || !isWhole(rows, MOST_ROWS)) return null
  return { symbol, timeframe, priceDecimals, volumeDecimals, hasVolume, rows }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const isWhole = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most
