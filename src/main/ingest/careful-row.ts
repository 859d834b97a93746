/**
 * One row with time to spare: quotes, blanks around cells, long digits, exponents; and, where the
 * row is not a candle, exactly which cell is to blame and what to do.
 */
import { CR, LF, SPACE, TAB } from './ascii.ts'
import { type CandleColumns, RowNumbers, VOLUME } from './candle-columns.ts'
import { type Complaint, type Complaints, refusal, shown } from './complaints.ts'
import { exactDecimal, withoutNoise } from './decimal-text.ts'
import {
  BLAMES,
  type Blame,
  NOT_A_NUMBER,
  NO_SUCH_TIME,
  NO_ZONE,
  OTHER_FORM,
  SEVERAL_SYMBOLS,
  UNCLOSED,
  badNumber,
  unreadable,
} from './row-blame.ts'
import { cellsOf } from './row-cells.ts'
import type { RowTime } from './row-time.ts'
import { CLOCK, DATE, type Layout, NAMED, SKIPPED, STAMP } from './row-reader.ts'

const LONGEST_NUMBER = 32
const FIELDS = ['time', 'open', 'high', 'low', 'close', 'volume', 'time', 'date', 'time', 'symbol'] as const

export class CarefulRow {
  /** Rows that are no candles and were left out, where that was asked for. */
  dropped = 0
  /** Cells whose last digits were the noise of a binary fraction. */
  rounded = 0
  /** The file ends without a line feed, so its last line may be half of one. */
  unfinished = false
  symbol: Uint8Array | null = null
  private readonly numbers = new RowNumbers()
  private readonly layout: Layout
  private readonly columns: CandleColumns
  private readonly time: RowTime
  private readonly complaints: Complaints
  private readonly dropBad: boolean

  constructor(
    layout: Layout,
    columns: CandleColumns,
    time: RowTime,
    complaints: Complaints,
    dropBad: boolean,
  ) {
    this.layout = layout
    this.columns = columns
    this.time = time
    this.complaints = complaints
    this.dropBad = dropBad
  }

  read(bytes: Uint8Array, from: number, line: number): number {
    const feed = bytes.indexOf(LF, from)
    const end = bytes[feed - 1] === CR && feed > from ? feed - 1 : feed
    const row = bytes.subarray(from, end)
    if (row.every((byte) => byte === SPACE || byte === TAB)) return feed + 1
    const complaint = this.examine(row, line)
    if (complaint === null) return feed + 1
    if (this.dropBad) this.dropped++
    this.complaints.add(complaint)
    return feed + 1
  }

  /** Adds the row's candle, or says what is wrong with it. */
  private examine(row: Uint8Array, line: number): Complaint | null {
    const { roles, delimiter } = this.layout
    const cells = cellsOf(row, delimiter)
    if (cells === null) return { line, text: shown(row), ...UNCLOSED }
    if (cells.length !== roles.length) return { line, ...this.miscounted(cells, row) }
    const blamed = (cell: number, blame: Blame): Complaint => ({
      line,
      column: cell + 1,
      field: FIELDS[roles[cell] ?? 0] ?? 'time',
      text: shown(cells[cell] ?? row),
      ...blame,
    })
    let time = 0
    for (const [cell, bytes] of cells.entries()) {
      const role = roles[cell] ?? SKIPPED
      let blame: Blame | null = null
      if (role === SKIPPED) continue
      if (role === NAMED) {
        this.symbol ??= bytes.slice()
        // Which of the symbols is meant is no row's fault, so no row can be dropped for it.
        if (Buffer.compare(this.symbol, bytes) !== 0) throw refusal(blamed(cell, SEVERAL_SYMBOLS))
      } else if (role <= VOLUME) blame = this.readNumber(role, bytes)
      else {
        const value = this.readTime(role, bytes)
        if (typeof value === 'number') time += value
        else blame = value
      }
      if (blame !== null) return blamed(cell, blame)
    }
    const timeCell = Math.max(roles.indexOf(STAMP), roles.indexOf(CLOCK))
    if (roles.includes(CLOCK)) time = this.time.utc('naive', time)
    if (Number.isNaN(time)) {
      // A missing zone concerns every row, so no row can be dropped for it.
      if (this.time.trouble === 'no zone') throw refusal(blamed(timeCell, NO_ZONE))
      return blamed(timeCell, this.time.trouble === 'other form' ? OTHER_FORM : NO_SUCH_TIME)
    }
    const refused = this.columns.add(time, this.numbers, line)
    return refused === null ? null : blamed(roles.indexOf(this.columns.fault), BLAMES[refused])
  }

  private readTime(role: number, cell: Uint8Array): number | Blame {
    const { reader } = this.time
    const ended = new Uint8Array(cell.length + 1)
    ended.set(cell)
    ended[cell.length] = LF
    const end = role === CLOCK ? reader.readClock(ended, 0) : reader.read(ended, 0)
    if (end < 0) return unreadable(cell.length === 0 ? 'The time is missing.' : reader.trouble)
    if (end !== cell.length) return unreadable('Something follows the time that is no part of it.')
    if (role === CLOCK) return reader.value
    if (role === DATE) return reader.form === 'date' ? reader.value : unreadable('A date alone belongs here.')
    return this.time.utc(reader.form, reader.value)
  }

  private readNumber(role: number, cell: Uint8Array): Blame | null {
    const { units, decimals } = this.numbers
    if (cell.length === 0)
      return badNumber('This cell is empty.', 'Fill it in, or drop such rows with --repair drop-bad.')
    if (cell.length > LONGEST_NUMBER)
      return badNumber('This number is longer than 32 characters.', 'Write it with fewer digits.')
    const exact = exactDecimal(String.fromCharCode(...cell))
    if (exact === null) return NOT_A_NUMBER
    const rounded = withoutNoise(exact)
    if (rounded !== null) this.rounded++
    const number = rounded ?? exact
    const wide = number.units > BigInt(Number.MAX_SAFE_INTEGER)
    if (wide && role !== VOLUME) return BLAMES['too fine']
    units[role] = Number(number.units)
    decimals[role] = number.decimals
    if (role === VOLUME) this.numbers.wideVolume = wide ? number.units : null
    return null
  }

  private miscounted(cells: readonly Uint8Array[], row: Uint8Array): Omit<Complaint, 'line'> {
    const wanted = this.layout.roles.length
    const short = cells.length < wanted
    return {
      code: 'CSV_ROW_TRUNCATED',
      column: short ? cells.length : wanted + 1,
      text: shown(row),
      message: `This row has ${cells.length} cells where the header names ${wanted}.`,
      hint:
        short && this.unfinished
          ? 'If it is the last line, the file was cut off: export it again, or drop such rows with --repair drop-bad.'
          : 'Look for a separator too many or too few, or drop such rows with --repair drop-bad.',
    }
  }
}
