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

class DateSurvey implements LineTaker {
  line = 1
  first: string | null = null
  private readonly dialect: Dialect
  private readonly check: (offset: number) => void
  private readonly only = { dmy: 0, mdy: 0 }
  private line1 = { dmy: 0, mdy: 0 }
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
    const [dmy, mdy] = [this.reads('dmy', text), this.reads('mdy', text)]
    if (dmy === mdy) return
    const order = dmy ? 'dmy' : 'mdy'
    if (this.only[order]++ === 0) this.line1[order] = this.line
  }

  private reads(order: DateOrder, text: string): boolean {
    if (!this.dialect.time.quick) return new LooseTime(order).read(text)
    return new TimeReader(order).read(Buffer.from(`${text}\n`), 0) > 0
  }

  /** Null where no row decides, or rows decide both ways. */
  get order(): { readonly order: DateOrder; readonly because: string } | null {
    const { dmy, mdy } = this.only
    if ((dmy === 0) === (mdy === 0)) return null
    const order = dmy > 0 ? 'dmy' : 'mdy'
    return {
      order,
      because: `read the other way round, line ${this.line1[order]} would name a month above twelve`,
    }
  }
}

function firstCell({ head }: TextFile, { bodyAt, delimiter }: Dialect, cell: number): string {
  const feed = head.indexOf(LF, bodyAt)
  const row = head.subarray(bodyAt, feed < 0 ? head.length : feed)
  return textOf(cellsOf(row, delimiter)?.[cell] ?? new Uint8Array())
}
