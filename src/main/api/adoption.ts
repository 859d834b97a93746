/**
 * What lies in the data folder without a row: runs and candles that outlived the store. A row is made
 * again from the files alone; who made a run and when is known only as far as `index.json` remembers it.
 */
import { readdir, readFile, rename, mkdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { millis, type DatasetId, type Millis, type RunId } from '../../shared/brand.ts'
import type { Dataset } from '../../shared/dataset.ts'
import { Problem } from '../../shared/problem.ts'
import type { Manifest } from '../../shared/run.ts'
import { codeOf } from '../disk/trouble.ts'
import { DEMO_DATASET } from '../ingest/synthetic-market.ts'
import { MANIFEST } from '../runs/artifacts.ts'
import { isRunId } from '../runs/identity.ts'
import { inspectRun, readManifest } from '../runs/inspect.ts'
import { writeRecords } from '../runs/records.ts'
import { isDamage, Shelf } from '../runs/shelf.ts'
import { summarise } from '../runs/summary.ts'
import type { RunRow } from '../store/runs.ts'
import type { Store } from '../store/store.ts'
import { Control } from './control.ts'
import type { Home } from './home.ts'
import type { Pool } from './pool.ts'

interface Remembered {
  readonly createdBy: string
  readonly completedAt: Millis
}

/** Makes rows for run folders that are whole; null for those that are not. */
export function runAdopter(home: Home, store: Store): (run: RunId) => Promise<RunRow | null> {
  let remembering: Promise<ReadonlyMap<string, Remembered>> | null = null
  return async (run) => {
    const read = await readManifest(home.runs, run)
    if (read === null) return null
    const { manifest, sha256 } = read
    try {
      await inspectRun(home.runs, run, sha256)
      const shelved = await new Shelf(home.runs).take(run, sha256)
      const [{ metrics }, trades] = await Promise.all([shelved.metrics(), shelved.trades()])
      remembering ??= readIndex(home)
      const { createdBy, completedAt } = (await remembering).get(run) ?? {
        createdBy: 'recovery',
        completedAt: await writtenAt(home, run),
      }
      const synthetic = manifest.inputs.datasets.some(
        (id) => store.datasets.find(id)?.synthetic ?? id === DEMO_DATASET,
      )
      return {
        manifest,
        manifestSha256: sha256,
        startedAt: completedAt,
        tradesOpened: trades.lines,
        records: await writeRecords(path.join(home.runs, run), run, store.records),
        summary: summarise(manifest, metrics, { createdBy, synthetic, completedAt }),
      }
    } catch (error) {
      if (isDamage(error)) return null
      throw error
    }
  }
}

async function readIndex(home: Home): Promise<ReadonlyMap<string, Remembered>> {
  try {
    const { runs } = JSON.parse(await readFile(path.join(home.runs, 'index.json'), 'utf8')) as {
      runs: { runId: string; createdBy: unknown; completedAt: unknown }[]
    }
    return new Map(
      runs.flatMap(({ runId, createdBy, completedAt }) =>
        typeof createdBy === 'string' && createdBy.length <= 40 && Number.isSafeInteger(completedAt)
          ? [[runId, { createdBy, completedAt: millis(Number(completedAt)) }] as const]
          : [],
      ),
    )
  } catch {
    // It is derived, and was lost or damaged with what it was derived from.
    return new Map()
  }
}

const writtenAt = async (home: Home, run: RunId): Promise<Millis> =>
  millis(Math.round((await stat(path.join(home.runs, run, MANIFEST))).mtimeMs))

const CANDLES = /^([0-9a-f]{64})\.candles$/

/** Answers how many datasets were found again. Unsound files are moved aside, never destroyed. */
export async function adoptCandles(home: Home, store: Store, pool: Pool): Promise<number> {
  const known = new Set<string>(store.datasets.list().map(({ datasetId }) => datasetId))
  const strangers = (await readdir(home.candles)).sort().flatMap((name) => {
    const id = CANDLES.exec(name)?.[1]
    return id === undefined || known.has(id) ? [] : [id as DatasetId]
  })
  // Another process may be between writing candles and registering them.
  if (
    strangers.length === 0 ||
    store.operations.list({ kind: 'import', state: 'running', limit: 1 }).length > 0
  )
    return 0
  const manifests = await manifestsOf(home)
  let adopted = 0
  for (const id of strangers) {
    try {
      store.datasets.add(await datasetOf(id, home.candleFile(id), manifests.get(id), pool))
      adopted++
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (isDamage(error)) await moveCandles(home, id)
    }
  }
  return adopted
}

/** What the library shows of candles whose import nobody remembers; throws where they are not sound. */
export async function datasetOf(
  id: DatasetId,
  file: string,
  named: Manifest['datasets'][number] | undefined,
  pool: Pool,
): Promise<Dataset> {
  const { bytes, sha256, ...about } = await pool.run('candles.describe', { file, dataset: id }, new Control())
  return {
    ...about,
    datasetId: id,
    dialect: 'found again',
    recognised: [
      {
        what: 'rows',
        value: String(about.rows),
        because: 'the stored candles were found without a record of their import',
      },
    ],
    // A run that was made from these candles says which file they came from.
    source:
      named === undefined
        ? { name: path.basename(file), sha256, bytes }
        : { name: named.source, sha256: named.sourceSha256, bytes },
    quality: named?.timeframe === about.timeframe ? named.quality : about.quality,
    synthetic: id === DEMO_DATASET,
    importedAt: millis(Math.round((await stat(file)).mtimeMs)),
  }
}

async function manifestsOf(home: Home): Promise<Map<string, Manifest['datasets'][number]>> {
  const named = new Map<string, Manifest['datasets'][number]>()
  for (const run of (await readdir(home.runs)).filter(isRunId)) {
    const read = await readManifest(home.runs, run).catch(() => null)
    for (const dataset of read?.manifest.datasets ?? []) named.set(dataset.datasetId, dataset)
  }
  return named
}

async function moveCandles(home: Home, id: DatasetId): Promise<void> {
  const aside = path.join(home.candles, '.damaged')
  await mkdir(aside, { recursive: true })
  try {
    await rename(home.candleFile(id), path.join(aside, `${id}-${crypto.randomUUID()}.candles`))
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}
