/** How many candles a run will visit, and how long that takes on an ordinary laptop. */
import type { Timeframe } from '../../shared/candles.ts'
import type { Dataset } from '../../shared/dataset.ts'
import { timeOf } from './draft-check.ts'
import { count } from '../parts/format.ts'

/**
 * Measured end to end, loading, replay, journal and disk, on a busy two-core machine: a run that
 * is done sooner than it was said to be disappoints nobody.
 */
const CANDLES_PER_SECOND = 500_000

const UNITS: { readonly [unit: string]: number } = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  mo: 2_629_800_000,
}

export function timeframeMs(timeframe: Timeframe): number {
  const [, many = '1', unit = 'm'] = /^(\d+)(\D+)$/.exec(timeframe) ?? []
  return Number(many) * (UNITS[unit] ?? 60_000)
}

/** How many candles lie in the window. Inside the data, its pauses are taken as spread evenly. */
export function candlesIn(
  dataset: Dataset,
  timeframe: Timeframe,
  from: string,
  to: string,
): { readonly candles: number; readonly exact: boolean } {
  const last = dataset.end + timeframeMs(dataset.timeframe)
  const begin = Math.max(dataset.start, timeOf(from) ?? dataset.start)
  const end = Math.min(last, timeOf(to) ?? last)
  const share = Math.max(0, end - begin) / (last - dataset.start)
  const merged = timeframeMs(timeframe) / timeframeMs(dataset.timeframe)
  return { candles: Math.ceil((dataset.rows * share) / merged), exact: share === 1 && merged === 1 }
}

export function estimate(candles: number): string {
  const seconds = candles / CANDLES_PER_SECOND
  if (seconds < 1) return 'under a second'
  if (seconds < 90) return `about ${count(seconds)} s`
  return `about ${count(seconds / 60)} min`
}
