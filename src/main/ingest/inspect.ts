/**
 * The doctor: what an import with these settings would find in a file, without keeping anything.
 * Raw lines stand beside what was read from them, and every problem names its line.
 */
import { millis } from '../../shared/brand.ts'
import type { InspectedLine, Inspection, LineProblem, Recognised } from '../../shared/dataset.ts'
import { Problem } from '../../shared/problem.ts'
import { aboutCandles } from './about-candles.ts'
import { CR, LF } from './ascii.ts'
import type { CandleColumns } from './candle-columns.ts'
import { beginnings } from './candle-stamp.ts'
import { Complaints, shown } from './complaints.ts'
import type { CsvReading } from './csv-reading.ts'
import { decimalText } from './decimal-text.ts'
import type { Dialect } from './dialect/dialect.ts'
import { isRemark } from './dialect/sample.ts'
import { dialectOf, type Examined, readingOf, settled } from './examine.ts'
import { type ImportJob, refuseBadSettings } from './import.ts'
import { cancelled, type ImportListener } from './providers/provider.ts'
import { recognisedBefore, recognisedIn } from './recognised.ts'
import { readLines } from './source/lines.ts'
import { openText, type TextFile } from './source/text-file.ts'

const MOST_LINES = 200
const LONGEST_SHOWN = 240
const MOST_COLUMNS = 64
/** Larger files are looked at in their beginning only: whoever waits for a look should not wait long. */
const READ_WHOLE = 1 << 26

/** Everything found until something stopped the looking. */
interface Findings {
  dialect: Dialect | null
  reading: CsvReading | null
  examined: Examined | null
  refusal: Problem | null
  readonly order: Complaints
}

export async function inspectCandles(
  job: Omit<ImportJob, 'folder'>,
  listener: ImportListener,
): Promise<Inspection> {
  refuseBadSettings(job.settings)
  const text = await openText(job.path, job.limits.bytes)
  try {
    const complete = text.isWhole || text.bytes <= READ_WHOLE
    const found = await look(text, job, complete, listener)
    return report(text, job, found, complete)
  } finally {
    await text.close()
  }
}

async function look(
  text: TextFile,
  { name, settings, limits }: Omit<ImportJob, 'folder'>,
  complete: boolean,
  listener: ImportListener,
): Promise<Findings> {
  const check = (offset: number) => {
    if (listener.stopped()) throw cancelled()
    listener.progress(text.doneAt(offset), text.bytes)
  }
  const found: Findings = {
    dialect: null,
    reading: null,
    examined: null,
    refusal: null,
    order: new Complaints(),
  }
  try {
    const dialect = await dialectOf(text, settings, () => check(0))
    found.dialect = dialect
    const reading = readingOf(text, dialect, settings, limits.rows, check)
    found.reading = reading
    await (complete ? text.read(reading) : readLines(wholeLines(text.head), reading))
    const atEnd = () => check(Infinity)
    found.examined = settled(text, name, dialect, settings, reading, atEnd, found.order)
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'CANCELLED') throw error
    found.refusal = error
  }
  return found
}

// oxlint-disable-next-line require-await
async function* wholeLines(head: Uint8Array): AsyncGenerator<Uint8Array> {
  yield head.subarray(0, head.lastIndexOf(LF) + 1)
}

function report(
  text: TextFile,
  { name }: Omit<ImportJob, 'folder'>,
  found: Findings,
  complete: boolean,
): Inspection {
  const { dialect, reading, examined, refusal } = found
  const problems = problemsIn(found)
  return {
    name,
    bytes: text.bytes,
    recognised: recognisedOf(text, dialect, examined),
    columns: columnsOf(dialect),
    lines: linesOf(text, found, new Set(problems.map(({ line }) => line))),
    problems,
    refusal: refusal?.shape ?? null,
    rows: reading?.columns.rows ?? 0,
    complete,
    about: examined === null || !complete ? null : aboutOf(examined),
  }
}

