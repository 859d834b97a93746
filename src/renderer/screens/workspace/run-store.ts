/** One run as its artifacts tell it. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RunId } from '../../../shared/brand.ts'
import type { Client } from '../../../shared/contract.ts'
import type { RunDetails } from '../../../shared/run.ts'
import { type Loaded, WAITING, latest } from '../../state/loaded.ts'

interface RunState {
  readonly details: Loaded<RunDetails>
  readonly read: () => Promise<void>
}

export function runStore(client: Client, run: RunId): StoreApi<RunState> {
  return createStore<RunState>((set) => {
    const show = latest<RunDetails>((details) => set({ details }))
    return { details: WAITING, read: () => show(client.ask('run.read', { run })) }
  })
}
