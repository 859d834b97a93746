/**
 * One row with time to spare: quotes, blanks around cells, long digits, exponents; and, where the
 * row is not a candle, exactly which cell is to blame and what to do.
 */
import type { Problem } from '../../shared/problem.ts'
import { CR, LF } from './ascii.ts'
import { type CandleColumns, RowNumbers, VOLUME } from './candle-columns.ts'
import { type Complaint, type Complaints, refusal, shown } from './complaints.ts'
import { type Decimal, exactDecimal, sumOf, withoutNoise } from './decimal-text.ts'
import type { Dialect } from './dialect/dialect.ts'
import { isMissing, plainNumber } from './dialect/number-style.ts'
import { cellsOf } from './dialect/row-cells.ts'
import { isRemark } from './dialect/sample.ts'
import { Footer } from './footer.ts'
import {
  BLAMES,
  type Blame,
  NOT_A_NUMBER,
  NO_NUMBER,
  NO_SUCH_TIME,
  NO_ZONE,
  OTHER_FORM,
  SEVERAL_SYMBOLS,
  UNCLOSED,
  UNKNOWN_ZONE,
  badNumber,
  unreadable,
} from './row-blame.ts'
import type { Form } from './dialect/time-reader.ts'
import type { RowTime, TimeTrouble } from './row-time.ts'
import { CLOCK, DATE, type Layout, NAMED, SKIPPED, STAMP, ZONE } from './row-reader.ts'

const LONGEST_NUMBER = 32
const PRICES = 4
const FIELDS = [
  'time',
  'open',
  'high',
  'low',
  'close',
  'volume',
  'time',
  'date',
  'time',
  'symbol',
  'time',
] as const
/** How a provider writes that there was no volume, and nothing else. */
const DASHES = new Set(['-', '--', '—'])

/** Times that are read but name no moment. */
const UNTOLD: { readonly [T in TimeTrouble]?: Blame } = {
  'other form': OTHER_FORM,
  'unknown zone': UNKNOWN_ZONE,
}

export class CarefulRow {
  /** Rows that are no candles and were left out, where that was asked for. */
  dropped = 0
  /** Cells whose last digits were the noise of a binary fraction. */
  rounded = 0
  /** Rows of a time without any price: idle minutes, days without trade. */
  withoutPrices = 0
  /** Candles that the file says had no volume. */
  withoutVolume = 0
  /** The file ends without a line feed, so its last line may be half of one. */
  unfinished = false
  symbol: Uint8Array | null = null
  readonly footer: Footer
  private readonly numbers = new RowNumbers()
  private readonly layout: Layout
  private readonly dialect: Dialect
  private readonly columns: CandleColumns
  private readonly time: RowTime
  private readonly complaints: Complaints
  private readonly dropBad: boolean
  private volume: Decimal | null = null

  constructor(
    layout: Layout,
    dialect: Dialect,
    columns: CandleColumns,
    time: RowTime,
    complaints: Complaints,
    dropBad: boolean,
  ) {
    this.layout = layout
    this.dialect = dialect
    this.columns = columns
    this.time = time
    this.complaints = complaints
    this.dropBad = dropBad
    this.footer = new Footer(columns, (complaint) => this.complain(complaint))
  }

  read(bytes: Uint8Array, from: number, line: number): number {
    const feed = bytes.indexOf(LF, from)
    const end = bytes[feed - 1] === CR && feed > from ? feed - 1 : feed
    const row = bytes.subarray(from, end)
    if (isRemark(row)) return feed + 1
    this.footer.next()
    const complaint = this.examine(row, line)
    if (complaint !== null) this.complain(complaint)
    return feed + 1
  }

  private complain(complaint: Complaint): void {
    if (this.dropBad) this.dropped++
    this.complaints.add(complaint)
  }

  /** What ends the reading, unless a row before it decides already. */
  private ending(complaint: Complaint): Problem {
    if (!this.dropBad) this.complaints.settle()
    return refusal(complaint)
  }

