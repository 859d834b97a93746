/**
 * Where runs are asked for: the request becomes inputs, the inputs a name, and a name that is taken
 * is answered with what is there. The work itself is done by a worker and published here.
 */
import { millis, type OperationId, type RunId } from '../../shared/brand.ts'
import type { Dataset } from '../../shared/dataset.ts'
import type { OperationResult } from '../../shared/operation.ts'
import { Problem } from '../../shared/problem.ts'
import {
  capitalOf,
  type DecisionRecord,
  type EquityCurve,
  type Marker,
  type RunDetails,
  type RunInputs,
  type RunRequest,
} from '../../shared/run.ts'
import { inShort } from '../../shared/symbols.ts'
import { equityCurve, thinned } from '../runs/equity-curve.ts'
import { type Identity, identify } from '../runs/identity.ts'
import { collectMarkers, hiddenAmong, markersBetween, type Marks } from '../runs/markers.ts'
import { bySymbol, type Lines, type LinesOf } from '../runs/lines-of.ts'
import type { Performed, RunMarket, RunSource } from '../runs/perform.ts'
import { commit } from '../runs/commit.ts'
import { discardStage, openStage, setAside } from '../runs/publish.ts'
import { dropRecords } from '../runs/records.ts'
import type { Shelf, ShelvedRun } from '../runs/shelf.ts'
import { summarise } from '../runs/summary.ts'
import type { RecordTables } from '../store/records.ts'
import type { RunTable } from '../store/runs.ts'
import type { CandleCache } from './candle-cache.ts'
import type { EventHub } from './events.ts'
import type { Home } from './home.ts'
import type { Log } from './log.ts'
import type { Operations, Task } from './operations.ts'
import type { Pool } from './pool.ts'
import type { RunIndex } from './run-index.ts'
import { datasetsOf, isMagnified, toInputs } from './run-inputs.ts'

interface Needs {
  readonly home: Home
  readonly runs: RunTable
  readonly records: RecordTables
  readonly log: Log
  readonly shelf: Shelf
  readonly candles: CandleCache
  readonly pool: Pool
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
  readonly #curves = new WeakMap<ShelvedRun, Promise<EquityCurve>>()
  readonly #markers = new WeakMap<ShelvedRun, Promise<Marks>>()
  readonly #symbols = new WeakMap<ShelvedRun, Promise<LinesOf<DecisionRecord>>>()

  constructor(needs: Needs) {
    this.#needs = needs
  }

  async start(request: RunRequest): Promise<Started> {
    const { candles, operations } = this.#needs
    const datasets = datasetsOf(request.datasets.map((id) => candles.dataset(id)))
    const inputs = toInputs(request, datasets)
    const identity = identify(inputs)
    const { runId: run } = identity
    const symbols = inShort(datasets.map(({ symbol }) => symbol))
    const title = `${symbols} ${inputs.timeframe} ${inputs.strategy.id}`

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
    const markets = Promise.all(datasets.map((dataset) => this.#market(inputs, dataset)))
    // What goes wrong with them is told by the operation.
    markets.catch(() => {})
    const synthetic = datasets.some((dataset) => dataset.synthetic)
    const { id } = operations.start('run', title, (task) =>
      this.#perform({ identity, inputs, markets, synthetic }, task).finally(() => this.#underWay.delete(run)),
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
      interval: measured.interval ?? null,
      ...(measured.symbols === undefined ? {} : { symbols: measured.symbols }),
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
      equityCurve(await shelved.equity(), capitalOf(shelved.manifest)),
    )
    return thinned(curve, from, to, most)
  }

  /** Of one symbol, or of all; those of a run's only symbol don't name it. */
  async decisions(run: RunId, symbol: string | null): Promise<Lines<DecisionRecord>> {
    const shelved = await this.take(run)
    const all = await shelved.decisions()
    if (symbol === null || shelved.manifest.datasets.length === 1) return all
    const linesOf = await kept(this.#symbols, shelved, () => bySymbol(all))
    return linesOf(symbol)
  }

  /** Of one symbol, or of all. */
  async markers(
    run: RunId,
    symbol: string | null,
    from: number,
    to: number,
    most: number,
  ): Promise<Marker[]> {
    const shelved = await this.take(run)
    const marks = await kept(this.#markers, shelved, async () => {
      const { interval } = await shelved.metrics()
      // Most runs hide nothing, and then there is nothing to look for among the fills.
      const fills = (interval?.ambiguous ?? 0) === 0 ? null : await shelved.fills()
      const hidden = fills === null ? undefined : await hiddenAmong(fills.all())
      return collectMarkers((await shelved.trades()).all(), hidden)
    })
    return markersBetween(symbol === null ? marks.all : marks.of(symbol), from, to, most)
  }

  async #market(inputs: RunInputs, dataset: Dataset): Promise<RunMarket> {
    const { candles } = this.#needs
    const [series, finer] = await Promise.all([
      candles.series(dataset, inputs.timeframe),
      isMagnified(inputs, dataset) ? candles.series(dataset, dataset.timeframe) : null,
    ])
    return { series, finer, source: sourceOf(dataset) }
  }

  async #perform({ identity, inputs, markets, synthetic }: Commission, task: Task): Promise<OperationResult> {
    const { home, pool, runs, records, shelf, events, index, log, createdBy } = this.#needs
    const run = identity.runId
    const asked = performance.now()
    const startedAt = Date.now()
    const loading = await markets
    const loaded = performance.now()
    const stage = await openStage(home.runs)
    let performed: Performed
    try {
      const job = { identity, inputs, markets: loading, stage }
      performed = await pool.run('run.perform', job, task.control, task.begin)
    } catch (error) {
      await discardStage(stage)
      // The journal went with the rest: nothing of a cancelled run is kept but this line.
      if (error instanceof Problem && error.code === 'CANCELLED') log.write('run_cancelled', { run })
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
    const first = await commit(home.runs, stage, row, { runs, records })
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

  /** A damaged run is moved aside, so that the same question computes it anew. */
  async #isThere(run: RunId): Promise<boolean> {
    const { runs, records, home, shelf } = this.#needs
    const found = runs.find(run)
    // What failed is tried again; it makes room once there is something to take its place.
    if (found === null || found.summary.state === 'failed') return false
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
        shelved.orders(),
        shelved.events(),
      ])
      return true
    } catch (error) {
      if (!(error instanceof Problem) || !['ARTIFACT_MISSING', 'ARTIFACT_TAMPERED'].includes(error.code))
        throw error
      shelf.forget(run)
      await setAside(home.runs, run, runs)
      await dropRecords(run, records)
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
  /** With the datasets' own candles, where the run's are made from them. */
  readonly markets: Promise<readonly RunMarket[]>
  readonly synthetic: boolean
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
