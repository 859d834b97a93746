/**
 * Reads a time from bytes: an epoch number or a date in digits, with or without time of day and
 * zone. It never asks the machine's own clock or zone what a text might mean.
 */
import { COLON, DOT, LETTER_T, LETTER_Z, MINUS, PLUS, SLASH, SPACE, ZERO } from '../ascii.ts'
import { DAY, HOUR, MINUTE, daysInMonth, daysOf } from '../../text/utc.ts'

/** How a time is written. One file keeps to one form; rows that change it are refused. */
export type Form = 'epoch s' | 'epoch ms' | 'epoch us' | 'epoch ns' | 'date' | 'naive' | 'zoned'

/** What comes first in a date of digits: the year, the day, or the month. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy'

/** Share indices reach back to the eighteenth century. */
export const FIRST_TIME = daysOf(1700, 1, 1) * DAY
export const LAST_TIME = daysOf(2101, 1, 1) * DAY

export class TimeReader {
  form: Form = 'date'
  /** Milliseconds: UTC where the text says so, wall clock where the form is `naive`. */
  value = 0
  /** Why the last `read` or `readClock` failed. */
  trouble = ''
  private readonly order: DateOrder
  private lastDate = -1
  private lastDays = 0

  constructor(order: DateOrder = 'ymd') {
    this.order = order
  }

  /** The position after the time that begins at `at`, or -1. What follows is for the caller to judge. */
  read(bytes: Uint8Array, at: number): number {
    let end = at
    let number = 0
    // Fifteen digits are exact in a double; later ones are looked at only by `epoch`.
    for (;;) {
      const digit = (bytes[end] ?? 0) - ZERO
      if (digit < 0 || digit > 9) break
      if (end - at < 15) number = number * 10 + digit
      end++
    }
    const digits = end - at
    if (this.order !== 'ymd') {
      if (digits === 2) return this.yearLast(bytes, number, end)
    } else if (digits === 4) return this.iso(bytes, number, end)
    else if (digits === 8) return this.basicDate(bytes, number, end)
    if (digits < 9) return this.fail('It is neither an epoch number nor a date as the file writes them.')
    return this.epoch(bytes, at, end, digits, number)
  }

  private epoch(bytes: Uint8Array, at: number, end: number, digits: number, number: number): number {
    if ((digits === 10 || digits === 12) && isGlued(number, digits)) return this.glued(bytes, at, end)
    if (digits === 18 && countsAsWindows(bytes, at)) {
      return this.fail('This counts in steps of 100 ns, as Windows does; such a number is no epoch number.')
    }
    if (digits === 10 || digits === 9) this.take('epoch s', number * 1000)
    else if (digits === 13 || digits === 12) this.take('epoch ms', number)
    else if (digits === 15 || digits === 16) this.take('epoch us', wholeMillis(bytes, at, end, 3))
    else if (digits === 18 || digits === 19) this.take('epoch ns', wholeMillis(bytes, at, end, 6))
    else if (digits === 14) return this.glued(bytes, at, end)
    else return this.fail(`An epoch number of ${digits} digits is neither s, ms, us nor ns.`)
    return bytes[end] === DOT ? this.epochFraction(bytes, end + 1) : this.inWindow(end)
  }

  /** A spreadsheet's `1325412060.0`, or a tail of milliseconds; what is finer has to be zero. */
  private epochFraction(bytes: Uint8Array, from: number): number {
    const kept = this.form === 'epoch s' ? 3 : 0
    let fraction = 0
    let end = from
    for (;;) {
      const digit = (bytes[end] ?? 0) - ZERO
      if (digit < 0 || digit > 9) break
      if (end - from < kept) fraction = fraction * 10 + digit
      else if (digit !== 0) return this.fail('Times finer than a millisecond can not be kept.')
      end++
    }
    if (end === from) return this.fail('An epoch number may end in .0 but not in a bare point.')
    if (fraction > 0) for (let known = end - from; known < kept; known++) fraction *= 10
    this.value += fraction
    return this.inWindow(end)
  }

