/** How long candles last: names, lengths, and what a name means in a calendar. */
import type { Timeframe } from '../../shared/candles.ts'
import { DAY, HOUR, MINUTE } from '../text/utc.ts'

const UNITS = { s: 1000, m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY } as const

export interface Span {
  readonly unit: keyof typeof UNITS | 'mo'
  readonly count: number
}

/** Null where the text is no timeframe of ours: `1m`, `4h`, `1d`, `1w`, `3mo`. */
export function spanOf(text: string): Span | null {
  const digits = text.endsWith('mo') ? text.slice(0, -2) : text.slice(0, -1)
  const unit = text.slice(digits.length)
  if (digits.length === 0 || digits.length > 4 || digits.startsWith('0')) return null
  for (const digit of digits) if (digit < '0' || digit > '9') return null
  if (unit !== 'mo' && !isUnit(unit)) return null
  return { unit, count: Number(digits) }
}

export const isTimeframe = (text: string): text is Timeframe => spanOf(text) !== null

/** Milliseconds of one candle; for calendar months, which have no fixed length, the shortest one. */
export function lengthOf(timeframe: Timeframe): number {
  const span = spanOf(timeframe)
  if (span === null) throw new TypeError(`${timeframe} is no timeframe`)
  return span.unit === 'mo' ? span.count * 28 * DAY : span.count * UNITS[span.unit]
}

/** The usual name of a length: 60 minutes are `1h`, 7 days are `1w`. Null below a second. */
export function timeframeLasting(length: number): Timeframe | null {
  for (const unit of ['w', 'd', 'h', 'm', 's'] as const) {
    if (length >= UNITS[unit] && length % UNITS[unit] === 0) return `${length / UNITS[unit]}${unit}`
  }
  return null
}

const isUnit = (unit: string): unit is keyof typeof UNITS => Object.hasOwn(UNITS, unit)
