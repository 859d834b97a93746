/**
 * Everything that is shown of runs that are there: each read from its artifacts, and what takes long to
 * make of them made once, by a worker where it would hold up the window.
 */
import type { RunId } from '../../shared/brand.ts'
import { Problem } from '../../shared/problem.ts'
import type { DecisionRecord, EquityCurve, Marker, RunDetails } from '../../shared/run.ts'
import { TIMELINE } from '../runs/artifacts.ts'
import { thinned } from '../runs/equity-curve.ts'
import { bySymbol, type Lines, type LinesOf } from '../runs/lines-of.ts'
import { collectMarkers, hiddenAmong, markersBetween, type Marks } from '../runs/markers.ts'
import { isDamage, type Shelf, type ShelvedRun } from '../runs/shelf.ts'
import type { RunTable } from '../store/runs.ts'
import { Control } from './control.ts'
import type { Home } from './home.ts'
import type { JobInput, JobResult, TimelinePage } from './jobs/jobs.ts'
import type { Pool } from './pool.ts'

/** A longer document would hold up the window while it is parsed. */
const MOST_PARSED_HERE = 2 * 1024 * 1024

interface Needs {
  readonly home: Home
  readonly runs: RunTable
  readonly shelf: Shelf
  /** For what is looked at: it never waits behind a long replay. */
  readonly reader: Pool
}

export class KeptRuns {
  readonly #needs: Needs
  readonly #curves = new WeakMap<ShelvedRun, Promise<EquityCurve>>()
  readonly #markers = new WeakMap<ShelvedRun, Promise<Marks>>()
  readonly #symbols = new WeakMap<ShelvedRun, Promise<LinesOf<DecisionRecord>>>()

  constructor(needs: Needs) {
    this.#needs = needs
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

/** Kept as long as the run itself is, and made again where making it failed. */
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
