/** The run being written and the one being made from it. The draft outlives both its runs and its screen. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { OperationId, RunId } from '../../shared/brand.ts'
import type { Client } from '../../shared/contract.ts'
import { isOver } from '../../shared/operation.ts'
import type { ProblemShape } from '../../shared/problem.ts'
import type { RunRequest } from '../../shared/run.ts'
import { type Draft, EMPTY_DRAFT } from './draft.ts'
import { problemOf } from './loaded.ts'
import type { OperationsState } from './operations.ts'

export type RunPhase =
  | { readonly is: 'writing' }
  | { readonly is: 'starting' }
  | { readonly is: 'running'; readonly operation: OperationId }
  | { readonly is: 'refused'; readonly because: ProblemShape }
  | { readonly is: 'cancelled' }

export interface NewRunState {
  readonly draft: Draft
  readonly phase: RunPhase
  readonly change: (part: Partial<Draft>) => void
  readonly start: (request: RunRequest) => Promise<void>
  readonly cancel: () => void
}

/** `finished` hears of a run that can be opened, and whether it had been there before. */
export function newRunStore(
  client: Client,
  operations: StoreApi<OperationsState>,
  finished: (run: RunId, reused: boolean) => void,
): StoreApi<NewRunState> {
  return createStore<NewRunState>((set, get) => ({
    draft: EMPTY_DRAFT,
    phase: { is: 'writing' },
    change(part) {
      const { draft, phase } = get()
      // What was refused was the draft before this change.
      const settled = phase.is === 'refused' || phase.is === 'cancelled'
      set({ draft: { ...draft, ...part }, phase: settled ? { is: 'writing' } : phase })
    },
    async start(request) {
      const { phase } = get()
      if (phase.is === 'starting' || phase.is === 'running') return
      set({ phase: { is: 'starting' } })
      try {
        const { operation, run, reused } = await client.ask('run.start', request)
        set({ phase: { is: 'running', operation } })
        const ended = await operations.getState().settled(operation)
        if (ended.state === 'succeeded') {
          set({ phase: { is: 'writing' } })
          finished(run, reused)
        } else if (ended.state === 'cancelled') set({ phase: { is: 'cancelled' } })
        else set({ phase: { is: 'refused', because: ended.problem ?? problemOf(null) } })
      } catch (thrown) {
        set({ phase: { is: 'refused', because: problemOf(thrown) } })
      }
    },
    cancel() {
      const { phase } = get()
      if (phase.is !== 'running') return
      const operation = operations.getState().known.get(phase.operation)
      if (operation !== undefined && isOver(operation)) return
      // The operation says itself how it ended; one that is over by now needs no answer.
      client.ask('operation.cancel', { operation: phase.operation }).catch(() => undefined)
    },
  }))
}
