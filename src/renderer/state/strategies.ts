import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '../../shared/contract.ts'
import type { StrategyCard } from '../../shared/strategy.ts'
import { latest, type Loaded, WAITING } from './loaded.ts'

export interface StrategiesState {
  readonly list: Loaded<readonly StrategyCard[]>
  readonly read: () => Promise<void>
}

export function strategiesStore(client: Client): StoreApi<StrategiesState> {
  const store = createStore<StrategiesState>((set) => {
    const show = latest<readonly StrategyCard[]>((list) => set({ list }))
    return {
      list: WAITING,
      read: () => show(client.ask('strategy.list', {}).then(({ strategies }) => strategies)),
    }
  })
  void store.getState().read()
  return store
}
