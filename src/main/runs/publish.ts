/**
 * From a staged folder to a run that is there: rename, sync, register in one transaction. The row is
 * the publish point; a crash before it leaves a folder that the next start adopts or clears away.
 */
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { RunId } from '../../shared/brand.ts'
import { renamePatiently, replaceFile, syncFolder } from '../disk/durable-file.ts'
import { asTrouble, codeOf } from '../disk/trouble.ts'
import type { RunRow, RunTable } from '../store/runs.ts'
import { isRunId } from './identity.ts'
import { readManifest } from './shelf.ts'

const STAGING = '.staging'
const DAMAGED = '.damaged'

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
  const target = runFolder(root, row.summary.runId)
  try {
    await syncFolder(stage)
    await moveInto(target, stage)
    await syncFolder(root)
  } catch (error) {
    await discardStage(stage)
    throw asTrouble(error)
  }
  return runs.add(row)
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

/** Takes a damaged run out of the way without destroying the evidence. */
export async function setAside(root: string, run: RunId, runs: RunTable): Promise<void> {
  const aside = path.join(root, DAMAGED)
  await mkdir(aside, { recursive: true })
  try {
    await rename(runFolder(root, run), path.join(aside, `${run}-${crypto.randomUUID()}`))
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw asTrouble(error)
  }
  runs.remove(run)
}

/** `index.json` is derived from the rows, replaced whole, and nothing depends on it. */
export async function writeIndex(root: string, runs: RunTable): Promise<void> {
  const { runs: listed, total } = runs.list(Number.MAX_SAFE_INTEGER, 0)
  await replaceFile(
    path.join(root, 'index.json'),
    `${JSON.stringify({ schema: 1, total, runs: listed }, null, 1)}\n`,
  )
}

export interface Recovered {
  readonly adopted: number
  readonly swept: number
}

/**
 * Makes the runs root whole after a crash: what a dead process staged is removed, a finished folder
 * that never got its row is adopted. Running it twice changes nothing.
 */
export async function recover(
  root: string,
  runs: RunTable,
  isAlive: (pid: number) => boolean,
  toRow: (run: RunId) => Promise<RunRow | null>,
): Promise<Recovered> {
  await mkdir(path.join(root, STAGING), { recursive: true })
  let swept = 0
  for (const name of await readdir(path.join(root, STAGING))) {
    if (isAlive(Number.parseInt(name, 10))) continue
    await discardStage(path.join(root, STAGING, name))
    swept++
  }
  let adopted = 0
  const registered = runs.ids()
  for (const name of (await readdir(root)).sort()) {
    if (!isRunId(name) || registered.has(name)) continue
    const row = (await readManifest(root, name)) === null ? null : await toRow(name)
    // What is not whole must not stand where a whole run would be published; nobody destroys it.
    if (row === null) await setAside(root, name, runs)
    else if (runs.add(row)) adopted++
  }
  return { adopted, swept }
}
