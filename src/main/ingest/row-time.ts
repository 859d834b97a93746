/**
 * One time per row, in UTC. All rows of a file write it in one form; a time of day without a zone
 * needs the trader to say which, because no file can.
 */
import { DAY } from '../text/utc.ts'
import { LooseTime } from './dialect/loose-time.ts'
import { type Form, TimeReader } from './dialect/time-reader.ts'
import type { TimeStyle } from './dialect/time-style.ts'
import { namedOffset } from './dialect/zone-names.ts'
import { knownZone, type Zone } from './zone.ts'

export type TimeTrouble = 'unreadable' | 'other form' | 'no zone' | 'unknown zone' | 'no such time'

const isLocal = (form: Form): boolean => form === 'date' || form === 'naive'

export class RowTime {
  readonly reader: TimeReader
  readonly loose: LooseTime
  /** Set by the first row. */
  form: Form | null = null
  trouble: TimeTrouble = 'unreadable'
  private readonly zone: Zone | null
  /** Dates and times of day may stand side by side where midnight is the same for both. */
  private readonly isUtc: boolean
  private readonly named = new Map<string, Zone>()

  constructor(zone: Zone | null, { order, hasSeconds, shape }: TimeStyle) {
    this.zone = zone
    this.isUtc = zone === null || namedOffset(zone.name) === 0
    this.reader = new TimeReader(order)
    this.loose = new LooseTime(order, hasSeconds, shape)
  }

  /** Wall-clock midnights without a zone were taken for session dates. True only of daily candles. */
  get assumedDates(): boolean {
    return this.form === 'naive' && this.zone === null
  }

  /** UTC of what was read; NaN where it can't be told, with the reason in `trouble`. */
  utc(form: Form, value: number): number {
    this.form ??= form
    if (form !== this.form) {
      // Spreadsheets leave out a time of day that is midnight.
      if (!this.isUtc || !isLocal(form) || !isLocal(this.form)) return this.refuse('other form')
      if (value % DAY !== 0) this.form = form
    }
    if (form !== 'naive') return value
    if (this.zone === null) return value % DAY === 0 ? value : this.refuse('no zone')
    return this.zone.utc(value) ?? this.refuse('no such time')
  }

  /** UTC of a wall clock in a zone that the row itself names. */
  utcIn(name: string, wall: number): number {
    this.form ??= 'zoned'
    if (this.form !== 'zoned') return this.refuse('other form')
    const offset = namedOffset(name)
    if (offset !== null) return wall - offset
    const zone = this.named.get(name) ?? knownZone(name)
    if (zone === null) return this.refuse('unknown zone')
    this.named.set(name, zone)
    return zone.utc(wall) ?? this.refuse('no such time')
  }

  private refuse(trouble: TimeTrouble): number {
    this.trouble = trouble
    return Number.NaN
  }
}
