import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '../../shared/contract.ts'
import type { RunSummary } from '../../shared/run.ts'
import { latest, type Loaded, WAITING } from './loaded.ts'

/** One answer of a few hundred kilobytes, and more rows than anyone scrolls through. */
export const PAGE_ROWS = 500

export interface RunsPage {
  readonly runs: readonly RunSummary[]
  readonly total: number
}

export interface RunsState {
  /** From 0, the newest runs. */
  readonly page: number
  readonly list: Loaded<RunsPage>
  readonly read: () => Promise<void>
  readonly turn: (page: number) => Promise<void>
}

/** The run list, a page at a time. A page stays on screen until its successor is here. */
export function runsStore(client: Client): StoreApi<RunsState> {
  const store = createStore<RunsState>((set, get) => {
    const show = latest<RunsPage & { page: number }>((loaded) =>
      set(loaded.is === 'ready' ? { list: loaded, page: loaded.value.page } : { list: loaded }),
    )
    const fetchPage = (page: number) =>
      show(
        client
          .ask('run.list', { limit: PAGE_ROWS, offset: page * PAGE_ROWS })
          .then((answer) => ({ ...answer, page })),
      )
    return { page: 0, list: WAITING, read: () => fetchPage(get().page), turn: fetchPage }
  })
  client.on('run.changed', () => void store.getState().read())
  void store.getState().read()
  return store
}
