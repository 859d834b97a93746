/**
 * Whether a run is what it says: computed again and compared, on this machine or on the one it is handed
 * to. Nothing here changes a run; what is found damaged is put on record.
 */
import type { OperationId, RunId } from '../../shared/brand.ts'
import { Problem } from '../../shared/problem.ts'
import type { NotRecomputed, RunDiff, Verification } from '../../shared/proof.ts'
import type { RunInputs } from '../../shared/run.ts'
import { ENGINE } from '../engine/version.ts'
import { readManifest } from '../runs/inspect.ts'
import type { RunMarket } from '../runs/perform.ts'
import { discardStage, openStage, runFolder } from '../runs/publish.ts'
import { isDamage, type Shelf } from '../runs/shelf.ts'
import type { CandleCache } from './candle-cache.ts'
import { Control } from './control.ts'
import { type DamageRooms, noteFound } from './damage.ts'
import type { Home } from './home.ts'
import type { KeptRuns } from './kept-runs.ts'
import type { Operations, Task } from './operations.ts'
import type { Pool } from './pool.ts'
import { loadMarkets, namedDatasets } from './run-markets.ts'

interface Needs extends DamageRooms {
  readonly home: Home
  readonly pool: Pool
  readonly reader: Pool
  readonly candles: CandleCache
  readonly operations: Operations
  readonly shelf: Shelf
  readonly kept: KeptRuns
}

export class RunProof {
  readonly #needs: Needs

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /** Starts it and answers at once. */
  verify(run: RunId): OperationId {
    const { kept, operations } = this.#needs
    const manifestSha256 = kept.manifestSha256(run)
    return operations.start('check', `Verify run ${run.slice(0, 12)}`, async (task) => {
      const verified = await this.#verify(run, manifestSha256, task)
      noteFound(this.#needs, verified)
      return { kind: 'verify', ...verified }
    }).id
  }

  async diff(run: RunId, other: RunId): Promise<RunDiff> {
    const { home, reader, kept } = this.#needs
    const registered = (id: RunId) => ({ run: id, manifestSha256: kept.manifestSha256(id) })
    const pair = [registered(run), registered(other)] as const
    return reader.run('run.diff', { runs: home.runs, pair }, new Control())
  }

  async #verify(run: RunId, manifestSha256: string, task: Task): Promise<Verification> {
    const { home, pool, shelf } = this.#needs
    const kept = { run, folder: runFolder(home.runs, run), manifestSha256 }
    // What is on the disk now is what counts, not what was read before.
    shelf.forget(run)
    const read = await readManifest(home.runs, run)
    const source = read?.sha256 === manifestSha256 ? await this.#source(read.manifest.inputs) : 'manifest'
    if (typeof source === 'string') {
      return pool.run('run.inspect', { ...kept, notRecomputed: source }, task.control, task.begin)
    }
    const stage = await openStage(home.runs)
    try {
      return await pool.run('run.verify', { ...kept, markets: source, stage }, task.control, task.begin)
    } finally {
      await discardStage(stage)
    }
  }

  /** The candles to compute it from, or why it can not be computed here. */
  async #source(inputs: RunInputs): Promise<readonly RunMarket[] | NotRecomputed> {
    if (inputs.engine !== ENGINE) return 'engine'
    const { candles } = this.#needs
    try {
      return await loadMarkets(candles, inputs, namedDatasets(candles, inputs))
    } catch (error) {
      if (isDamage(error) || (error instanceof Problem && error.code === 'DATASET_NOT_FOUND'))
        return 'candles'
      throw error
    }
  }
}
