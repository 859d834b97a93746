/** Lines of a file as they are written, beside the candles that were read from them. */
import { millis } from '../../shared/brand.ts'
import type { InspectedLine, LineProblem } from '../../shared/dataset.ts'
import { CR, LF } from './ascii.ts'
import type { CandleColumns } from './candle-columns.ts'
import { beginnings } from './candle-stamp.ts'
import { shown } from './complaints.ts'
import type { CsvReading } from './csv-reading.ts'
import { decimalText } from './decimal-text.ts'
import type { Dialect } from './dialect/dialect.ts'
import { isRemark } from './dialect/sample.ts'
import type { Examined } from './examine.ts'
import type { LineTaker } from './source/lines.ts'

const MOST_LINES = 200
const LONGEST_SHOWN = 240
/** Lines shown before and after one that is wrong. */
const AROUND = 2

type RawLines = ReadonlyMap<number, Uint8Array>

/** The first lines of the text. */
export function firstLines(head: Uint8Array): Map<number, Uint8Array> {
  const lines = new Map<number, Uint8Array>()
  for (let at = 0; at < head.length && lines.size < MOST_LINES;) {
    const feed = head.indexOf(LF, at)
    const end = feed < 0 ? head.length : feed
    lines.set(lines.size + 1, withoutReturn(head.subarray(at, end)))
    at = feed < 0 ? end : feed + 1
  }
  return lines
}

/** Collects the lines around problems that are beyond those at hand. */
export class LinesAround implements LineTaker {
  line = 1
  readonly found = new Map<number, Uint8Array>()
  private readonly wanted = new Set<number>()

  constructor(problems: readonly LineProblem[], known: RawLines) {
    for (const { line } of problems) {
      for (let near = Math.max(1, line - AROUND); near <= line + AROUND; near++) {
        if (!known.has(near)) this.wanted.add(near)
      }
    }
  }

  get isNeeded(): boolean {
    return this.wanted.size > 0
  }

  take(lines: Uint8Array): void {
    for (let at = 0; at < lines.length; this.line++) {
      const feed = lines.indexOf(LF, at)
      // The buffer is used again, and only the beginning is shown.
      if (this.wanted.has(this.line)) {
        this.found.set(this.line, withoutReturn(lines.subarray(at, feed)).slice(0, 4 * LONGEST_SHOWN))
      }
      at = feed + 1
    }
  }
}

const withoutReturn = (line: Uint8Array): Uint8Array => (line.at(-1) === CR ? line.subarray(0, -1) : line)

interface Read {
  readonly dialect: Dialect | null
  readonly reading: CsvReading | null
  readonly examined: Examined | null
}

/** Both sides in the order of the file. */
export function inspectedLines(
  raw: RawLines,
  { dialect, reading, examined }: Read,
  problems: readonly LineProblem[],
): InspectedLine[] {
  const numbers = [...raw.keys()].toSorted((a, b) => a - b)
  const candles = reading === null ? new Map() : candlesAt(numbers, reading, examined)
  const firstLine = dialect?.firstLine ?? Infinity
  return numbers.map((line) => {
    const bytes = raw.get(line) ?? new Uint8Array()
    const candle = candles.get(line) ?? null
    const problem = problems.find((one) => one.line === line) ?? null
    const is = (): InspectedLine['is'] => {
      if (problem !== null) return 'bad'
      if (candle !== null) return 'candle'
      if (isRemark(bytes)) return 'remark'
      if (line === dialect?.headerLine) return 'header'
      return line < firstLine ? 'title' : 'left out'
    }
    return { line, text: shown(bytes, LONGEST_SHOWN), is: is(), candle, problem }
  })
}

/** Candles by their line, with the times that an import would give them. */
function candlesAt(
  lines: readonly number[],
  { columns, time }: CsvReading,
  examined: Examined | null,
): Map<number, NonNullable<InspectedLine['candle']>> {
  const rows = lines.flatMap((line) => rowOf(columns, line) ?? [])
  const times = Float64Array.from(rows, (row) => columns.time[row] ?? 0)
  if (examined?.findings.stamp.value === 'end' && !examined.movedInPlace) {
    beginnings(times, examined.findings.timeframe, examined.findings.form === 'date' || time.assumedDates)
  }
  const hasVolume = examined?.series.hasVolume ?? true
  return new Map(
    rows.map((row, at) => [
      columns.lineOf(row),
      {
        time: millis(times[at] ?? 0),
        ...pricesOf(columns, row),
        volume: hasVolume ? decimalText(columns.volume[row] ?? 0n, columns.volumeDecimals) : null,
      },
    ]),
  )
}

/** Rows are in the order of their lines; a line that became no candle has none. */
function rowOf(columns: CandleColumns, line: number): number | null {
  let low = 0
  let high = columns.rows
  while (low < high) {
    const middle = (low + high) >>> 1
    if (columns.lineOf(middle) < line) low = middle + 1
    else high = middle
  }
  return low < columns.rows && columns.lineOf(low) === line ? low : null
}

function pricesOf({ open, high, low, close, priceDecimals }: CandleColumns, row: number) {
  const text = (column: Float64Array) => decimalText(column[row] ?? 0, priceDecimals)
  return { open: text(open), high: text(high), low: text(low), close: text(close) }
}
