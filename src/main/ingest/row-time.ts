/**
 * One time per row, in UTC. All rows of a file write it in one form; a time of day without a zone
 * needs the trader to say which, because no file can.
 */
import { DAY } from '../text/utc.ts'
import { type Form, TimeReader } from './time-reader.ts'
import type { Zone } from './zone.ts'

export type TimeTrouble = 'unreadable' | 'other form' | 'no zone' | 'no such time'

export class RowTime {
  readonly reader = new TimeReader()
  /** Set by the first row. */
  form: Form | null = null
  trouble: TimeTrouble = 'unreadable'
  private readonly zone: Zone | null

  constructor(zone: Zone | null) {
    this.zone = zone
  }

  /** Wall-clock midnights without a zone were taken for session dates. True only of daily candles. */
  get assumedDates(): boolean {
    return this.form === 'naive' && this.zone === null
  }

  /** UTC of what was read; NaN where it can't be told, with the reason in `trouble`. */
  utc(form: Form, value: number): number {
    this.form ??= form
    if (form !== this.form) return this.refuse('other form')
    if (form !== 'naive') return value
    if (this.zone === null) return value % DAY === 0 ? value : this.refuse('no zone')
    return this.zone.utc(value) ?? this.refuse('no such time')
  }

  private refuse(trouble: TimeTrouble): number {
    this.trouble = trouble
    return Number.NaN
  }
}
