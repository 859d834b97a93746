/**
 * Times and names as text, the same on every machine. This file: UTC by arithmetic alone, with no
 * clock and no locale behind it.
 */
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export interface CivilDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Days since 1970-01-01 of a date in the Gregorian calendar; March is the first month of its year here. */
export function daysOf(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

export function dateOf(days: number): CivilDate {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  }
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** `2017-04-19T09:00:00.000Z`. */
export function isoTime(time: number): string {
  const days = Math.floor(time / DAY)
  return `${isoDate(days)}T${isoClock(time - days * DAY)}Z`
}

/** `2017-04-19T09:00:00Z`; milliseconds only where there are some. */
export const shortIsoTime = (time: number): string => isoTime(time).replace('.000Z', 'Z')

/** `2017-04-19`, of a count of days since 1970. */
export function isoDate(days: number): string {
  const { year, month, day } = dateOf(days)
  if (!(year >= 0 && year <= 9999)) throw new RangeError(`a time in the year ${year}`)
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`
}

/** `09:00:00.000`, of milliseconds since midnight. */
export function isoClock(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000)
  const minute = Math.floor(second / 60)
  const clock = `${padded(Math.floor(minute / 60), 2)}:${padded(minute % 60, 2)}:${padded(second % 60, 2)}`
  return `${clock}.${padded(milliseconds % 1000, 3)}`
}

/** Milliseconds of an ISO UTC time, its fraction optional; by position, because a run has many of them. */
export function readIsoTime(text: string): number {
  const [month, day] = [whole(text, 5, 7), whole(text, 8, 10)]
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= 31
  const days = isDate ? daysOf(whole(text, 0, 4), month, day) : Number.NaN
  const seconds = (whole(text, 11, 13) * 60 + whole(text, 14, 16)) * 60 + whole(text, 17, 19)
  const fraction = text.length === 24 ? whole(text, 20, 23) : 0
  const time = (days * 86_400 + seconds) * 1000 + fraction
  if (Number.isNaN(time) || !text.endsWith('Z')) throw new RangeError(`not an ISO UTC time: ${text}`)
  return time
}

function whole(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : Number.NaN
  }
  return value
}

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0')
