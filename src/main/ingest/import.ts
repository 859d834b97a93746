/**
 * From a trader's file to canonical candles: recognised, checked while it is read, written aside
 * and named by its content. Nothing is guessed in silence, nothing is left behind by a refusal.
 */
import type { ImportSettings } from '../../shared/dataset.ts'
import { Problem } from '../../shared/problem.ts'
import { LIMIT_CARDS } from '../../shared/limits.ts'
import { shown } from './complaints.ts'
import { dialectOf, readingOf, settled } from './examine.ts'
import type { Imported, Provided } from './kept-candles.ts'
import { cancelled, importFrom, type ImportListener, type Provider } from './providers/provider.ts'
import { dialectName, recognisedIn } from './recognised.ts'
import { openText, type TextFile } from './source/text-file.ts'
import { safeSymbol } from './symbol.ts'
import { isTimeframe } from './timeframe.ts'
import { zoneOf } from './zone.ts'

export interface IngestLimits {
  readonly bytes: number
  readonly rows: number
}
export const DEFAULT_LIMITS: IngestLimits = {
  bytes: LIMIT_CARDS.fileBytes.usual,
  rows: LIMIT_CARDS.rows.usual,
}

export interface FileWish {
  readonly path: string
  /** The file's own name; a handed-over file lies under another one. */
  readonly name: string
  readonly settings: ImportSettings
  readonly limits: IngestLimits
}

export interface ImportJob extends FileWish {
  /** Where candle files are kept. */
  readonly folder: string
}

export const csv: Provider<FileWish> = {
  card: { id: 'csv', title: 'A file of candles', takes: 'file', timeframes: null, example: null },
  provide: readFile,
}

export const importCandles = (job: ImportJob, listener: ImportListener): Promise<Imported> =>
  importFrom(csv, job, job.folder, listener)

/** The candles of a file, checked and in order; nothing is stored yet. */
async function readFile(job: FileWish, listener: ImportListener): Promise<Provided> {
  refuseBadSettings(job.settings)
  const text = await openText(job.path, job.limits.bytes)
  try {
    return await readAll(text, job, listener)
  } finally {
    await text.close()
  }
}

async function readAll(text: TextFile, job: FileWish, listener: ImportListener): Promise<Provided> {
  const { settings, limits, name } = job
  const check = (offset: number) => {
    if (listener.stopped()) throw cancelled()
    listener.progress(text.doneAt(offset), text.bytes)
  }
  const atEnd = () => check(Infinity)
  const dialect = await dialectOf(text, settings, (offset) => check(Math.min(offset, 0)))
  const reading = readingOf(text, dialect, settings, limits.rows, check)
  await text.read(reading)
  const sha256 = await text.sha256(atEnd)
  const { series, findings, ...repaired } = settled(text, name, dialect, settings, reading, atEnd)
  return {
    series,
    repaired,
    dialect: dialectName(findings),
    recognised: recognisedIn(findings),
    source: { name, sha256, bytes: text.bytes },
  }
}

/** Throws where a setting means nothing. */
export function refuseBadSettings({ symbol, timezone, timeframe }: ImportSettings): void {
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
