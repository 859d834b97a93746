/**
 * From a staged folder to a run that is there: rename, sync, register in one transaction. The row is
 * the publish point; a crash before it leaves a folder that the next start adopts or clears away.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { RunId } from '../../shared/brand.ts'
import { replaceFile } from '../disk/durable-file.ts'
import { syncFolder } from '../disk/folder.ts'
import { renamePatiently } from '../disk/rename.ts'
import { asTrouble, codeOf } from '../disk/trouble.ts'
import type { RunRow, RunTable } from '../store/runs.ts'
import { MANIFEST } from './artifacts.ts'
import { sha256 } from './identity.ts'

export const STAGING = '.staging'
/** Folders of registered runs that were damaged, and folders that no row ever named. */
export const DAMAGED = '.damaged'
export const ORPHANS = '.orphans'

export const runFolder = (root: string, run: RunId): string => path.join(root, run)

/** An empty folder of this process's own, on the same file system as the runs. */
export async function openStage(root: string): Promise<string> {
  try {
    const stage = path.join(root, STAGING, `${process.pid}-${crypto.randomUUID()}`)
    await mkdir(stage, { recursive: true })
    return stage
  } catch (error) {
    throw asTrouble(error)
  }
}

export const discardStage = (stage: string): Promise<void> => rm(stage, { recursive: true, force: true })

/** Answers false where an equal run was published meanwhile, which is then the one that counts. */
export async function publish(root: string, stage: string, row: RunRow, runs: RunTable): Promise<boolean> {
  const { runId } = row.summary
  try {
    await syncFolder(stage)
    await makeRoom(root, row, runs)
    await moveInto(runFolder(root, runId), stage)
    await syncFolder(root)
  } catch (error) {
    // A folder that could not be synced may be there or not after a power cut: it is not answered for.
    await discardStage(stage)
    throw asTrouble(error)
  }
  return runs.add(row)
}

/** What stands at the run's place stays where it is this very run, or one that succeeded and is sound. */
async function makeRoom(root: string, { summary, manifestSha256 }: RunRow, runs: RunTable): Promise<void> {
  const { runId } = summary
  if (!existsSync(runFolder(root, runId))) return
  const known = runs.find(runId)?.summary ?? null
  const isSound = known !== null && known.damaged === undefined
  if (isSound && known.state === 'succeeded') return
  if (known?.damaged === undefined && (await manifestHash(root, runId)) === manifestSha256) return
  if (isSound) return retire(root, runId)
  await setAside(root, runId, known === null ? ORPHANS : DAMAGED)
}

/** What failed is no evidence of anything once the same question has an answer. */
async function retire(root: string, run: RunId): Promise<void> {
  const stage = await openStage(root)
  try {
    await rename(runFolder(root, run), path.join(stage, run))
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
  await discardStage(stage)
}

async function manifestHash(root: string, run: RunId): Promise<string | null> {
  try {
    return sha256(await readFile(path.join(runFolder(root, run), MANIFEST)))
  } catch {
    return null
  }
}

/** Where the same inputs were published first, their folder stays: equal inputs give equal bytes. */
async function moveInto(target: string, stage: string): Promise<void> {
  try {
    if (!existsSync(target)) return await renamePatiently(stage, target)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error
  }
  await discardStage(stage)
}

/** Takes a folder out of the way without destroying the evidence. Its row, where it has one, stays. */
export async function setAside(
  root: string,
  run: RunId,
  into: typeof DAMAGED | typeof ORPHANS,
): Promise<void> {
  const aside = path.join(root, into)
  try {
    await mkdir(aside, { recursive: true })
    await rename(runFolder(root, run), path.join(aside, `${run}-${crypto.randomUUID()}`))
    await syncFolder(aside)
    await syncFolder(root)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw asTrouble(error)
  }
}

/**
 * `index.json` is derived from the rows, replaced whole, and nothing depends on it. Several processes may
 * write it at once: whoever wrote looks again, so that the last to write has written what is true.
 */
export async function writeIndex(root: string, runs: RunTable): Promise<void> {
  for (let stamp: string | null = null; stamp !== runs.stamp();) {
    stamp = runs.stamp()
    const { runs: listed, total } = runs.list(Number.MAX_SAFE_INTEGER, 0)
    await replaceFile(
      path.join(root, 'index.json'),
      `${JSON.stringify({ schema: 1, total, runs: listed }, null, 1)}\n`,
    )
  }
}
