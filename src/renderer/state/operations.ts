import { createStore, type StoreApi } from 'zustand/vanilla'
import type { OperationId } from '../../shared/brand.ts'
import type { Client } from '../../shared/contract.ts'
import { isOver, type Operation } from '../../shared/operation.ts'

/** Enough to remember everything under way and what just ended. */
const KEPT = 200

export interface OperationsState {
  readonly known: ReadonlyMap<OperationId, Operation>
  /** Resolves when the operation is over, however it ended. */
  readonly settled: (id: OperationId) => Promise<Operation>
  readonly read: () => Promise<void>
}

/** What takes time, as far as it has come. */
export function operationsStore(client: Client): StoreApi<OperationsState> {
  const store = createStore<OperationsState>((_set, get) => ({
    known: new Map(),
    async settled(id) {
      // The event may have come before the answer that named the operation, or get lost with a link.
      learn(await client.ask('operation.read', { operation: id }))
      const known = get().known.get(id)
      if (known !== undefined && isOver(known)) return known
      return new Promise((resolve) => {
        const stop = store.subscribe(({ known }) => {
          const operation = known.get(id)
          if (operation === undefined || !isOver(operation)) return
          stop()
          resolve(operation)
        })
      })
    },
    async read() {
      const under = [...get().known.values()].filter((operation) => !isOver(operation))
      const lists = await Promise.all([
        client.ask('operation.list', { state: 'running' }),
        client.ask('operation.list', { state: 'queued' }),
        ...under.map(async ({ id }) => ({
          operations: [await client.ask('operation.read', { operation: id })],
        })),
      ])
      for (const { operations } of lists) operations.forEach(learn)
    },
  }))

  const learn = (operation: Operation) => {
    const before = store.getState().known
    const held = before.get(operation.id)
    // An answer can be older than an event that overtook it: what is over stays over.
    if (held !== undefined && isOver(held) && !isOver(operation)) return
    const kept = [...before].filter(([id]) => id !== operation.id).slice(-KEPT + 1)
    store.setState({ known: new Map([...kept, [operation.id, operation]]) })
  }
  client.on('operation.changed', learn)
  store
    .getState()
    .read()
    .catch(() => undefined)
  return store
}
