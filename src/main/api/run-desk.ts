/**
 * Where runs are asked for: the request becomes inputs, the inputs a name, and a name that is taken
 * is answered with what is there. The work itself is done by a worker and published here.
 */
import { productOf } from '../../shared/products.ts'
import { millis, type OperationId, type RunId } from '../../shared/brand.ts'
import type { CandleSeries } from '../../shared/candles.ts'
import type { Dataset } from '../../shared/dataset.ts'
import type { OperationResult } from '../../shared/operation.ts'
import { Problem } from '../../shared/problem.ts'
import type { EquityCurve, Marker, RunDetails, RunInputs, RunRequest } from '../../shared/run.ts'
import { restsInMarket } from '../engine/setup.ts'
import { parseParams } from '../engine/strategy.ts'
import { ENGINE } from '../engine/version.ts'
import { equityCurve, thinned } from '../runs/equity-curve.ts'
import { type Identity, identify } from '../runs/identity.ts'
import { collectMarkers, markersBetween } from '../runs/markers.ts'
import type { Performed, RunSource } from '../runs/perform.ts'
import { discardStage, openStage, publish, setAside } from '../runs/publish.ts'
import type { Shelf, ShelvedRun } from '../runs/shelf.ts'
import { summarise } from '../runs/summary.ts'
import type { RunTable } from '../store/runs.ts'
import type { Store } from '../store/store.ts'
import { findStrategy } from '../strategies/index.ts'
import type { CandleCache } from './candle-cache.ts'
import type { EventHub } from './events.ts'
import type { Home } from './home.ts'
import type { Journal } from './journal.ts'
import type { LimitBook } from './limit-book.ts'
import { notedRuns } from './noted-runs.ts'
import type { Operations, Task } from './operations.ts'
import type { Pool } from './pool.ts'
import type { RunIndex } from './run-index.ts'
import { completeSettings } from './settings-input.ts'

interface Needs {
  readonly home: Home
  readonly runs: RunTable
  readonly shelf: Shelf
  readonly candles: CandleCache
  readonly pool: Pool
  readonly operations: Operations
  readonly events: EventHub
  readonly index: RunIndex
  readonly createdBy: string
  readonly limits: LimitBook
  readonly journal: Journal
  readonly store: Store
}

interface Started {
  operation: OperationId
  run: RunId
  reused: boolean
}

export class RunDesk {
  readonly #needs: Needs
  /** Runs under way in this process, so that asking twice at once computes once. */
  readonly #underWay = new Map<RunId, OperationId>()
  readonly #curves = new WeakMap<ShelvedRun, Promise<EquityCurve>>()
  readonly #markers = new WeakMap<ShelvedRun, Promise<Marker[]>>()

  constructor(needs: Needs) {
    this.#needs = needs
  }