  /** Adds the row's candle, or says what is wrong with it. */
  private examine(row: Uint8Array, line: number): Complaint | null {
    const { roles, delimiter } = this.layout
    const cells = cellsOf(row, delimiter)
    if (cells === null) return { line, text: shown(row), ...UNCLOSED }
    if (cells.length !== roles.length) {
      const complaint: Complaint = { line, ...this.miscounted(cells, row) }
      return this.footer.takes(cells, complaint) ? null : complaint
    }
    const blamed = (cell: number, blame: Blame): Complaint => ({
      line,
      column: cell + 1,
      field: FIELDS[roles[cell] ?? 0] ?? 'time',
      text: shown(cells[cell] ?? row),
      ...blame,
    })
    this.volume = null
    let time = 0
    let missing = 0
    let firstMissing = -1
    for (const [cell, bytes] of cells.entries()) {
      const role = roles[cell] ?? SKIPPED
      let blame: Blame | null = null
      if (role === SKIPPED || role === ZONE) continue
      if (role === NAMED) {
        this.symbol ??= bytes.slice()
        // Which of the symbols is meant is no row's fault, so no row can be dropped for it.
        if (Buffer.compare(this.symbol, bytes) !== 0) throw this.ending(blamed(cell, SEVERAL_SYMBOLS))
      } else if (role <= VOLUME) {
        blame = this.readNumber(role, bytes)
        if (blame === NO_NUMBER) {
          blame = null
          if (role !== VOLUME) missing++
          if (firstMissing < 0) firstMissing = cell
        }
      } else {
        const value = this.readTime(role, bytes, cells)
        if (typeof value === 'number') time += value
        else blame = value
      }
      if (blame !== null) return blamed(cell, blame)
    }
    const timeCell = Math.max(roles.indexOf(STAMP), roles.indexOf(CLOCK))
    if (roles.includes(CLOCK)) time = this.inZone('naive', time, cells)
    if (Number.isNaN(time)) {
      // A missing zone concerns every row, so no row can be dropped for it.
      if (this.time.trouble === 'no zone') throw this.ending(blamed(timeCell, NO_ZONE))
      return blamed(timeCell, UNTOLD[this.time.trouble] ?? NO_SUCH_TIME)
    }
    if (missing === PRICES) {
      this.withoutPrices++
      return null
    }
    if (firstMissing >= 0) return blamed(firstMissing, NO_NUMBER)
    const refused = this.columns.add(time, this.numbers, line)
    return refused === null ? null : blamed(roles.indexOf(this.columns.fault), BLAMES[refused])
  }

  private readTime(role: number, cell: Uint8Array, cells: readonly Uint8Array[]): number | Blame {
    if (cell.length === 0) return unreadable('The time is missing.')
    const isQuick = role === CLOCK ? this.dialect.clockQuick : this.dialect.time.quick
    const { reader, loose } = this.time
    if (isQuick) {
      const ended = new Uint8Array(cell.length + 1)
      ended.set(cell)
      ended[cell.length] = LF
      const end = role === CLOCK ? reader.readClock(ended, 0) : reader.read(ended, 0)
      if (end < 0) return unreadable(reader.trouble)
      if (end !== cell.length) return unreadable('Something follows the time that is no part of it.')
    } else {
      const text = textOf(cell)
      if (!(role === CLOCK ? loose.readClock(text) : loose.read(text))) return unreadable(loose.trouble)
    }
    const { form, value } = isQuick ? reader : loose
    if (role === CLOCK) return value
    if (role === DATE) return form === 'date' ? value : unreadable('A date alone belongs here.')
    if (!isQuick && loose.zone !== null) return this.time.utcIn(loose.zone, value)
    return this.inZone(form, value, cells)
  }

  private inZone(form: Form, value: number, cells: readonly Uint8Array[]): number {
    const cell = this.dialect.cells.get('zone')
    if (form !== 'naive' || cell === undefined) return this.time.utc(form, value)
    return this.time.utcIn(textOf(cells[cell] ?? new Uint8Array()), value)
  }

  private readNumber(role: number, cell: Uint8Array): Blame | null {
    const { units, decimals } = this.numbers
    if (cell.length > LONGEST_NUMBER)
      return badNumber('This number is longer than 32 characters.', 'Write it with fewer digits.')
    const exact = this.exact(role, textOf(cell))
    if (exact === 'missing') return NO_NUMBER
    if (exact === null) return NOT_A_NUMBER
    const rounded = withoutNoise(exact)
    if (rounded !== null) this.rounded++
    const one = rounded ?? exact
    const number = role === VOLUME && this.volume !== null ? sumOf(this.volume, one) : one
    if (role === VOLUME) this.volume = number
    const wide = number.units > BigInt(Number.MAX_SAFE_INTEGER)
    if (wide && role !== VOLUME) return BLAMES['too fine']
    units[role] = Number(number.units)
    decimals[role] = number.decimals
    if (role === VOLUME) this.numbers.wideVolume = wide ? number.units : null
    return null
  }

  private exact(role: number, text: string): Decimal | 'missing' | null {
    const { numbers, missingVolume } = this.dialect
    const plain = numbers.decimal === '.' ? exactDecimal(text) : null
    if (plain !== null) return plain
    if (isMissing(text)) {
      if (role !== VOLUME || !(missingVolume || DASHES.has(text))) return 'missing'
      this.withoutVolume++
      return ZERO
    }
    const digits = plainNumber(text, numbers, role === VOLUME)
    return digits === null ? null : exactDecimal(digits)
  }

  private miscounted(cells: readonly Uint8Array[], row: Uint8Array): Omit<Complaint, 'line'> {
    const wanted = this.layout.roles.length
    const named = this.dialect.headerLine === null ? 'where the others have' : 'where the header names'
    const short = cells.length < wanted
    return {
      code: 'CSV_ROW_TRUNCATED',
      column: short ? cells.length : wanted + 1,
      text: shown(row),
      message: `This row has ${cells.length} cells ${named} ${wanted}.`,
      hint:
        short && this.unfinished
          ? 'If it is the last line, the file was cut off: export it again, or drop such rows with --repair drop-bad.'
          : 'Look for a separator too many or too few, or drop such rows with --repair drop-bad.',
    }
  }
}

const ZERO: Decimal = { units: 0n, decimals: 0 }

const textOf = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString('utf8')
