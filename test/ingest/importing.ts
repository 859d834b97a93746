import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { candlePath, readCandles } from '../../src/main/ingest/candle-file.ts'
import { DEFAULT_LIMITS, importCandles, type IngestLimits } from '../../src/main/ingest/import.ts'
import type { CandleSeries } from '../../src/shared/candles.ts'
import type { ImportSettings } from '../../src/shared/dataset.ts'
import { Problem, type ProblemShape } from '../../src/shared/problem.ts'
import { tempFolder } from '../support/temp-folder.ts'

interface How {
  readonly name?: string
  readonly settings?: ImportSettings
  readonly limits?: Partial<IngestLimits>
  readonly stopped?: () => boolean
}

/** A file with this content, imported into an empty folder. */
export async function imported(content: string | Uint8Array, how: How = {}) {
  const name = how.name ?? 'TEST_1d.csv'
  const file = path.join(tempFolder(), 'handed-over')
  writeFileSync(file, content)
  return importedFile(file, { ...how, name })
}

export async function importedFile(file: string, how: How = {}) {
  const folder = tempFolder()
  const progress: number[] = []
  const job = {
    path: file,
    name: how.name ?? path.basename(file),
    settings: how.settings ?? {},
    folder,
    limits: { ...DEFAULT_LIMITS, ...how.limits },
  }
  const listener = { stopped: how.stopped ?? (() => false), progress: (done: number) => progress.push(done) }
  try {
    const { dataset, existed } = await importCandles(job, listener)
    const series = await readCandles(candlePath(folder, dataset.datasetId), dataset.datasetId, {
      verify: true,
    })
    return { dataset, existed, series, folder, progress, job, listener }
  } catch (error) {
    const left = readdirSync(folder)
    if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`, { cause: error })
    throw error
  }
}

/** The problem that refuses this content; anything else is a failed test. */
export async function refusal(content: string | Uint8Array, how: How = {}): Promise<ProblemShape> {
  return problemOf(imported(content, how))
}

export async function problemOf(promise: Promise<unknown>): Promise<ProblemShape> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Problem) return error.shape
    throw error
  }
  throw new Error('it was accepted')
}

/** Where and why, for comparing at once. */
export async function blame(content: string | Uint8Array, how: How = {}) {
  const { code, details, hint } = await refusal(content, how)
  if (hint === '') throw new Error(`${code} does not say what to do`)
  const { line, column, field, text } = details
  return { code, line, column, field, text }
}

/** Rows as `time open high low close volume` in real numbers. */
export function rowsOf(series: CandleSeries): (string | number)[][] {
  const price = (ticks: number | undefined) => (ticks ?? 0) / 10 ** series.priceDecimals
  return Array.from({ length: series.rows }, (_, i) => [
    new Date(series.time[i] ?? 0).toISOString(),
    price(series.open[i]),
    price(series.high[i]),
    price(series.low[i]),
    price(series.close[i]),
    Number(series.volume[i]) / 10 ** series.volumeDecimals,
  ])
}

export const HEADER = 'time,open,high,low,close,volume\n'

/** Daily rows from 2024-01-01 (a Monday), without gaps. */
export const daily = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => {
    const time = new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)
    return `${time},${100 + i},${102 + i},${99 + i},${101 + i}.5,${1000 + i}`
  })

export const csv = (rows: readonly string[]): string => `${HEADER}${rows.join('\n')}\n`