function recognisedOf(text: TextFile, dialect: Dialect | null, examined: Examined | null): Recognised[] {
  if (examined !== null) return recognisedIn(examined.findings)
  if (dialect !== null) return recognisedBefore(dialect, text.archive, text.encoding)
  return [{ what: 'encoding', value: text.encoding.name, because: text.encoding.because }]
}

function columnsOf(dialect: Dialect | null): string[] {
  if (dialect === null) return []
  return Array.from(
    { length: Math.min(dialect.width, MOST_COLUMNS) },
    (_, cell) => shown(dialect.names[cell] ?? '') || `column ${cell + 1}`,
  )
}

function aboutOf({ series, ...repaired }: Examined): Inspection['about'] {
  const { symbol, timeframe, rows, start, end, priceDecimals, hasVolume, quality } = aboutCandles(
    series,
    repaired,
  )
  return { symbol, timeframe, rows, start, end, priceDecimals, hasVolume, quality }
}

/** Of the rows, of their order, and what stopped the reading where no row has it already. */
function problemsIn({ reading, order, refusal }: Findings): LineProblem[] {
  const rows = reading?.complaints.problems ?? []
  const problems = [...rows, ...(rows.length === 0 ? order.problems : [])]
  const line = refusal?.details.line
  if (refusal !== null && line !== undefined && !problems.some((problem) => problem.line === line)) {
    const { column = null, text = null } = refusal.details
    problems.push({ code: refusal.code, line, column, text, message: refusal.message, hint: refusal.hint })
  }
  return problems.toSorted((a, b) => a.line - b.line)
}

function linesOf(
  text: TextFile,
  { dialect, reading, examined }: Findings,
  bad: ReadonlySet<number>,
): InspectedLine[] {
  const candles = reading === null ? new Map() : candlesOf(reading, examined)
  const firstLine = dialect?.firstLine ?? Infinity
  return rawLines(text.head).map(({ line, bytes }) => {
    const candle = candles.get(line) ?? null
    const is = (): InspectedLine['is'] => {
      if (bad.has(line)) return 'bad'
      if (candle !== null) return 'candle'
      if (isRemark(bytes)) return 'remark'
      if (line === dialect?.headerLine) return 'header'
      return line < firstLine ? 'title' : 'left out'
    }
    return { line, text: shown(bytes, LONGEST_SHOWN), is: is(), candle }
  })
}

/** Candles of the first lines, by their line, with the times that an import would give them. */
function candlesOf(
  { columns, time }: CsvReading,
  examined: Examined | null,
): Map<number, NonNullable<InspectedLine['candle']>> {
  const found = new Map<number, NonNullable<InspectedLine['candle']>>()
  let count = 0
  while (count < columns.rows && columns.lineOf(count) <= MOST_LINES) count++
  const times = columns.time.slice(0, count)
  if (examined?.findings.stamp.value === 'end' && !examined.movedInPlace) {
    beginnings(times, examined.findings.timeframe, examined.findings.form === 'date' || time.assumedDates)
  }
  const hasVolume = examined?.series.hasVolume ?? true
  for (let row = 0; row < count; row++) {
    found.set(columns.lineOf(row), {
      time: millis(times[row] ?? 0),
      ...pricesOf(columns, row),
      volume: hasVolume ? decimalText(columns.volume[row] ?? 0n, columns.volumeDecimals) : null,
    })
  }
  return found
}

function pricesOf({ open, high, low, close, priceDecimals }: CandleColumns, row: number) {
  const text = (column: Float64Array) => decimalText(column[row] ?? 0, priceDecimals)
  return { open: text(open), high: text(high), low: text(low), close: text(close) }
}

function rawLines(head: Uint8Array): { line: number; bytes: Uint8Array }[] {
  const lines: { line: number; bytes: Uint8Array }[] = []
  for (let at = 0; at < head.length && lines.length < MOST_LINES;) {
    const feed = head.indexOf(LF, at)
    const end = feed < 0 ? head.length : feed
    const bytes = head.subarray(at, end > at && head[end - 1] === CR ? end - 1 : end)
    lines.push({ line: lines.length + 1, bytes })
    at = feed < 0 ? end : feed + 1
  }
  return lines
}
