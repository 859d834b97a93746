import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '../../shared/contract.ts'
import type { Dataset } from '../../shared/dataset.ts'
import { latest, type Loaded, WAITING } from './loaded.ts'

export interface DatasetsState {
  readonly list: Loaded<readonly Dataset[]>
  readonly read: () => Promise<void>
}

/** The library as the host has it, newest import first. */
export function datasetsStore(client: Client): StoreApi<DatasetsState> {
  const store = createStore<DatasetsState>((set) => {
    const show = latest<readonly Dataset[]>((list) => set({ list }))
    return {
      list: WAITING,
      read: () => show(client.ask('dataset.list', {}).then(({ datasets }) => newestFirst(datasets))),
    }
  })
  client.on('dataset.changed', () => void store.getState().read())
  void store.getState().read()
  return store
}

const newestFirst = (datasets: readonly Dataset[]): readonly Dataset[] =>
  datasets.toSorted((a, b) => b.importedAt - a.importedAt)
