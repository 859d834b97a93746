/**
 * Looks at every file of every run and dataset, and makes the index anew from the folders alone where it
 * is asked to. It never destroys anything: what is no whole run is set aside, what is damaged is said.
 */
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { OperationId, RunId } from '../../shared/brand.ts'
import { Problem } from '../../shared/problem.ts'
import type { Diagnosis } from '../../shared/proof.ts'
import { isRunId } from '../runs/identity.ts'
import { ORPHANS } from '../runs/publish.ts'
import { writeUnwritten } from '../runs/records.ts'
import { isDamage } from '../runs/shelf.ts'
import type { RunRow } from '../store/runs.ts'
import { runAdopter } from './adoption.ts'
import { cancelled, Control } from './control.ts'
import { noteFound } from './damage.ts'
import type { Rooms } from './handlers/rooms.ts'
import type { Lives } from './lives.ts'
import type { Task } from './operations.ts'
import { putInOrder } from './order.ts'

type Needs = Pick<Rooms, 'home' | 'store' | 'reader' | 'operations' | 'lives' | 'events' | 'index' | 'shelf'>

export function examine(needs: Needs, rebuild: boolean): OperationId {
  const title = rebuild ? 'Make the index anew from the folders' : 'Look at every run and dataset'
  return needs.operations.start('check', title, async (task) => {
    task.begin()
    return { kind: 'doctor', ...(await diagnose(needs, rebuild, task)) }
  }).id
}

async function diagnose(needs: Needs, rebuild: boolean, task: Task): Promise<Diagnosis> {
  const { home, store, index, shelf } = needs
  const found = await putInOrder(needs, atWork(needs.lives))
  const forgotten = rebuild ? await rebuildRows(needs) : []
  await writeUnwritten(home.runs, store.records, shelf, () => task.control.stopped())
  const ids = [...store.runs.ids()]
  const datasets = store.datasets.list()
  const step = stepsOf(task, ids.length + datasets.length)
  for (const run of ids) {
    step()
    await inspect(needs, run)
  }
  const damagedDatasets: string[] = []
  for (const { datasetId } of datasets) {
    step()
    if (!(await isSound(needs, datasetId))) damagedDatasets.push(datasetId)
  }
  await index.flush()
  return {
    runs: ids.length,
    datasets: datasets.length,
    damaged: store.damages.open().map(({ run, artifact, code }) => ({ runId: run, artifact, code })),
    damagedDatasets,
    orphans: await countOf(path.join(home.runs, ORPHANS)),
    adopted: found.adopted,
    forgotten,
    rebuilt: rebuild,
  }
}

/** Ourselves among them, unlike at a start. */
export const atWork =
  (lives: Lives) =>
  (pid: number): boolean =>
    pid === process.pid || lives.isAnother(pid)

/** Every row made again from its folder, in one transaction; a row without a folder is given up, and said. */
async function rebuildRows({ home, store }: Needs): Promise<RunId[]> {
  await store.backUp('asked')
  const toRow = runAdopter(home, store)
  const rows: RunRow[] = []
  for (const run of (await readdir(home.runs)).filter(isRunId).sort()) {
    const row = await toRow(run).catch(ofNewer)
    if (row !== null) rows.push(row)
  }
  return store.runs.replaceAll(rows)
}

/** A newer version's run can not be listed by this one; its folder stays for that version. */
function ofNewer(error: unknown): null {
  if (error instanceof Problem && error.code === 'SCHEMA_UNSUPPORTED') return null
  throw error
}

function stepsOf({ control }: Task, of: number): () => void {
  let done = 0
  return () => {
    if (control.stopped()) throw cancelled()
    control.tell({ done: done++, of })
  }
}

async function inspect(needs: Needs, run: RunId): Promise<void> {
  const { home, store, reader } = needs
  const row = store.runs.find(run)
  if (row === null) return
  const kept = { run, folder: path.join(home.runs, run), manifestSha256: row.manifestSha256 }
  // Looked at, not computed: that is what verifying is for.
  const job = { ...kept, notRecomputed: 'manifest' as const }
  noteFound(needs, await reader.run('run.inspect', job, new Control()))
}

async function isSound(
  { home, reader }: Needs,
  dataset: Parameters<Needs['home']['candleFile']>[0],
): Promise<boolean> {
  try {
    await reader.run('candles.describe', { file: home.candleFile(dataset), dataset }, new Control())
    return true
  } catch (error) {
    if (isDamage(error)) return false
    throw error
  }
}

async function countOf(folder: string): Promise<number> {
  return (await readdir(folder).catch(() => [])).length
}
