/**
 * The doctor: what an import with these settings would find in a file, without keeping anything.
 * Raw lines stand beside what was read from them, and every problem names its line.
 */
import type { ImportSettings, Inspection, LineProblem, Recognised } from '../../shared/dataset.ts'
import { Problem } from '../../shared/problem.ts'
import { aboutCandles } from './about-candles.ts'
import { LF } from './ascii.ts'
import { Complaints } from './complaints.ts'
import type { CsvReading } from './csv-reading.ts'
import { columnsIn, type Dialect } from './dialect/dialect.ts'
import { dialectOf, type Examined, readingOf, settled } from './examine.ts'
import { type FileWish, refuseBadSettings } from './import.ts'
import { firstLines, inspectedLines, LinesAround } from './inspected-lines.ts'
import { cancelled, type ImportListener } from './providers/provider.ts'
import { sparklineOf } from './quality.ts'
import { recognisedBefore, recognisedIn, settingsIn } from './recognised.ts'
import { type LineTaker, readLines } from './source/lines.ts'
import { openText, type TextFile } from './source/text-file.ts'

const PREVIEW = 200
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

/** Hands over all lines that are looked at. */
type Pass = (taker: LineTaker) => Promise<void>

export async function inspectCandles(job: FileWish, listener: ImportListener): Promise<Inspection> {
  refuseBadSettings(job.settings)
  const text = await openText(job.path, job.limits.bytes)
  try {
    const complete = text.isWhole || text.bytes <= READ_WHOLE
    const pass = (taker: LineTaker) => (complete ? text.read(taker) : readLines(wholeLines(text.head), taker))
    const found = await look(text, job, pass, listener)
    return await report(text, job, found, complete, pass)
  } finally {
    await text.close()
  }
}

async function look(
  text: TextFile,
  { name, settings, limits }: FileWish,
  pass: Pass,
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
    await pass(reading)
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

async function report(
  text: TextFile,
  { name, settings }: FileWish,
  found: Findings,
  complete: boolean,
  pass: Pass,
): Promise<Inspection> {
  const { dialect, reading, examined, refusal } = found
  const problems = problemsIn(found)
  const lines = firstLines(text.head)
  const around = new LinesAround(problems, lines)
  // What can not be read to its end has shown what there is.
  if (around.isNeeded) await pass(around).catch(ifRefused)
  return {
    name,
    bytes: text.bytes,
    recognised: recognisedOf(text, dialect, examined),
    settings: settingsIn(settings, dialect, examined?.findings ?? null),
    columns: columnsOf(text, settings),
    lines: inspectedLines(new Map([...lines, ...around.found]), found, problems),
    problems,
    refusal: refusal?.shape ?? null,
    preview: previewOf(reading, examined),
    rows: reading?.columns.rows ?? 0,
    complete,
    about: examined === null || !complete ? null : aboutOf(examined),
  }
}

function ifRefused(error: unknown): void {
  if (!(error instanceof Problem)) throw error
}

function recognisedOf(text: TextFile, dialect: Dialect | null, examined: Examined | null): Recognised[] {
  if (examined !== null) return recognisedIn(examined.findings)
  if (dialect !== null) return recognisedBefore(dialect, text.archive, text.encoding)
  return [{ what: 'encoding', value: text.encoding.name, because: text.encoding.because }]
}

function columnsOf(text: TextFile, settings: ImportSettings): string[] {
  try {
    return columnsIn(text, settings)
  } catch (error) {
    ifRefused(error)
    return []
  }
}

function previewOf(reading: CsvReading | null, examined: Examined | null): number[] {
  const candles = examined?.series ?? reading?.columns
  return candles === undefined ? [] : sparklineOf(candles, PREVIEW)
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
