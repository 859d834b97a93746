/** Candles that are missing before one that an order fills on (F26). */
import type { CandleSeries } from '../../shared/candles.ts'
import type { Calendar } from '../../shared/settings.ts'
import { DAY } from '../text/utc.ts'
import { calendarOf } from './calendar.ts'
import { at } from './column.ts'

/** A market that rests is no gap: a weekend with a holiday on each side. */
const LONGEST_REST = 4 * DAY

const UNITS: { readonly [unit: string]: number } = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: DAY,
  w: 7 * DAY,
  mo: 31 * DAY,
}

export class Gaps {
  readonly #series: CandleSeries
  readonly #length: number
  #calendar: Calendar | null

  constructor(series: CandleSeries, calendar: Calendar | null) {
    const [, count = '1', unit = 'd'] = /^(\d+)([a-z]+)$/.exec(series.timeframe) ?? []
    this.#series = series
    this.#length = Number(count) * (UNITS[unit] ?? DAY)
    this.#calendar = calendar
  }

  /** The gap in words; null where the candle follows the one before as it should. */
  before(candle: number): string | null {
    if (candle === 0) return null
    const { time } = this.#series
    const between = at(time, candle) - at(time, candle - 1)
    if (between <= this.#length) return null
    // Read from all the candles, and so only when it matters.
    this.#calendar ??= calendarOf(this.#series)
    if (this.#calendar !== '24/7' && between <= LONGEST_REST) return null
    const missing = Math.round(between / this.#length) - 1
    return missing < 1
      ? null
      : `GAP: ${missing} ${missing === 1 ? 'candle is' : 'candles are'} missing before this one`
  }
}
