/**
 * Where runs are asked for: the request becomes inputs, the inputs a name, and a name that is taken
 * is answered with what is there. The work itself is done by a worker and published here.
 */
import { millis, type OperationId, type RunId } from '../../shared/brand.ts'
import type { Dataset } from '../../shared/dataset.ts'
import type { OperationResult } from '../../shared/operation.ts'
import { Problem } from '../../shared/problem.ts'
import type { RunInputs, RunRequest } from '../../shared/run.ts'
import { inShort } from '../../shared/symbols.ts'
import { commit } from '../runs/commit.ts'
import { type Identity, identify } from '../runs/identity.ts'
import type { Performed, RunMarket } from '../runs/perform.ts'
import { discardStage, openStage } from '../runs/publish.ts'
import { isDamage, type Shelf } from '../runs/shelf.ts'
import { summarise } from '../runs/summary.ts'
import type { Store } from '../store/store.ts'
import type { AuditTrail } from './audit-trail.ts'
import type { CandleCache } from './candle-cache.ts'
import { doubtAbout } from './doubt.ts'
import type { EventHub } from './events.ts'
import type { Home } from './home.ts'
import type { KeptRuns } from './kept-runs.ts'
import type { LimitBook } from './limit-book.ts'
import type { Log } from './log.ts'
import { notedRuns } from './noted-runs.ts'
import type { Operations, Task } from './operations.ts'
import type { Pool } from './pool.ts'
import type { RunIndex } from './run-index.ts'
import { datasetsOf, toInputs } from './run-inputs.ts'
import { loadMarkets, namedDatasets } from './run-markets.ts'
import { refuseOtherEngine } from './run-origin.ts'

interface Needs {
  readonly home: Home
  readonly store: Store
  readonly log: Log
  readonly shelf: Shelf
  readonly kept: KeptRuns
  readonly candles: CandleCache
  readonly pool: Pool
  readonly operations: Operations
  readonly events: EventHub
  readonly index: RunIndex
  readonly createdBy: string
  readonly limits: LimitBook
  readonly trail: AuditTrail
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

  constructor(needs: Needs) {
    this.#needs = needs
  }

  async start(request: RunRequest): Promise<Started> {
    const { candles, limits } = this.#needs
    const datasets = datasetsOf(
      request.datasets.map((id) => candles.dataset(id)),
      limits,
    )
    return this.#commission(toInputs(request, datasets), datasets, 'retry')
  }

  /** The same run once more, from its own manifest: where it is damaged, it is put right. */
  async repair(run: RunId): Promise<Started> {
    const { shelf, kept, candles } = this.#needs
    shelf.forget(run)
    const { inputs } = (await kept.take(run)).manifest
    refuseOtherEngine(inputs)
    return this.#commission(inputs, namedDatasets(candles, inputs), 'keep')
  }

  /** What failed is tried again where somebody asks for the run, and kept where it is only put right. */
  async #commission(
    inputs: RunInputs,
    datasets: readonly Dataset[],
    failed: 'retry' | 'keep',
  ): Promise<Started> {
    const { candles, operations } = this.#needs
    if (this.#doubt !== null) throw this.#doubt
    const identity = identify(inputs)
    const { runId: run } = identity
    const symbols = inShort(datasets.map(({ symbol }) => symbol))
    const title = `${symbols} ${inputs.timeframe} ${inputs.strategy.id}`

    const underWay = this.#underWay.get(run)
    if (underWay !== undefined) return { operation: underWay, run, reused: false }
    if (await this.#isThere(run, failed)) {
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
    const markets = loadMarkets(candles, inputs, datasets)
    // What goes wrong with them is told by the operation.
    markets.catch(() => {})
    const synthetic = datasets.some((dataset) => dataset.synthetic)
    const work = (task: Task) =>
      this.#perform({ identity, inputs, markets, synthetic }, task).finally(() => this.#underWay.delete(run))
    const { id } = operations.start('run', title, work, { run })
    this.#underWay.set(run, id)
    return { operation: id, run, reused: false }
  }

  async #perform({ identity, inputs, markets, synthetic }: Commission, task: Task): Promise<OperationResult> {
    const { home, pool, store, trail, limits, shelf, events, index, log, createdBy } = this.#needs
    const run = identity.runId
    const asked = performance.now()
    const startedAt = Date.now()
    const loading = await task.until(markets)
    const loaded = performance.now()
    const stage = await openStage(home.runs)
    let performed: Performed
    try {
      const job = { identity, inputs, markets: loading, stage, mostTrades: limits.value('trades') }
      performed = await pool.run('run.perform', job, task.control, task.begin)
    } catch (error) {
      await discardStage(stage)
      throw error
    }
    const computed = performance.now()
    const { manifest, manifestSha256, metrics, tradesOpened, timings, failure, journalRetries } = performed
    if (journalRetries > 0) log.write('run.journal_retried', { run, times: journalRetries })
    const about = { createdBy, synthetic, completedAt: millis(Date.now()) }
    const row = {
      manifest,
      manifestSha256,
      startedAt,
      tradesOpened,
      summary: summarise(manifest, metrics, about),
    }
    const tables = { runs: notedRuns(store, trail), records: store.records }
    const first = await commit(home.runs, stage, row, tables, task.mayPublish).catch((error: unknown) => {
      this.#doubt ??= doubtAbout(error)
      throw error
    })
    shelf.forget(run)
    index.changed()
    events.tell('run.changed', { run })
    // It is there to be looked at, and the operation ends as what it was.
    if (failure !== null) throw Problem.from({ ...failure, details: { ...failure.details, run } })
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

  /** A damaged run is computed anew, and moved aside when there is something to take its place. */
  async #isThere(run: RunId, failed: 'retry' | 'keep'): Promise<boolean> {
    const { store, shelf } = this.#needs
    const found = store.runs.find(run)
    if (found === null) return false
    try {
      await shelf.inspect(run, found.manifestSha256)
      return found.summary.state === 'succeeded' || failed === 'keep'
    } catch (error) {
      if (isDamage(error)) return false
      throw error
    }
  }
}

interface Commission {
  readonly identity: Identity
  readonly inputs: RunInputs
  /** With the datasets' own candles, where the run's are made from them. */
  readonly markets: Promise<readonly RunMarket[]>
  readonly synthetic: boolean
}

const rounded = (ms: number): number => Math.round(ms * 10) / 10
