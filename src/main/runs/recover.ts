/**
 * Making the runs root whole after a crash: what a dead process staged is removed, a finished folder that
 * never got its row is adopted, and a row whose folder is gone says so. Running it twice changes nothing.
 */
import { mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import type { RunId } from '../../shared/brand.ts'
import { Problem } from '../../shared/problem.ts'
import type { DamageTable } from '../store/damages.ts'
import type { RunRow, RunTable } from '../store/runs.ts'
import { MANIFEST } from './artifacts.ts'
import { inspectRun, readManifest } from './inspect.ts'
import { isRunId } from './identity.ts'
import { discardStage, ORPHANS, setAside, STAGING } from './publish.ts'

export interface Recovered {
  readonly swept: number
  readonly adopted: number
  /** Folders that are no whole runs, moved to `.orphans`. */
  readonly orphaned: number
  /** Rows that were found to have no folder. */
  readonly damaged: number
  /** Damage that is no longer there: somebody brought the files back. */
  readonly mended: number
}

export interface Recovery {
  readonly root: string
  readonly runs: RunTable
  readonly damages: DamageTable
  isAlive(pid: number): boolean
  /** The row that a whole folder gets, null where it is not whole. */
  toRow(run: RunId): Promise<RunRow | null>
  now(): number
}

export async function recover(recovery: Recovery): Promise<Recovered> {
  const swept = await sweepStages(recovery)
  const folders = new Set((await readdir(recovery.root)).filter(isRunId).sort())
  return {
    swept,
    ...(await adopt(folders, recovery)),
    damaged: noteMissing(folders, recovery),
    mended: await noteMended(folders, recovery),
  }
}

async function sweepStages({ root, isAlive }: Recovery): Promise<number> {
  const staging = path.join(root, STAGING)
  await mkdir(staging, { recursive: true })
  let swept = 0
  for (const name of (await readdir(staging)).sort()) {
    if (isAlive(Number.parseInt(name, 10))) continue
    await discardStage(path.join(staging, name))
    swept++
  }
  return swept
}

async function adopt(
  folders: ReadonlySet<RunId>,
  { root, runs, toRow }: Recovery,
): Promise<Pick<Recovered, 'adopted' | 'orphaned'>> {
  let [adopted, orphaned] = [0, 0]
  const registered = runs.ids()
  for (const run of folders) {
    if (registered.has(run) && !(await isReplaced(run, { root, runs }))) continue
    const row = await wholeOrNull(run, toRow)
    if (row === 'newer') continue
    if (row !== null) {
      if (runs.add(row)) adopted++
      continue
    }
    if (registered.has(run)) continue
    // What is not whole must not stand where a whole run would be published.
    await setAside(root, run, ORPHANS)
    orphaned++
  }
  return { adopted, orphaned }
}

/** Whether a crash came after a failed run's folder had made room for another one, and before its row did. */
async function isReplaced(run: RunId, { root, runs }: Pick<Recovery, 'root' | 'runs'>): Promise<boolean> {
  const known = runs.find(run)
  if (known?.summary.state !== 'failed') return false
  const there = await readManifest(root, run).catch(() => null)
  return there !== null && there.sha256 !== known.manifestSha256
}

/** A newer version's run is not ours to judge; it stays where that version finds it. */
async function wholeOrNull(run: RunId, toRow: Recovery['toRow']): Promise<RunRow | null | 'newer'> {
  try {
    return await toRow(run)
  } catch (error) {
    if (error instanceof Problem && error.code === 'SCHEMA_UNSUPPORTED') return 'newer'
    throw error
  }
}

function noteMissing(folders: ReadonlySet<RunId>, { runs, damages, now }: Recovery): number {
  const gone = [...runs.ids()].filter((run) => !folders.has(run))
  const news = gone.filter((run) => damages.add({ run, code: 'ARTIFACT_MISSING', artifact: MANIFEST }, now()))
  return news.length
}

async function noteMended(
  folders: ReadonlySet<RunId>,
  { root, runs, damages, now }: Recovery,
): Promise<number> {
  let mended = 0
  for (const { run } of damages.open()) {
    const row = runs.find(run)
    if (row === null || !folders.has(run)) continue
    try {
      await inspectRun(root, run, row.manifestSha256)
      if (damages.mend(run, now())) mended++
    } catch (error) {
      if (!(error instanceof Problem)) throw error
    }
  }
  return mended
}