  /** `20240131`, alone or with a time of day behind it. */
  private basicDate(bytes: Uint8Array, number: number, end: number): number {
    if (!this.date(Math.floor(number / 10_000), Math.floor(number / 100) % 100, number % 100)) return -1
    if (isDigitOrPoint(bytes[end])) return this.fail('It is not a date.')
    return this.afterDate(bytes, end)
  }

  /** `20240131093000`, or no further than minutes or hours. */
  private glued(bytes: Uint8Array, at: number, end: number): number {
    const year = twoDigits(bytes, at) * 100 + twoDigits(bytes, at + 2)
    if (!this.date(year, twoDigits(bytes, at + 4), twoDigits(bytes, at + 6))) return -1
    const hour = twoDigits(bytes, at + 8)
    const minute = end > at + 10 ? twoDigits(bytes, at + 10) : 0
    const second = end > at + 12 ? twoDigits(bytes, at + 12) : 0
    if (isDigitOrPoint(bytes[end])) return this.fail('A time of day is written HH:MM or HH:MM:SS.')
    if (hour > 23 || minute > 59 || second > 59) return this.fail('There is no such time of day.')
    this.value = hour * HOUR + minute * MINUTE + second * 1000
    return this.zone(bytes, end, this.lastDays * DAY + this.value)
  }

  private iso(bytes: Uint8Array, year: number, end: number): number {
    const mark = bytes[end]
    if ((mark !== MINUS && mark !== SLASH && mark !== DOT) || bytes[end + 3] !== mark) {
      return this.fail('A date is written yyyy-MM-dd here.')
    }
    if (!this.date(year, twoDigits(bytes, end + 1), twoDigits(bytes, end + 4))) return -1
    return this.afterDate(bytes, end + 6)
  }

  /** `31.01.2024` or `01/31/2024`, as the whole file has it. */
  private yearLast(bytes: Uint8Array, first: number, end: number): number {
    const mark = bytes[end]
    const second = twoDigits(bytes, end + 1)
    const century = twoDigits(bytes, end + 4)
    const year = twoDigits(bytes, end + 6)
    if ((mark !== MINUS && mark !== SLASH && mark !== DOT) || bytes[end + 3] !== mark || year < 0) {
      return this.fail(`A date is written ${this.order === 'dmy' ? 'dd.MM.yyyy' : 'MM/dd/yyyy'} here.`)
    }
    const [month, day] = this.order === 'dmy' ? [second, first] : [first, second]
    if (!this.date(century * 100 + year, month, day)) return -1
    return this.afterDate(bytes, end + 8)
  }

  /** What follows a date: nothing, or a time of day with or without a zone. */
  private afterDate(bytes: Uint8Array, dayEnd: number): number {
    let at = dayEnd
    while (bytes[at] === SPACE) at++
    if (at === dayEnd && bytes[at] === LETTER_T) at++
    if (at === dayEnd || !isDigit(bytes[at])) {
      this.take('date', this.lastDays * DAY)
      return this.inWindow(dayEnd)
    }
    const days = this.lastDays
    const clockEnd = this.readClock(bytes, at)
    if (clockEnd < 0) return -1
    return this.zone(bytes, clockEnd, days * DAY + this.value)
  }

  private zone(bytes: Uint8Array, at: number, wall: number): number {
    const sign = bytes[at]
    if (sign === LETTER_Z) {
      this.take('zoned', wall)
      return this.inWindow(at + 1)
    }
    if (sign !== PLUS && sign !== MINUS) {
      this.take('naive', wall)
      return this.inWindow(at)
    }
    const hours = twoDigits(bytes, at + 1)
    const colon = bytes[at + 3] === COLON ? 1 : 0
    let minutes = twoDigits(bytes, at + 3 + colon)
    let end = at + 5 + colon
    if (minutes < 0 && colon === 0) {
      minutes = 0
      end = at + 3
    }
    if (hours < 0 || hours > 15 || minutes < 0 || minutes > 59) {
      return this.fail('A zone is written Z or +02:00.')
    }
    const offset = hours * HOUR + minutes * MINUTE
    this.take('zoned', sign === PLUS ? wall - offset : wall + offset)
    return this.inWindow(end)
  }

