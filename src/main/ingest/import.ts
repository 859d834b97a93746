/**
 * From a trader's file to canonical candles: recognised, checked while it is read, written aside
 * and named by its content. Nothing is guessed in silence, nothing is left behind by a refusal.
 */
import type { AppliedRepair, Dataset, ImportSettings } from '../../shared/dataset.ts'
import { Problem } from '../../shared/problem.ts'
import { LF } from './ascii.ts'
import { writeCandles } from './candle-file.ts'
import { canonical } from './candle-identity.ts'
import { aboutCandles } from './about-candles.ts'
import { candleLength } from './candle-length.ts'
import { shown } from './complaints.ts'
import { refuseOtherContent } from './container.ts'
import { CsvReading, headerOnly, timeCellOf } from './csv-reading.ts'
import { type Dialect, recogniseDialect } from './dialect.ts'
import { dialectName, type Findings, recognisedIn } from './recognised.ts'
import { orderRows } from './row-order.ts'
import { DEMO_DATASET } from './synthetic-market.ts'
import { openSource, type SourceFile } from './source-file.ts'
import { safeSymbol, symbolFromName } from './symbol.ts'
import { isTimeframe } from './timeframe.ts'
import { zoneOf } from './zone.ts'

export interface IngestLimits {
  readonly bytes: number
  readonly rows: number
}
export const DEFAULT_LIMITS: IngestLimits = { bytes: 2 ** 30, rows: 10_000_000 }

export interface ImportJob {
  readonly path: string
  /** The file's own name; a handed-over file lies under another one. */
  readonly name: string
  readonly settings: ImportSettings
  /** Where candle files are kept. */
  readonly folder: string
  readonly limits: IngestLimits
}

export interface ImportListener {
  stopped(): boolean
  /** Bytes of the file. */
  progress(done: number, of: number): void
}

export interface Imported {
  readonly dataset: Omit<Dataset, 'importedAt'>
  /** The same candles were stored before. */
  readonly existed: boolean
}

export async function importCandles(job: ImportJob, listener: ImportListener): Promise<Imported> {
  refuseBadSettings(job.settings)
  const source = await openSource(job.path, job.limits.bytes)
  try {
    return await readAndStore(source, job, listener)
  } finally {
    await source.close()
  }
}

async function readAndStore(source: SourceFile, job: ImportJob, listener: ImportListener): Promise<Imported> {
  const { settings, limits } = job
  refuseOtherContent(source.head)
  const dialect = recogniseDialect(source.head)
  const sizes = { bytes: source.bytes, rows: rowsExpected(source, dialect), mostRows: limits.rows }
  const check = (done: number) => {
    if (listener.stopped()) throw cancelled()
    listener.progress(done, source.bytes)
  }
  const reading = new CsvReading(dialect, settings, sizes, check)
  const sha256 = await source.read(reading)
  const form = reading.settle()
  const { columns, careful, time } = reading
  const timeCell = timeCellOf(dialect)
  const order = orderRows(columns, settings.repair ?? [], timeCell)
  const picked = columns.pick(order.rows)
  if (picked.rows === 0) throw headerOnly()
  check(source.bytes)

  const symbol = symbolOf(job, careful.symbol)
  const timeframe = candleLength(picked.time, settings.timeframe, (row) => ({
    line: columns.lineOf(order.rows === null ? row : (order.rows[row] ?? 0)),
    column: timeCell + 1,
  }))
  const { priceDecimals, volumeDecimals } = columns
  const hasVolume = dialect.header.cells.has('volume')
  const about = { symbol: symbol.value, timeframe, priceDecimals, volumeDecimals, hasVolume }
  const series = canonical({ ...about, ...picked })
  const findings: Findings = {
    dialect,
    settings,
    form,
    assumedDates: time.assumedDates,
    newestFirst: order.newestFirst,
    rounded: careful.rounded,
    symbol,
    timeframe,
  }
  const repairs = repairsOf(order.repairs, careful.dropped)
  const card = aboutCandles(series, { duplicates: order.duplicates, repairs })
  const { datasetId, existed } = await writeCandles(job.folder, series, () => check(source.bytes))
  const dataset = {
    datasetId,
    ...card,
    dialect: dialectName(findings),
    recognised: recognisedIn(findings),
    source: { name: job.name, sha256, bytes: source.bytes },
    // The demo market, exported and brought back, is still no market.
    synthetic: datasetId === DEMO_DATASET,
  }
  return { dataset, existed }
}

/** The file's size over the length of its first lines, and a little more. */
function rowsExpected({ head, bytes }: SourceFile, { bodyAt }: Dialect): number {
  let lines = 1
  for (let at = head.indexOf(LF, bodyAt); at >= 0; at = head.indexOf(LF, at + 1)) lines++
  return Math.ceil((bytes / Math.max(1, head.length - bodyAt)) * lines * 1.02)
}

function symbolOf({ settings, name }: ImportJob, cell: Uint8Array | null): Findings['symbol'] {
  if (settings.symbol !== undefined) {
    return { value: safeSymbol(settings.symbol), because: 'it was said at the import' }
  }
  const named = cell === null ? '' : safeSymbol(new TextDecoder().decode(cell))
  if (named !== '') return { value: named, because: 'the file has a column for it' }
  return { value: symbolFromName(name), because: 'the name of the file' }
}

const repairsOf = (repairs: readonly AppliedRepair[], dropped: number): AppliedRepair[] => {
  if (dropped === 0) return [...repairs]
  const others = repairs.filter(({ repair }) => repair !== 'drop-bad')
  const before = repairs.find(({ repair }) => repair === 'drop-bad')?.rows ?? 0
  return [...others, { repair: 'drop-bad', rows: before + dropped }]
}

function refuseBadSettings({ symbol, timezone, timeframe }: ImportSettings): void {
  if (timezone !== undefined) zoneOf(timezone)
  if (timeframe !== undefined && !isTimeframe(timeframe)) {
    throw new Problem(
      'TIMEFRAME_INVALID',
      { field: 'timeframe', text: shown(timeframe) },
      'This is no timeframe.',
      'Write a number and a unit, such as 1m, 4h, 1d, 1w or 1mo.',
    )
  }
  if (symbol !== undefined && safeSymbol(symbol) === '') {
    throw new Problem(
      'CONFIG_INVALID',
      { field: 'symbol', text: shown(symbol) },
      'A symbol needs letters or digits.',
      'Write it such as BTC-USD.',
    )
  }
}

export const cancelled = (): Problem =>
  new Problem(
    'CANCELLED',
    {},
    'The import was stopped.',
    'Nothing of it was kept; import the file again when you like.',
  )