  async start(request: RunRequest): Promise<Started> {
    const { candles, operations } = this.#needs
    const dataset = candles.dataset(request.dataset)
    const inputs = toInputs(request, dataset)
    const identity = identify(inputs)
    const { runId: run } = identity
    const title = `${dataset.symbol} ${inputs.timeframe} ${inputs.strategy.id}`

    const underWay = this.#underWay.get(run)
    if (underWay !== undefined) return { operation: underWay, run, reused: false }
    if (await this.#isThere(run)) {
      const result: OperationResult = {
        kind: 'run',
        run,
        reused: true,
        timings: { load: 0, engine: 0, publish: 0 },
      }
      return { operation: operations.finished('run', title, result).id, run, reused: true }
    }
    // Checking took a moment in which the same question may have been asked again.
    const meanwhile = this.#underWay.get(run)
    if (meanwhile !== undefined) return { operation: meanwhile, run, reused: false }
    // Asked for now, not in the worker: a timeframe that can not be had is refused at once.
    const series = candles.series(dataset, inputs.timeframe)
    const finer = isMagnified(inputs, dataset) ? candles.series(dataset, dataset.timeframe) : null
    const work = (task: Task) =>
      this.#perform({ identity, inputs, dataset, series, finer }, task).finally(() =>
        this.#underWay.delete(run),
      )
    const { id } = operations.start('run', title, work, run)
    this.#underWay.set(run, id)
    return { operation: id, run, reused: false }
  }

  async details(run: RunId): Promise<RunDetails> {
    const { manifest, metrics } = await this.take(run)
    const measured = await metrics()
    return {
      run: this.#row(run).summary,
      manifest,
      metrics: measured.metrics,
      periodsPerYear: measured.periodsPerYear,
    }
  }

  take(run: RunId): Promise<ShelvedRun> {
    return this.#needs.shelf.take(run, this.manifestSha256(run))
  }

  manifestSha256(run: RunId): string {
    return this.#row(run).manifestSha256
  }

  async equity(run: RunId, from: number, to: number, most: number): Promise<EquityCurve> {
    const shelved = await this.take(run)
    const curve = await kept(this.#curves, shelved, async () =>
      equityCurve(await shelved.equity(), shelved.manifest.inputs.settings.capital),
    )
    return thinned(curve, from, to, most)
  }

  async markers(run: RunId, from: number, to: number, most: number): Promise<Marker[]> {
    const shelved = await this.take(run)
    const all = await kept(this.#markers, shelved, async () => collectMarkers((await shelved.trades()).all()))
    return markersBetween(all, from, to, most)
  }

  async #perform(
    { identity, inputs, dataset, series, finer }: Commission,
    task: Task,
  ): Promise<OperationResult> {
    const { home, pool, events, index, createdBy, limits, store, journal } = this.#needs
    const run = identity.runId
    const asked = performance.now()
    const startedAt = Date.now()
    const [candles, inside] = await task.until(Promise.all([series, finer]))
    const loaded = performance.now()
    const stage = await openStage(home.runs)
    let performed: Performed
    try {
      const job = { identity, inputs, series: candles, finer: inside, source: sourceOf(dataset), stage }
      const mostTrades = limits.value('trades')
      performed = await pool.run('run.perform', { ...job, mostTrades }, task.control, task.begin)
      task.mayPublish()
    } catch (error) {
      await discardStage(stage)
      throw error
    }
    const computed = performance.now()
    const { manifest, manifestSha256, metrics, tradesOpened, timings } = performed
    const about = { createdBy, synthetic: dataset.synthetic, completedAt: millis(Date.now()) }
    const row = {
      manifest,
      manifestSha256,
      startedAt,
      tradesOpened,
      summary: summarise(manifest, metrics, about),
    }
    const first = await publish(home.runs, stage, row, notedRuns(store, journal))
    index.changed()
    events.tell('run.changed', { run })
    return {
      kind: 'run',
      run,
      reused: !first,
      timings: {
        load: rounded(loaded - asked),
        engine: rounded(timings.engine),
        publish: rounded(timings.write + performance.now() - computed),
      },
    }
  }

  /** A damaged run is moved aside, so that the same question computes it anew. */
  async #isThere(run: RunId): Promise<boolean> {
    const { runs, home, shelf, journal } = this.#needs
    if (runs.find(run) === null) return false
    // What was read before says nothing about what is on the disk now.
    shelf.forget(run)
    try {
      const shelved = await this.take(run)
      await Promise.all([
        shelved.metrics(),
        shelved.timeline(),
        shelved.equity(),
        shelved.trades(),
        shelved.decisions(),
        shelved.fills(),
      ])
      return true
    } catch (error) {
      if (!(error instanceof Problem) || !['ARTIFACT_MISSING', 'ARTIFACT_TAMPERED'].includes(error.code))
        throw error
      shelf.forget(run)
      await setAside(home.runs, run, runs)
      journal.tell({ event: 'run_repaired', operation: null, run, facts: { code: error.code } })
      return false
    }
  }

  #row(run: RunId) {
    const row = this.#needs.runs.find(run)
    if (row !== null) return row
    throw new Problem(
      'RUN_NOT_FOUND',
      { text: run.slice(0, 80) },
      'There is no such run here.',
      'List the runs to see those there are.',
    )
  }
}

interface Commission {
  readonly identity: Identity
  readonly inputs: RunInputs
  readonly dataset: Dataset
  readonly series: Promise<CandleSeries>
  /** The dataset's own candles, where the run's are made from them. */
  readonly finer: Promise<CandleSeries> | null
}

/** Only orders that rest in the market make anyone look inside a candle. */
function isMagnified({ timeframe, settings, strategy, params }: RunInputs, dataset: Dataset): boolean {
  if (!settings.fills.magnify || timeframe === dataset.timeframe) return false
  return restsInMarket(findStrategy(strategy.id).plan(params).setups, settings.bracket)
}

function toInputs(request: RunRequest, dataset: Dataset): RunInputs {
  const strategy = findStrategy(request.strategy)
  const { from = null, to = null } = request
  if (from !== null && to !== null && from >= to) {
    throw new Problem(
      'CONFIG_INVALID',
      { field: 'to' },
      'The window ends before it begins.',
      'Choose a later end.',
    )
  }
  return {
    schema: 1,
    engine: ENGINE,
    strategy: { id: strategy.id, version: strategy.version },
    params: parseParams(strategy, request.params ?? {}),
    datasets: [dataset.datasetId],
    timeframe: request.timeframe ?? dataset.timeframe,
    window: { from, to },
    settings: completeSettings(request.settings, productOf(dataset.symbol)),
    skipVolumeFilter: request.skipVolumeFilter ?? false,
    journal: request.journal ?? 'events',
  }
}

const sourceOf = ({ datasetId, source, quality }: Dataset): RunSource => ({
  datasetId,
  name: source.name,
  sha256: source.sha256,
  quality,
})

const rounded = (ms: number): number => Math.round(ms * 10) / 10

function kept<T>(
  cache: WeakMap<ShelvedRun, Promise<T>>,
  run: ShelvedRun,
  make: () => Promise<T>,
): Promise<T> {
  const there = cache.get(run)
  if (there !== undefined) return there
  const made = make()
  cache.set(run, made)
  made.catch(() => cache.delete(run))
  return made
}