  /** `HH:MM`, `HH:MM:SS`, `HH:MM:SS.fff` or six digits; `value` is milliseconds of the day. */
  readClock(bytes: Uint8Array, at: number): number {
    if (isDigit(bytes[at + 2])) return this.readDigits(bytes, at, at + 6)
    const hour = twoDigits(bytes, at)
    const minute = twoDigits(bytes, at + 3)
    if (hour < 0 || minute < 0 || bytes[at + 2] !== COLON) {
      return this.fail('A time of day is written HH:MM or HH:MM:SS.')
    }
    let second = 0
    let fraction = 0
    let end = at + 5
    if (bytes[end] === COLON) {
      second = twoDigits(bytes, end + 1)
      end += 3
      if (bytes[end] === DOT) {
        const from = ++end
        for (;;) {
          const digit = (bytes[end] ?? 0) - ZERO
          if (digit < 0 || digit > 9) break
          if (end - from < 3) fraction = fraction * 10 + digit
          else if (digit !== 0) return this.fail('Times finer than a millisecond can not be kept.')
          end++
        }
        if (end === from) return this.fail('A fraction of a second has digits.')
        for (let known = end - from; known < 3; known++) fraction *= 10
      }
    }
    if (hour > 23 || minute > 59 || second < 0 || second > 59)
      return this.fail('There is no such time of day.')
    this.value = hour * HOUR + minute * MINUTE + second * 1000 + fraction
    return end
  }

  private readDigits(bytes: Uint8Array, at: number, end: number): number {
    const hour = twoDigits(bytes, at)
    const minute = twoDigits(bytes, at + 2)
    const second = twoDigits(bytes, at + 4)
    if (second < 0 || minute < 0 || isDigitOrPoint(bytes[end])) {
      return this.fail('A time of day is written HH:MM or HH:MM:SS.')
    }
    if (hour > 23 || minute > 59 || second > 59) return this.fail('There is no such time of day.')
    this.value = hour * HOUR + minute * MINUTE + second * 1000
    return end
  }

  private date(year: number, month: number, day: number): boolean {
    const date = year * 10_000 + month * 100 + day
    if (date === this.lastDate) return true
    if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
      this.fail('There is no such day in the calendar.')
      return false
    }
    this.lastDate = date
    this.lastDays = daysOf(year, month, day)
    return true
  }

  private take(form: Form, value: number): void {
    this.form = form
    this.value = value
  }

  private inWindow(end: number): number {
    if (Number.isNaN(this.value)) return this.fail('Times finer than a millisecond can not be kept.')
    if (this.value >= FIRST_TIME && this.value < LAST_TIME) return end
    return this.fail('Times from 1700 to 2100 can be kept.')
  }

  private fail(trouble: string): -1 {
    this.trouble = trouble
    return -1
  }
}

/**
 * `2024013109` and `202401310930` with every part in its range. As epoch numbers they would be of
 * the 2030s and of 1976, and all rows of a file would have to look like a date by chance.
 */
function isGlued(number: number, digits: 10 | 12): boolean {
  const hours = digits === 10 ? number : Math.floor(number / 100)
  const year = Math.floor(hours / 1_000_000)
  if (year < 1900 || year > 2099 || (digits === 12 && number % 100 > 59) || hours % 100 > 23) return false
  const month = Math.floor(hours / 10_000) % 100
  const day = Math.floor(hours / 100) % 100
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** Steps of 100 ns since the year 1 or 1601, of 1970 to 2050: as nanoseconds they would be 1974 or 1989. */
function countsAsWindows(bytes: Uint8Array, at: number): boolean {
  const front = twoDigits(bytes, at)
  return (front >= 62 && front <= 64) || (front >= 11 && front <= 14)
}

/** The number without its last `finer` digits, which have to be zeros; NaN where they are not. */
function wholeMillis(bytes: Uint8Array, at: number, end: number, finer: number): number {
  let value = 0
  for (let i = at; i < end - finer; i++) value = value * 10 + (bytes[i] ?? 0) - ZERO
  for (let i = end - finer; i < end; i++) if (bytes[i] !== ZERO) return Number.NaN
  return value
}

/** -1 where they are not two digits. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO
  const ones = (bytes[at + 1] ?? 0) - ZERO
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= ZERO && byte <= 57
const isDigitOrPoint = (byte: number | undefined): boolean => isDigit(byte) || byte === DOT
