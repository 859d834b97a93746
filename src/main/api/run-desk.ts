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
import { TIMELINE } from '../runs/artifacts.ts'
import { thinned } from '../runs/equity-curve.ts'
import { type Identity, identify } from '../runs/identity.ts'
import { collectMarkers, markersBetween } from '../runs/markers.ts'
import type { Performed, RunSource } from '../runs/perform.ts'
import { DAMAGED, discardStage, openStage, publish, setAside } from '../runs/publish.ts'
import { isDamage, type Shelf, type ShelvedRun } from '../runs/shelf.ts'
import { summarise } from '../runs/summary.ts'
import type { RunTable } from '../store/runs.ts'
import { findStrategy } from '../strategies/index.ts'
import type { CandleCache } from './candle-cache.ts'
import type { JobInput, JobResult, TimelinePage } from './jobs/jobs.ts'
import { Control } from './control.ts'
import { doubtAbout } from './doubt.ts'
import type { EventHub } from './events.ts'
import type { Home } from './home.ts'
import type { Operations, Task } from './operations.ts'
import type { Pool } from './pool.ts'
import type { RunIndex } from './run-index.ts'
import { kept } from './kept.ts'
import { onlyDataset, refuseOtherEngine } from './run-origin.ts'
import { completeSettings } from './settings-input.ts'

/** A longer document would hold up the window while it is parsed. */
const MOST_PARSED_HERE = 2 * 1024 * 1024

interface Needs {
  readonly home: Home
  readonly runs: RunTable
  readonly shelf: Shelf
  readonly candles: CandleCache
  readonly pool: Pool
  /** For what is looked at: it never waits behind a long replay. */
  readonly reader: Pool
  readonly operations: Operations
  readonly events: EventHub
  readonly index: RunIndex
  readonly createdBy: string
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
  /** Set when the disk failed in a way that leaves open what is on it. */
  #doubt: Problem | null = null
  readonly #curves = new WeakMap<ShelvedRun, Promise<EquityCurve>>()
  readonly #markers = new WeakMap<ShelvedRun, Promise<Marker[]>>()

  constructor(needs: Needs) {
    this.#needs = needs
  }

  async start(request: RunRequest): Promise<Started> {
    const dataset = this.#needs.candles.dataset(request.dataset)
    return this.#commission(toInputs(request, dataset), dataset)
  }

  /** The same run once more, from its own manifest: where it is damaged, it is put right. */
  async repair(run: RunId): Promise<Started> {
    const { shelf, candles } = this.#needs
    shelf.forget(run)
    const { inputs } = (await this.take(run)).manifest
    refuseOtherEngine(inputs)
    return this.#commission(inputs, candles.dataset(onlyDataset(inputs)))
  }

  async #commission(inputs: RunInputs, dataset: Dataset): Promise<Started> {
    const { candles, operations } = this.#needs
    if (this.#doubt !== null) throw this.#doubt
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
    const { id } = operations.start('run', title, (task) =>
      this.#perform({ identity, inputs, dataset, series, finer }, task).finally(() =>
        this.#underWay.delete(run),
      ),
    )
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
    const curve = await kept(this.#curves, shelved, () => this.#elsewhere(shelved, 'run.curve', {}))
    return thinned(curve, from, to, most)
  }

  async timeline(run: RunId, first: number, most: number): Promise<TimelinePage> {
    const shelved = await this.take(run)
    const bytes = shelved.manifest.artifacts.find(({ name }) => name === TIMELINE)?.bytes ?? 0
    if (bytes > MOST_PARSED_HERE) return this.#elsewhere(shelved, 'run.timeline', { first, most })
    const { events } = await shelved.timeline()
    return { events: events.slice(first, first + most), total: events.length }
  }

  async markers(run: RunId, from: number, to: number, most: number): Promise<Marker[]> {
    const shelved = await this.take(run)
    const all = await kept(this.#markers, shelved, async () => collectMarkers((await shelved.trades()).all()))
    return markersBetween(all, from, to, most)
  }

  /** Read by a worker; damage that it finds is heard of like any other. */
  async #elsewhere<J extends 'run.curve' | 'run.timeline'>(
    shelved: ShelvedRun,
    job: J,
    more: Omit<JobInput<J>, 'runs' | 'run' | 'manifestSha256'>,
  ): Promise<JobResult<J>> {
    const { home, reader } = this.#needs
    const run = shelved.manifest.runId
    const input = { runs: home.runs, run, manifestSha256: this.manifestSha256(run), ...more }
    try {
      return await reader.run(job, input as JobInput<J>, new Control())
    } catch (error) {
      if (isDamage(error)) shelved.damaged(error)
      throw error
    }
  }

  async #perform(
    { identity, inputs, dataset, series, finer }: Commission,
    task: Task,
  ): Promise<OperationResult> {
    const { home, pool, runs, events, index, createdBy } = this.#needs
    const run = identity.runId
    const asked = performance.now()
    const startedAt = Date.now()
    const [candles, inside] = await Promise.all([series, finer])
    const loaded = performance.now()
    const stage = await openStage(home.runs)
    let performed: Performed
    try {
      const job = { identity, inputs, series: candles, finer: inside, source: sourceOf(dataset), stage }
      performed = await pool.run('run.perform', job, task.control, task.begin)
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
    const first = await publish(home.runs, stage, row, runs).catch((error: unknown) => {
      this.#doubt ??= doubtAbout(error)
      throw error
    })
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
    const { runs, home, shelf } = this.#needs
    if (runs.find(run) === null) return false
    try {
      await shelf.inspect(run, this.manifestSha256(run))
      return true
    } catch (error) {
      if (!isDamage(error)) throw error
      await setAside(home.runs, run, DAMAGED)
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
export function isMagnified({ timeframe, settings, strategy, params }: RunInputs, dataset: Dataset): boolean {
  if (!settings.fills.magnify || timeframe === dataset.timeframe) return false
  return restsInMarket(findStrategy(strategy.id).plan(params).setups, settings.bracket)
}

export function toInputs(request: RunRequest, dataset: Dataset): RunInputs {
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
