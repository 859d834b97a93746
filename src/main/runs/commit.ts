/**
 * The last steps of a run: its rows first, which may take many turns, then the publish point. Where they
 * are not finished, the rows that are there count for nothing and are swept or made again.
 */
import type { RecordTables } from '../store/records.ts'
import type { RunRow, RunTable } from '../store/runs.ts'
import { discardStage, publish } from './publish.ts'
import { giveUpRecords, writeRecords } from './records.ts'

interface Tables {
  readonly runs: RunTable
  readonly records: RecordTables
}

/**
 * Answers false where an equal run was published meanwhile, which is then the one that counts. Writing
 * rows takes a while: `mayPublish` is asked after it, and throws where nobody wants the run any more.
 */
export async function commit(
  root: string,
  stage: string,
  row: RunRow,
  { runs, records }: Tables,
  mayPublish: () => void = () => {},
): Promise<boolean> {
  const run = row.summary.runId
  const known = runs.find(run)?.summary
  if (known?.state === 'succeeded' && known.damaged === undefined) {
    await discardStage(stage)
    return false
  }
  try {
    mayPublish()
    const written = await writeRecords(stage, run, records)
    mayPublish()
    return await publish(root, stage, { ...row, records: written }, runs)
  } catch (error) {
    await discardStage(stage)
    // Where even that is not possible, the next start finds them.
    await giveUpRecords(run, records).catch(() => {})
    throw error
  }
}
