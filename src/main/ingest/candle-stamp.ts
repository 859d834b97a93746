/**
 * Whether a file names the beginning of its candles or their end. Candles are kept by their
 * beginning, and one that is taken an interval too early would show a strategy the future.
 */
import type { Timeframe } from '../../shared/candles.ts'
import type { Stamp } from '../../shared/dataset.ts'
import { DAY, HOUR } from '../text/utc.ts'
import { lengthOf, spanOf } from './timeframe.ts'

export interface CandleStamp {
  readonly value: Stamp
  readonly because: string
}

/** `23:59:59` and `23:59:59.999` close a day; nobody opens one then. */
const BEFORE_THE_END = [1, 1000]
const HINTED = 0.8
const FEWEST_SESSIONS = 3

export function stampOf(
  time: Float64Array,
  timeframe: Timeframe,
  said: Stamp | undefined,
  check: () => void = () => {},
): CandleStamp {
  if (said !== undefined) return { value: said, because: 'it was said at the import' }
  if (lastMoments(time, timeframe) !== null) {
    return { value: 'end', because: 'every time is the last moment of its candle, so its beginning was kept' }
  }
  check()
  const hint = sessionsBeginLate(time, timeframe)
    ? '; sessions here begin one candle after the hour, so these may be the ends: then choose that, --stamp end'
    : ''
  return { value: 'start', because: `nothing says otherwise${hint}` }
}

/** Moves times from the ends of candles to their beginnings, in place. Session dates stay. */
export function beginnings(time: Float64Array, timeframe: Timeframe, areDates: boolean): void {
  if (areDates || spanOf(timeframe)?.unit === 'mo') return
  const length = lengthOf(timeframe)
  const before = lastMoments(time, timeframe)
  for (let row = 0; row < time.length; row++) {
    time[row] = (time[row] ?? 0) + (before ?? 0) - length
  }
}

/** How long before the end of its candle every time is; null where they are not. */
function lastMoments(time: Float64Array, timeframe: Timeframe): number | null {
  const grid = Math.min(lengthOf(timeframe), DAY)
  if (grid <= 1000) return null
  return BEFORE_THE_END.find((before) => time.every((at) => (at + before) % grid === 0)) ?? null
}

/** The first candle after each pause is one length past a full hour. */
function sessionsBeginLate(time: Float64Array, timeframe: Timeframe): boolean {
  const length = lengthOf(timeframe)
  if (length >= HOUR) return false
  let sessions = 0
  let late = 0
  for (let row = 1; row < time.length; row++) {
    const at = time[row] ?? 0
    if (at - (time[row - 1] ?? 0) < Math.max(2 * HOUR, 4 * length)) continue
    sessions++
    if (at % HOUR === length) late++
  }
  return sessions >= FEWEST_SESSIONS && late >= HINTED * sessions
}
