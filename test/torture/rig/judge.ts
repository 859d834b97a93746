/** Holds a data folder against what was said about it: nothing kept is lost, nothing torn is listed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { millis, type RunId } from '../../../src/shared/brand.ts'
import type { MetricsFile } from '../../../src/shared/metrics.ts'
import { Problem } from '../../../src/shared/problem.ts'
import { inspectRun, readManifest } from '../../../src/main/runs/inspect.ts'
import { isRunId } from '../../../src/main/runs/identity.ts'
import { recover } from '../../../src/main/runs/recover.ts'
import { sweepRecords, writeRecords, writeUnwritten } from '../../../src/main/runs/records.ts'
import { Shelf } from '../../../src/main/runs/shelf.ts'
import { summarise } from '../../../src/main/runs/summary.ts'
import { RECORD_TABLES } from '../../../src/main/store/records.ts'
import type { RunRow } from '../../../src/main/store/runs.ts'
import { openStore, type Store } from '../../../src/main/store/store.ts'
import type { Findings } from '../torture.ts'

export const keptIn = (said: readonly string[]): RunId[] =>
  said.flatMap((line) => (line.startsWith('kept ') ? [line.slice(5) as RunId] : []))

/** Looks before and after what the next start does; `findings` hears of every broken promise. */
export async function judge(
  home: string,
  kept: readonly RunId[],
  findings: Findings,
  where: string,
): Promise<void> {
  let store: Store
  try {
    store = openStore(path.join(home, 'tapedeck.db'))
  } catch (error) {
    findings.break('store can not be opened', `${where}: ${String(error)}`)
    return
  }
  try {
    if (store.check() !== 'ok') findings.break('store is damaged', where)
    await judgeRuns(store, path.join(home, 'runs'), kept, findings, where)
  } finally {
    store.close()
  }
}

async function judgeRuns(
  store: Store,
  root: string,
  kept: readonly RunId[],
  findings: Findings,
  where: string,
): Promise<void> {
  const rows = store.runs.ids()
  for (const run of kept)
    if (!rows.has(run)) findings.break('acknowledged run has no row', `${where}: ${run}`)
  for (const run of rows) {
    if (!(await isWhole(root, run, store))) findings.break('registered run is torn', `${where}: ${run}`)
  }
  const index = path.join(root, 'index.json')
  if (existsSync(index)) {
    try {
      JSON.parse(readFileSync(index, 'utf8'))
    } catch {
      findings.break('index.json does not parse', where)
    }
  }
  const recovery = {
    root,
    runs: store.runs,
    damages: store.damages,
    isAlive: () => false,
    toRow: (run: RunId) => rowOf(root, run, store),
    now: () => 9_000_000,
  }
  const found = await recover(recovery)
  for (const [what, count] of Object.entries(found)) if (count > 0) findings.count(`recovery ${what}`, count)
  const again = Object.values(await recover(recovery)).reduce((sum, count) => sum + count, 0)
  if (again > 0) findings.break('recovery is not finished after once', where)
  await sweepRecords(store.records, () => false)
  await writeUnwritten(root, store.records, new Shelf(root), () => false)
  judgeRecords(path.join(root, '..', 'tapedeck.db'), findings, where)
  const after = store.runs.ids()
  for (const run of kept) {
    if (!after.has(run) || !(await isWhole(root, run, store)))
      findings.break('acknowledged run is lost', `${where}: ${run}`)
  }
  const folders = readdirSync(root).filter(isRunId)
  if (folders.some((run) => !after.has(run))) findings.break('a folder without a row is left', where)
  if (readdirSync(path.join(root, '.staging')).length > 0)
    findings.break('something is left in the staging', where)
}

/** Every registered run has the rows that it counts, and there are no others. */
function judgeRecords(file: string, findings: Findings, where: string): void {
  const look = new Database(file, { readonly: true })
  try {
    for (const table of RECORD_TABLES) {
      const counted = `${table.slice(0, -1)}_rows`
      const torn = look
        .prepare(`SELECT count(*) FROM runs WHERE ${counted} IS NOT (SELECT count(*) FROM ${table}
          WHERE ${table}.run_id = runs.run_id)`)
        .pluck()
      const orphans = look
        .prepare(`SELECT count(*) FROM ${table} WHERE run_id NOT IN (SELECT run_id FROM runs)`)
        .pluck()
      if (torn.get() !== 0) findings.break('rows of a run are not whole', `${where}: ${table}`)
      if (orphans.get() !== 0) findings.break('rows without a run are left', `${where}: ${table}`)
    }
  } finally {
    look.close()
  }
}

async function isWhole(root: string, run: RunId, store: Store): Promise<boolean> {
  try {
    await inspectRun(root, run, store.runs.find(run)?.manifestSha256 ?? '')
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

async function rowOf(root: string, run: RunId, store: Store): Promise<RunRow | null> {
  const read = await readManifest(root, run)
  if (read === null) return null
  const { manifest, sha256 } = read
  try {
    await inspectRun(root, run, sha256)
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  }
  const { metrics } = JSON.parse(readFileSync(path.join(root, run, 'metrics.json'), 'utf8')) as MetricsFile
  const about = { createdBy: 'recovery', synthetic: true, completedAt: millis(2_000_000) }
  return {
    manifest,
    manifestSha256: sha256,
    startedAt: 1,
    tradesOpened: metrics.closedTrades.value ?? 0,
    records: await writeRecords(path.join(root, run), run, store.records),
    summary: summarise(manifest, metrics, about),
  }
}
