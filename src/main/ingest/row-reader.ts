/**
 * The hot path of an import: rows that are as they should be, read byte by byte without making a
 * string. Whatever it can't take at once, from a quoted cell to a broken row, it hands to the
 * careful reader, which knows how to say what is wrong.
 */
import { CR, LF, QUOTE, SPACE, ZERO } from './ascii.ts'
import { type CandleColumns, RowNumbers, VOLUME } from './candle-columns.ts'
import { POWERS } from './decimal-text.ts'
import type { RowTime } from './row-time.ts'

/** What a cell holds; OPEN … VOLUME of the candle columns come before these. */
export const SKIPPED = 0
export const STAMP = 6
export const DATE = 7
export const CLOCK = 8
export const NAMED = 9
export const ZONE = 10

/** Longer ones are for the careful reader, which says so. */
const LONGEST_TIME = 64
/** More digits may not be exact in a double while they are being read. */
const MOST_DIGITS = 15

export interface Layout {
  readonly delimiter: number
  /** What each cell of a row holds. */
  readonly roles: Uint8Array
  /** The byte before decimals. */
  readonly mark: number
  /** Rows may be as this reader takes them; else it is not tried. */
  readonly quick: boolean
  /** Times and clocks are for the reader of digits; else they hold words or parts without zeros. */
  readonly quickTime: boolean
  readonly quickClock: boolean
}

/** Takes one row that starts at `at`; answers where the next one starts. */
export type CarefulReader = (bytes: Uint8Array, at: number, line: number) => number

export class RowReader {
  /** Of the next row. */
  line: number
  private readonly layout: Layout
  private readonly columns: CandleColumns
  private readonly time: RowTime
  private readonly careful: CarefulReader
  private readonly numbers = new RowNumbers()
  /** Date and time of day stand in cells of their own. */
  private readonly split: boolean
  /** Symbol cells of quick rows repeat these bytes. */
  symbol: Uint8Array | null = null

  constructor(
    layout: Layout,
    firstLine: number,
    columns: CandleColumns,
    time: RowTime,
    careful: CarefulReader,
  ) {
    this.layout = layout
    this.split = layout.roles.includes(CLOCK)
    this.line = firstLine
    this.columns = columns
    this.time = time
    this.careful = careful
  }

  /** Reads whole lines: the byte before `end` is a line feed. */
  read(bytes: Uint8Array, from: number, end: number): void {
    let at = from
    const { quick } = this.layout
    while (at < end) {
      const next = quick ? this.quick(bytes, at) : -1
      at = next > 0 ? next : this.careful(bytes, at, this.line)
      this.line++
    }
  }

  /** Where the next row starts, or -1 where this one is for the careful reader. */
  private quick(bytes: Uint8Array, from: number): number {
    const { roles, delimiter, mark, quickTime, quickClock } = this.layout
    const { units, decimals } = this.numbers
    const { reader, loose } = this.time
    const last = roles.length - 1
    let at = from
    let time = 0
    for (let cell = 0; cell <= last; cell++) {
      const role = roles[cell] ?? SKIPPED
      let byte = bytes[at] ?? LF
      while (byte === SPACE) byte = bytes[++at] ?? LF
      const isQuoted = byte === QUOTE
      if (isQuoted) byte = bytes[++at] ?? LF
      if (role === SKIPPED && isQuoted) {
        while (byte !== QUOTE && byte !== LF) byte = bytes[++at] ?? LF
      } else if (role === SKIPPED) {
        while (byte !== delimiter && byte !== LF && byte !== CR) byte = bytes[++at] ?? LF
      } else if (role <= VOLUME) {
        const start = at
        let value = 0
        while (byte >= 48 && byte <= 57) {
          value = value * 10 + (byte - ZERO)
          byte = bytes[++at] ?? LF
        }
        if (at === start) return -1
        let fraction = 0
        if (byte === mark) {
          const point = at
          byte = bytes[++at] ?? LF
          while (byte >= 48 && byte <= 57) {
            value = value * 10 + (byte - ZERO)
            byte = bytes[++at] ?? LF
          }
          fraction = at - point - 1
          if (fraction === 0 || at - start > MOST_DIGITS + 1) return -1
          if (bytes[at - 1] === ZERO) {
            let zeros = 1
            while (zeros < fraction && bytes[at - 1 - zeros] === ZERO) zeros++
            value /= POWERS[zeros] ?? 1
            fraction -= zeros
          }
        } else if (at - start > MOST_DIGITS) return -1
        units[role] = value
        decimals[role] = fraction
      } else if (role === STAMP) {
        at = quickTime ? reader.read(bytes, at) : this.worded(bytes, at, STAMP)
        if (at < 0) return -1
        const { form, value } = quickTime ? reader : loose
        time = this.time.utc(form, value)
        byte = bytes[at] ?? LF
      } else if (role === NAMED) {
        at = this.sameSymbol(bytes, at)
        if (at < 0) return -1
        byte = bytes[at] ?? LF
      } else {
        const isQuick = role === DATE ? quickTime : quickClock
        if (!isQuick) at = this.worded(bytes, at, role)
        else at = role === DATE ? reader.read(bytes, at) : reader.readClock(bytes, at)
        const { form, value } = isQuick ? reader : loose
        if (at < 0 || (role === DATE && form !== 'date')) return -1
        time += value
        byte = bytes[at] ?? LF
      }
      if (isQuoted) {
        if (byte !== QUOTE) return -1
        byte = bytes[++at] ?? LF
      }
      if (byte === delimiter) {
        if (cell === last) return -1
        at++
      } else {
        if (cell !== last) return -1
        if (byte === CR) byte = bytes[++at] ?? 0
        if (byte !== LF) return -1
        at++
      }
    }
    if (this.split) time = this.time.utc('naive', time)
    if (Number.isNaN(time) || this.columns.add(time, this.numbers, this.line) !== null) return -1
    return at
  }

  /** Reads a time in words; -1 where it is none, names a zone, or holds more than plain letters. */
  private worded(bytes: Uint8Array, from: number, role: number): number {
    const { delimiter } = this.layout
    const isQuoted = bytes[from - 1] === QUOTE
    let end = from
    for (
      let byte = bytes[end] ?? LF;
      byte !== LF && byte !== CR && byte !== QUOTE;
      byte = bytes[++end] ?? LF
    ) {
      if (byte > 126 || (byte === delimiter && !isQuoted)) break
    }
    let until = end
    while (until > from && bytes[until - 1] === SPACE) until--
    const length = Math.min(until - from, LONGEST_TIME)
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, length).toString('latin1')
    const { loose } = this.time
    const isRead = role === CLOCK ? loose.readClock(text) : loose.read(text)
    return isRead && until - from <= LONGEST_TIME && loose.zone === null ? end : -1
  }

  private sameSymbol(bytes: Uint8Array, at: number): number {
    if (this.symbol === null) return -1
    for (let i = 0; i < this.symbol.length; i++) if (bytes[at + i] !== this.symbol[i]) return -1
    return at + this.symbol.length
  }
}
