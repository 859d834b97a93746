/** From wall clock to UTC: fixed offsets by arithmetic, named zones through the platform's tables. */
import { Problem } from '../../shared/problem.ts'
import { DAY, HOUR, MINUTE, daysOf } from '../text/utc.ts'

export interface Zone {
  readonly name: string
  /** UTC of a wall-clock time; null where the clock was never there, or was there twice. */
  utc(wall: number): number | null
}

export function zoneOf(name: string): Zone {
  const offset = fixedOffset(name)
  if (offset !== null) return { name, utc: (wall) => wall - offset }
  return namedZone(name)
}

/** Null where there is no zone of this name. */
export function knownZone(name: string): Zone | null {
  try {
    return zoneOf(name)
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  }
}

/** Milliseconds that `+05:30` is ahead of UTC; null where the name is not of that kind. */
function fixedOffset(name: string): number | null {
  if (name === 'UTC' || name === 'Z' || name === 'GMT') return 0
  const sign = name[0]
  if ((sign !== '+' && sign !== '-') || name.length !== 6 || name[3] !== ':') return null
  const hours = Number(name.slice(1, 3))
  const minutes = Number(name.slice(4))
  if (!(hours <= 15) || !(minutes <= 59)) throw unknown(name)
  const offset = hours * HOUR + minutes * MINUTE
  return sign === '-' ? -offset : offset
}

function namedZone(name: string): Zone {
  const offsetAt = offsetsOf(name)
  // Most rows follow each other closely: remember the stretch of wall clock with one offset.
  let from = 0
  let until = 0
  let offset = 0
  return {
    name,
    utc(wall) {
      if (wall >= from && wall < until) return wall - offset
      // No zone has been further from UTC than a day, nor changed twice within two.
      const before = offsetAt(wall - DAY)
      const after = offsetAt(wall + DAY)
      if (before === after) {
        offset = before
        from = wall
        until = offsetAt(wall + 2 * DAY) === offset ? wall + DAY : wall + 1
        return wall - offset
      }
      const early = wall - before
      const late = wall - after
      const earlyFits = offsetAt(early) === before
      const lateFits = offsetAt(late) === after
      if (earlyFits === lateFits) return null
      return earlyFits ? early : late
    },
  }
}

function offsetsOf(name: string): (utc: number) => number {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    throw unknown(name)
  }
  return (utc) => {
    const part: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(utc)) part[type] = Number(value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
    const wall = daysOf(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second * 1000
    return wall - Math.floor(utc / 1000) * 1000
  }
}

const unknown = (name: string): Problem =>
  new Problem(
    'CONFIG_INVALID',
    { field: 'timezone', text: name.slice(0, 80) },
    'This time zone is not known here.',
    'Write UTC, an offset such as +02:00, or a name such as America/New_York.',
  )
