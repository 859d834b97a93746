/** One reading of one CSV file: blocks of lines come in, checked columns come out. */
import type { ImportSettings } from '../../shared/dataset.ts'
import { Problem } from '../../shared/problem.ts'
import { COMMA, DOT, LF, SPACE } from './ascii.ts'
import { CandleColumns, CLOSE, HIGH, LOW, OPEN, VOLUME } from './candle-columns.ts'
import { CarefulRow } from './careful-row.ts'
import { Complaints } from './complaints.ts'
import { lineAt, withNul } from './container.ts'
import type { Field } from './dialect/column-names.ts'
import type { Dialect } from './dialect/dialect.ts'
import { headerOnly } from './dialect/dialect-problems.ts'
import type { Form } from './dialect/time-reader.ts'
import { CLOCK, DATE, type Layout, NAMED, RowReader, STAMP, ZONE } from './row-reader.ts'
import { RowTime } from './row-time.ts'
import type { LineTaker } from './source/lines.ts'
import { zoneOf } from './zone.ts'

/** How much is read between two looks at whether to go on. */
const STEP = 1 << 16

const ROLES: Readonly<Record<Field, number>> = {
  time: STAMP,
  date: DATE,
  clock: CLOCK,
  open: OPEN,
  high: HIGH,
  low: LOW,
  close: CLOSE,
  volume: VOLUME,
  symbol: NAMED,
  zone: ZONE,
}

export class CsvReading implements LineTaker {
  readonly columns: CandleColumns
  readonly complaints = new Complaints()
  readonly time: RowTime
  readonly careful: CarefulRow
  private readonly rows: RowReader
  private readonly dropBad: boolean
  private readonly mostRows: number
  private readonly check: (done: number) => void
  private skip: number

  /** `check` is called every 64 KiB with the bytes done, and throws to stop. */
  constructor(
    dialect: Dialect,
    settings: ImportSettings,
    sizes: { readonly rows: number; readonly mostRows: number },
    check: (done: number) => void,
  ) {
    const zone = settings.timezone ?? (dialect.utcBecause === null ? null : 'UTC')
    const layout = layoutOf(dialect)
    this.time = new RowTime(zone === null ? null : zoneOf(zone), dialect.time)
    this.columns = new CandleColumns(Math.min(sizes.rows, sizes.mostRows) + 1)
    this.dropBad = settings.repair?.includes('drop-bad') ?? false
    this.careful = new CarefulRow(layout, dialect, this.columns, this.time, this.complaints, this.dropBad)
    this.rows = new RowReader(layout, dialect.firstLine, this.columns, this.time, (bytes, at, line) => {
      const next = this.careful.read(bytes, at, line)
      this.rows.symbol = this.careful.symbol
      return next
    })
    this.mostRows = sizes.mostRows
    this.check = check
    this.skip = dialect.bodyAt
  }

  get line(): number {
    return this.rows.line
  }

  take(lines: Uint8Array, unfinished: boolean, offset: number): void {
    const nul = lines.indexOf(0)
    if (nul >= 0) throw withNul(this.skip > 0 ? lineAt(lines, nul) : this.line + lineAt(lines, nul) - 1)
    this.careful.unfinished = unfinished
    let at = Math.min(this.skip, lines.length)
    this.skip -= at
    while (at < lines.length) {
      this.check(offset + at)
      const feed = at + STEP < lines.length ? lines.indexOf(LF, at + STEP) : lines.length - 1
      this.rows.read(lines, at, feed + 1)
      at = feed + 1
      if (this.columns.rows > this.mostRows) throw this.tooManyRows()
      if (this.complaints.full && !this.dropBad) this.complaints.settle()
    }
  }

  /** How every row writes its time. Throws where rows are bad, or there are none. */
  settle(): Form {
    this.careful.footer.next()
    if (this.columns.rows === 0 || this.careful.dropped === 0) this.complaints.settle()
    if (this.columns.rows === 0 || this.time.form === null) throw headerOnly()
    return this.time.form
  }

  private tooManyRows(): Problem {
    return new Problem(
      'LIMIT_ROWS',
      { line: this.columns.lineOf(this.mostRows), limit: this.mostRows },
      `This file has more than ${this.mostRows} candles.`,
      'Split it by years, or raise the limit in the settings.',
    )
  }
}

/** The cell that holds the time, for problems that concern the row's place in time. */
export const timeCellOf = ({ cells }: Dialect): number => cells.get('time') ?? cells.get('date') ?? 0

function layoutOf(dialect: Dialect): Layout {
  const { delimiter, cells, width, downVolume, time, clockQuick, numbers } = dialect
  const roles = new Uint8Array(width)
  for (const [field, cell] of cells) roles[cell] = ROLES[field]
  if (downVolume !== null) roles[downVolume] = VOLUME
  const isSimple = downVolume === null && !cells.has('zone') && delimiter !== SPACE
  return {
    delimiter,
    roles,
    mark: numbers.decimal === '.' ? DOT : COMMA,
    quick: isSimple,
    quickTime: time.quick,
    quickClock: clockQuick,
  }
}
