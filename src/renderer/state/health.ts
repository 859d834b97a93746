import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '../../shared/contract.ts'
import type { Health } from '../../shared/health.ts'
import { latest, type Loaded, WAITING } from './loaded.ts'

export interface HealthState {
  readonly health: Loaded<Health>
  readonly read: () => Promise<void>
}

export function healthStore(client: Client): StoreApi<HealthState> {
  const store = createStore<HealthState>((set) => {
    const show = latest<Health>((health) => set({ health }))
    return { health: WAITING, read: () => show(client.ask('health.read', {})) }
  })
  void store.getState().read()
  return store
}
