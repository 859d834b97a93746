/** The time axis in words: always UTC, always the same order, whatever the machine is set to. */
import { TickMarkType } from 'lightweight-charts'
import type { Timeframe } from '../../shared/candles.ts'
import { candleTime } from '../parts/format.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const UNITS: { readonly [unit: string]: number } = {
  s: 1000,
  m: MINUTE,
  h: 60 * MINUTE,
  d: DAY,
  w: 7 * DAY,
  // A calendar month has no one length; this is good for choosing words and for a first guess.
  mo: 30 * DAY,
}

export function lengthOf(timeframe: Timeframe): number {
  const many = Number.parseInt(timeframe, 10)
  return many * (UNITS[timeframe.slice(String(many).length)] ?? DAY)
}

const two = (value: number): string => String(value).padStart(2, '0')

/** The crosshair's label, with the day of the week: `Wed 2017-03-01 14:30`. */
export const crosshairText = (at: number, timeframe: Timeframe): string =>
  `${WEEKDAYS[new Date(at).getUTCDay()] ?? ''} ${candleTime(at, timeframe)}`

/** A label under the chart: only what is new since the label before it. */
export function tickText(at: number, kind: TickMarkType): string {
  const date = new Date(at)
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
  switch (kind) {
    case TickMarkType.Year:
      return String(date.getUTCFullYear())
    case TickMarkType.Month:
      return MONTHS[date.getUTCMonth()] ?? ''
    case TickMarkType.DayOfMonth:
      return String(date.getUTCDate())
    case TickMarkType.Time:
      return clock
    case TickMarkType.TimeWithSeconds:
      return `${clock}:${two(date.getUTCSeconds())}`
  }
}
