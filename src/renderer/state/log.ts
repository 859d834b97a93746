import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '../../shared/contract.ts'
import type { LogLine } from '../../shared/safety.ts'
import { latest, type Loaded, WAITING } from './loaded.ts'

export interface LogState {
  readonly lines: Loaded<readonly LogLine[]>
  readonly read: () => Promise<void>
}

const MOST = 200

/** The newest lines of the host's log; read when somebody looks, and not before. */
export function logStore(client: Client): StoreApi<LogState> {
  return createStore<LogState>((set) => {
    const show = latest<readonly LogLine[]>((lines) => set({ lines }))
    return {
      lines: WAITING,
      read: () => show(client.ask('log.read', { most: MOST }).then(({ lines }) => lines)),
    }
  })
}
