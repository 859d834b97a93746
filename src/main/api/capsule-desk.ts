/**
 * Runs that travel: out as one file with their candles, in through the same door as everything else that
 * a stranger hands over. A run is only taken in when computing it here gives every byte of it.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { millis, type OperationId, type PlaceId, type RunId } from '../../shared/brand.ts'
import type { OperationResult } from '../../shared/operation.ts'
import type { Manifest, RunInputs, RunRequest } from '../../shared/run.ts'
import { inShort } from '../../shared/symbols.ts'
import type { Dataset } from '../../shared/dataset.ts'
import { syncFolder } from '../disk/folder.ts'
import { renamePatiently } from '../disk/rename.ts'
import { candlePath } from '../ingest/candle-file.ts'
import { CAPSULE_ENDING, notACapsule } from '../runs/capsule.ts'
import { commit } from '../runs/commit.ts'
import { identify } from '../runs/identity.ts'
import { discardStage, openStage, runFolder } from '../runs/publish.ts'
import { summarise } from '../runs/summary.ts'
import { datasetOf } from './adoption.ts'
import { exportFolder, slug } from './exports.ts'
import { Control } from './control.ts'
import type { Rooms } from './handlers/rooms.ts'
import { runRequest } from './inputs.ts'
import type { Opened } from './jobs/jobs.ts'
import type { LimitBook } from './limit-book.ts'
import { notedRuns } from './noted-runs.ts'
import type { Task } from './operations.ts'
import { datasetsOf, isMagnified, toInputs } from './run-inputs.ts'
import { refuseOtherEngine } from './run-origin.ts'

type Needs = Pick<
  Rooms,
  | 'home'
  | 'store'
  | 'pool'
  | 'places'
  | 'operations'
  | 'kept'
  | 'events'
  | 'session'
  | 'index'
  | 'limits'
  | 'trail'
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
  const { home, pool, operations } = needs
  const { run: summary } = await needs.kept.details(run)
  const folder = exportFolder(needs, to.place)
  const { timeframe, strategy } = summary
  const symbols = inShort(summary.symbols)
  const name = to.name ?? slug(symbols, timeframe, strategy, run.slice(0, 8)) + CAPSULE_ENDING
  const kept = { run, folder: runFolder(home.runs, run), manifestSha256: needs.kept.manifestSha256(run) }
  const title = `Capsule of ${symbols} ${timeframe} ${strategy}`
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
  const taking = async (task: Task) => {
    const runStage = await openStage(needs.home.runs)
    const candleStage = await openStage(needs.home.runs)
    try {
      return await takeIn(needs, file, { runStage, candleStage }, task)
    } finally {
      await Promise.all([discardStage(runStage), discardStage(candleStage), discard()])
    }
  }
  return needs.operations.start('import', `Take in ${name}`, taking, { takesItsTime: true }).id
}

async function takeIn(needs: Needs, file: string, stages: Stages, task: Task): Promise<OperationResult> {
  const { home, store, pool, events, index, session, limits, trail } = needs
  const opened = await pool.run('capsule.unpack', { file, ...stages }, task.control, task.begin)
  const { manifest, manifestSha256, metrics, trades } = opened
  refuseOtherEngine(manifest.inputs)
  const ids = manifest.datasets.map(({ datasetId }) => datasetId)
  if (ids.join() !== manifest.inputs.datasets.join())
    throw notACapsule('it names other candles than it holds')
  const datasets = await Promise.all(
    manifest.datasets.map((named) => {
      const file = candlePath(stages.candleStage, named.datasetId)
      return datasetOf(named.datasetId, file, named, pool)
    }),
  )
  refuseOtherInputs(manifest, datasets, limits)
  await refuseOtherResults(needs, opened, stages, datasets, task)

  for (const dataset of datasets) {
    const id = dataset.datasetId
    await keepCandles(candlePath(stages.candleStage, id), home.candleFile(id))
    store.datasets.add({ ...dataset, importedAt: millis(Date.now()) })
    events.tell('dataset.changed', { dataset: id })
  }
  const completedAt = millis(Date.now())
  const synthetic = datasets.some((dataset) => dataset.synthetic)
  const about = { createdBy: session.host, synthetic, completedAt }
  const row = {
    manifest,
    manifestSha256,
    startedAt: completedAt,
    tradesOpened: trades,
    summary: summarise(manifest, metrics, about),
  }
  const tables = { runs: notedRuns(store, trail), records: store.records }
  const first = await commit(home.runs, stages.runStage, row, tables, task.mayPublish)
  index.changed()
  events.tell('run.changed', { run: manifest.runId })
  return { kind: 'capsule', run: manifest.runId, identical: true, reused: !first }
}

/** Inputs that nobody could have asked for here are refused before anything is computed from them. */
function refuseOtherInputs(
  { inputs, runId }: Manifest,
  datasets: readonly Dataset[],
  limits: LimitBook,
): void {
  const { strategy, params, timeframe, window, skipVolumeFilter, journal } = inputs
  const { from, to } = window
  const asked = runRequest.safeParse({
    datasets: inputs.datasets,
    strategy: strategy.id,
    params,
    timeframe,
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    settings: askedSettings(inputs),
    skipVolumeFilter,
    journal,
  })
  if (!asked.success) throw notACapsule('its inputs are not possible')
  const request: RunRequest = asked.data
  if (identify(toInputs(request, datasetsOf(datasets, limits))).runId !== runId) {
    throw notACapsule('its inputs are not ones that this version takes')
  }
}

/** Of several symbols each has its own product, unless one was given for all of them. */
function askedSettings({ settings, products }: RunInputs): RunRequest['settings'] {
  if (products === undefined || settings.product !== null) return settings
  const { product, ...others } = settings
  return products.every((one) => one === null) ? { ...others, product } : others
}

async function refuseOtherResults(
  { home, pool }: Needs,
  { manifest, manifestSha256 }: Opened,
  { runStage, candleStage }: Stages,
  datasets: readonly Dataset[],
  { control }: Task,
): Promise<void> {
  const markets = await Promise.all(
    datasets.map(async (dataset) => {
      const { datasetId } = dataset
      const file = candlePath(candleStage, datasetId)
      const load = (timeframe: Dataset['timeframe']) =>
        pool.run('candles.load', { file, dataset: datasetId, timeframe }, new Control())
      const series = await load(manifest.inputs.timeframe)
      const finer = isMagnified(manifest.inputs, dataset) ? await load(dataset.timeframe) : null
      return { series, finer }
    }),
  )
  const stage = await openStage(home.runs)
  try {
    const job = { run: manifest.runId, folder: runStage, manifestSha256, markets, stage }
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
