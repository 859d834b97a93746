import type { CandleSeries } from '../../shared/candles.ts'
import type { Calendar } from '../../shared/settings.ts'
import { DAY } from '../text/utc.ts'
import { at } from './column.ts'

const SUNDAY = 0
const SATURDAY = 6

/** When a market trades, as its candles show: on Saturdays, on Sundays at most, or on weekdays only. */
export function calendarOf({ time, rows }: Pick<CandleSeries, 'time' | 'rows'>): Calendar {
  let sundays = false
  for (let candle = 0; candle < rows; candle += 1) {
    const weekday = weekdayOf(at(time, candle))
    if (weekday === SATURDAY) return '24/7'
    if (weekday === SUNDAY) sundays = true
  }
  return sundays ? '24/5' : 'sessions'
}

/** How many sessions make a year, for figures that are stated per year. */
export function periodsPerYear(calendar: Calendar): number {
  return { '24/7': 365, '24/5': 260, sessions: 252 }[calendar]
}

/** 0 is Sunday. The first day of 1970 was a Thursday. */
function weekdayOf(time: number): number {
  const day = Math.floor(time / DAY) + 4
  return day - 7 * Math.floor(day / 7)
}
