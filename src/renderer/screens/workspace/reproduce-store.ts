/** Computing a run again: how far it is, and whether every byte came out the same. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { OperationId, RunId } from '../../../shared/brand.ts'
import type { Client } from '../../../shared/contract.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import type { Verification } from '../../../shared/proof.ts'
import { problemOf } from '../../state/loaded.ts'
import type { OperationsState } from '../../state/operations.ts'

export type ReproducePhase =
  | { readonly is: 'unasked' }
  | { readonly is: 'computing'; readonly operation: OperationId | null }
  | { readonly is: 'answered'; readonly found: Verification }
  | { readonly is: 'refused'; readonly because: ProblemShape }

export interface ReproduceState {
  readonly phase: ReproducePhase
  readonly reproduce: () => Promise<void>
  /** Makes a damaged run again from its own manifest, then looks once more. */
  readonly repair: () => Promise<void>
}

export function reproduceStore(
  client: Client,
  run: RunId,
  operations: StoreApi<OperationsState>,
): StoreApi<ReproduceState> {
  return createStore<ReproduceState>((set, get) => {
    const follow = async (starting: Promise<{ operation: OperationId }>) => {
      set({ phase: { is: 'computing', operation: null } })
      const { operation } = await starting
      set({ phase: { is: 'computing', operation } })
      const ended = await operations.getState().settled(operation)
      if (ended.problem !== null) throw ended.problem
      return ended
    }
    const attempt = async (deed: () => Promise<void>) => {
      try {
        await deed()
      } catch (thrown) {
        set({ phase: { is: 'refused', because: isShape(thrown) ? thrown : problemOf(thrown) } })
      }
    }
    return {
      phase: { is: 'unasked' },
      reproduce: () =>
        attempt(async () => {
          const { result } = await follow(client.ask('run.verify', { run }))
          set({ phase: result?.kind === 'verify' ? { is: 'answered', found: result } : { is: 'unasked' } })
        }),
      repair: () =>
        attempt(async () => {
          await follow(client.ask('run.repair', { run })).catch((thrown: unknown) => {
            // One that failed is put right by failing in the same way again.
            if (!isShape(thrown) || thrown.details['run'] !== run) throw thrown
          })
          await get().reproduce()
        }),
    }
  })
}

/** What an operation ended with is told as it is. */
const isShape = (thrown: unknown): thrown is ProblemShape =>
  typeof thrown === 'object' && thrown !== null && !(thrown instanceof Error) && 'code' in thrown

/** One sentence for what was found. */
export function verdict({ identical, notRecomputed, failure, differences }: Verification): string {
  if (identical && failure !== undefined)
    return 'Computed again: it failed in the same way, and every byte is the same.'
  if (identical) return 'Computed again: every byte is the same.'
  if (differences.length > 0) {
    const many = differences.length
    return many === 1 ? 'One file is not what it should be.' : `${many} files are not what they should be.`
  }
  switch (notRecomputed) {
    case 'engine':
      return 'Every file is as it was written. Another version of the engine made it, so it can not be computed again here.'
    case 'candles':
      return 'Every file is as it was written. Its candles are not here, so it can not be computed again.'
    default:
      return 'Every file is as it was written.'
  }
}

export const DIFFERENCE = {
  missing: 'is gone',
  changed: 'is not as it was written',
  different: 'is as it was written, but comes out otherwise now',
} as const
