/**
 * Which of day and month comes first, from all rows of a file: its beginning may lie within the
 * first twelve days of a month.
 */
import { CR, LF } from '../ascii.ts'
import type { LineTaker } from '../source/lines.ts'
import type { TextFile } from '../source/text-file.ts'
import type { Dialect } from './dialect.ts'
import { undecidedDates } from './dialect-problems.ts'
import { LooseTime } from './loose-time.ts'
import { cellsOf } from './row-cells.ts'
import { textOf } from './sample.ts'
import { type DateOrder, TimeReader } from './time-reader.ts'

/** The dialect with its dates decided. Throws where nothing in the file decides. */
export async function surveyDates(
  text: TextFile,
  dialect: Dialect,
  check: (offset: number) => void,
): Promise<Dialect> {
  const survey = new DateSurvey(dialect, check)
  if (!text.isWhole) await text.read(survey)
  const order = survey.order
  if (order !== null) return { ...dialect, time: { ...dialect.time, ...order, isUndecided: false } }
  const cell = dialect.cells.get('time') ?? dialect.cells.get('date') ?? 0
  throw undecidedDates(dialect.firstLine, cell + 1, survey.first ?? firstCell(text, dialect, cell))
}

const ORDERS: readonly DateOrder[] = ['dmy', 'mdy', 'ymd']

class DateSurvey implements LineTaker {
  line = 1
  first: string | null = null
  private readonly dialect: Dialect
  private readonly check: (offset: number) => void
  /** Orders that have read every row that any of them reads, and the line that spoke against the last other. */
  private possible: readonly DateOrder[] = ORDERS
  private decidedAt = 0
  private skip: number

  constructor(dialect: Dialect, check: (offset: number) => void) {
    this.dialect = dialect
    this.check = check
    this.skip = dialect.bodyAt
  }

  take(lines: Uint8Array, _: boolean, offset: number): void {
    this.check(offset)
    const { dialect } = this
    const cell = dialect.cells.get('time') ?? dialect.cells.get('date') ?? 0
    let at = Math.min(this.skip, lines.length)
    if (this.skip > 0) this.line = dialect.firstLine
    this.skip -= at
    for (; at < lines.length; this.line++) {
      const feed = lines.indexOf(LF, at)
      const row = lines.subarray(at, lines[feed - 1] === CR ? feed - 1 : feed)
      at = feed + 1
      const text = textOf(cellsOf(row, dialect.delimiter)?.[cell] ?? new Uint8Array())
      if (text !== '') this.note(text)
    }
  }

  private note(text: string): void {
    this.first ??= text
    const reading = ORDERS.filter((order) => this.reads(order, text))
    // A row that is no date in any order is a defect, and the reader will name it.
    if (reading.length === 0 || this.possible.every((order) => reading.includes(order))) return
    this.possible = this.possible.filter((order) => reading.includes(order))
    this.decidedAt = this.line
  }

  private reads(order: DateOrder, text: string): boolean {
    if (!this.dialect.time.quick) return new LooseTime(order).read(text)
    return new TimeReader(order).read(Buffer.from(`${text}\n`), 0) > 0
  }

  /** Null where the rows leave more than one order, or none. */
  get order(): { readonly order: DateOrder; readonly because: string } | null {
    const [order, ...others] = this.possible
    if (order === undefined || others.length > 0) return null
    return { order, because: `read the other way round, line ${this.decidedAt} would be no date` }
  }
}

function firstCell({ head }: TextFile, { bodyAt, delimiter }: Dialect, cell: number): string {
  const feed = head.indexOf(LF, bodyAt)
  const row = head.subarray(bodyAt, feed < 0 ? head.length : feed)
  return textOf(cellsOf(row, delimiter)?.[cell] ?? new Uint8Array())
}
