/** What stops things from being begun, as the host says it; and the switch that a trader has for it. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '../../shared/contract.ts'
import type { ProblemShape } from '../../shared/problem.ts'
import type { Safety } from '../../shared/safety.ts'
import { problemOf } from './loaded.ts'

export interface SafetyState {
  /** null until the host has said it. */
  readonly safety: Safety | null
  readonly trouble: ProblemShape | null
  readonly read: () => Promise<void>
  readonly flip: (engaged: boolean, reason: string) => Promise<void>
}

export function safetyStore(client: Client): StoreApi<SafetyState> {
  const store = createStore<SafetyState>((set) => {
    const guarded = async (work: () => Promise<void>) => {
      try {
        await work()
        set({ trouble: null })
      } catch (thrown) {
        set({ trouble: problemOf(thrown) })
      }
    }
    const read = async () => set({ safety: await client.ask('safety.read', {}) })
    return {
      safety: null,
      trouble: null,
      read: () => guarded(read),
      flip: (engaged, reason) =>
        guarded(async () => {
          await client.ask('killSwitch.set', { engaged, reason })
          await read()
        }),
    }
  })
  client.on('safety.changed', (safety) => store.setState({ safety }))
  void store.getState().read()
  return store
}
