/**
 * Runs that travel: out as one file with their candles, in through the same door as everything else that
 * a stranger hands over. A run is only taken in when computing it here gives every byte of it.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { millis, type OperationId, type PlaceId, type RunId } from '../../shared/brand.ts'
import type { OperationResult } from '../../shared/operation.ts'
import type { Manifest, RunRequest } from '../../shared/run.ts'
import type { Dataset } from '../../shared/dataset.ts'
import { syncFolder } from '../disk/folder.ts'
import { renamePatiently } from '../disk/rename.ts'
import { candlePath } from '../ingest/candle-file.ts'
import { CAPSULE_ENDING, notACapsule } from '../runs/capsule.ts'
import { identify } from '../runs/identity.ts'
import { discardStage, openStage, publish, runFolder } from '../runs/publish.ts'
import { summarise } from '../runs/summary.ts'
import { datasetOf } from './adoption.ts'
import { exportFolder, slug } from './exports.ts'
import { Control } from './control.ts'
import type { Rooms } from './handlers/rooms.ts'
import { runRequest } from './inputs.ts'
import type { Opened } from './jobs/jobs.ts'
import type { Task } from './operations.ts'
import { isMagnified, toInputs } from './run-desk.ts'
import { onlyDataset, refuseOtherEngine } from './run-origin.ts'

type Needs = Pick<
  Rooms,
  'home' | 'store' | 'pool' | 'places' | 'operations' | 'runs' | 'events' | 'session' | 'index'
>

interface Stages {
  readonly runStage: string
  readonly candleStage: string
}

export async function exportCapsule(
  needs: Needs,
  run: RunId,
  to: { readonly name?: string; readonly place?: PlaceId },
): Promise<OperationId> {
  const { home, pool, operations, runs } = needs
  const { run: summary } = await runs.details(run)
  const folder = exportFolder(needs, to.place)
  const { symbol, timeframe, strategy } = summary
  const name = to.name ?? slug(symbol, timeframe, strategy, run.slice(0, 8)) + CAPSULE_ENDING
  const kept = { run, folder: runFolder(home.runs, run), manifestSha256: runs.manifestSha256(run) }
  const title = `Capsule of ${symbol} ${timeframe} ${strategy}`
  return operations.start('export', title, async ({ control, begin }) => {
    const job = { kept, candles: home.candles, folder, name }
    return { kind: 'export', folder, files: await pool.run('capsule.write', job, control, begin) }
  }).id
}

export function importCapsule(
  needs: Needs,
  file: string,
  name: string,
  discard: () => Promise<void>,
): OperationId {
  return needs.operations.start('import', `Take in ${name}`, async (task) => {
    const runStage = await openStage(needs.home.runs)
    const candleStage = await openStage(needs.home.runs)
    try {
      return await takeIn(needs, file, { runStage, candleStage }, task)
    } finally {
      await Promise.all([discardStage(runStage), discardStage(candleStage), discard()])
    }
  }).id
}

async function takeIn(needs: Needs, file: string, stages: Stages, task: Task): Promise<OperationResult> {
  const { home, store, pool, events, index, session } = needs
  const opened = await pool.run('capsule.unpack', { file, ...stages }, task.control, task.begin)
  const { manifest, manifestSha256, metrics, trades } = opened
  refuseOtherEngine(manifest.inputs)
  const [named] = manifest.datasets
  const id = onlyDataset(manifest.inputs)
  const staged = candlePath(stages.candleStage, id)
  const dataset = await datasetOf(id, staged, named, pool)
  refuseOtherInputs(manifest, dataset)
  await refuseOtherResults(needs, opened, stages, staged, dataset, task)

  await keepCandles(staged, home.candleFile(id))
  store.datasets.add({ ...dataset, importedAt: millis(Date.now()) })
  events.tell('dataset.changed', { dataset: id })
  const completedAt = millis(Date.now())
  const about = { createdBy: session.host, synthetic: dataset.synthetic, completedAt }
  const row = {
    manifest,
    manifestSha256,
    startedAt: completedAt,
    tradesOpened: trades,
    summary: summarise(manifest, metrics, about),
  }
  const first = await publish(home.runs, stages.runStage, row, store.runs)
  index.changed()
  events.tell('run.changed', { run: manifest.runId })
  return { kind: 'capsule', run: manifest.runId, identical: true, reused: !first }
}

/** Inputs that nobody could have asked for here are refused before anything is computed from them. */
function refuseOtherInputs(manifest: Manifest, dataset: Dataset): void {
  const { strategy, params, timeframe, window, settings, skipVolumeFilter, journal } = manifest.inputs
  const { from, to } = window
  const asked = runRequest.safeParse({
    dataset: dataset.datasetId,
    strategy: strategy.id,
    params,
    timeframe,
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    settings,
    skipVolumeFilter,
    journal,
  })
  if (!asked.success) throw notACapsule('its inputs are not possible')
  const request: RunRequest = asked.data
  if (identify(toInputs(request, dataset)).runId !== manifest.runId) {
    throw notACapsule('its inputs are not ones that this version takes')
  }
}

async function refuseOtherResults(
  { home, pool }: Needs,
  { manifest, manifestSha256 }: Opened,
  { runStage }: Stages,
  file: string,
  dataset: Dataset,
  { control }: Task,
): Promise<void> {
  const { datasetId } = dataset
  const load = (timeframe: Dataset['timeframe']) =>
    pool.run('candles.load', { file, dataset: datasetId, timeframe }, new Control())
  const series = await load(manifest.inputs.timeframe)
  const finer = isMagnified(manifest.inputs, dataset) ? await load(dataset.timeframe) : null
  const stage = await openStage(home.runs)
  try {
    const job = { run: manifest.runId, folder: runStage, manifestSha256, series, finer, stage }
    const { identical, differences } = await pool.run('run.verify', job, control)
    if (!identical) throw notACapsule(`${differences[0]?.name ?? 'a file'} is not what its inputs give`)
  } finally {
    await discardStage(stage)
  }
}

async function keepCandles(staged: string, target: string): Promise<void> {
  if (existsSync(target)) return
  await renamePatiently(staged, target)
  await syncFolder(path.dirname(target))
}
