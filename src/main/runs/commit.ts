/**
 * The last steps of a run: its rows first, which may take many turns, then the publish point. A run
 * that failed before makes room for what the same question gives now.
 */
import { rename } from 'node:fs/promises'
import path from 'node:path'
import type { RunId } from '../../shared/brand.ts'
import { codeOf } from '../disk/trouble.ts'
import type { RecordTables } from '../store/records.ts'
import type { RunRow, RunTable } from '../store/runs.ts'
import { discardStage, openStage, publish, runFolder } from './publish.ts'
import { dropRecords, writeRecords } from './records.ts'

interface Tables {
  readonly runs: RunTable
  readonly records: RecordTables
}

/** Answers false where an equal run was published meanwhile, which is then the one that counts. */
export async function commit(
  root: string,
  stage: string,
  row: RunRow,
  { runs, records }: Tables,
): Promise<boolean> {
  const run = row.summary.runId
  await retireFailed(root, run, runs)
  try {
    const written = await writeRecords(stage, run, records)
    return await publish(root, stage, { ...row, records: written }, runs)
  } catch (error) {
    await discardStage(stage)
    if (runs.find(run) === null) await dropRecords(run, records)
    throw error
  }
}

/** The row goes first: a crash in between leaves a whole folder, which is found again. */
async function retireFailed(root: string, run: RunId, runs: RunTable): Promise<void> {
  if (runs.find(run)?.summary.state !== 'failed') return
  runs.remove(run)
  const stage = await openStage(root)
  try {
    await rename(runFolder(root, run), path.join(stage, run))
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
  await discardStage(stage)
}
