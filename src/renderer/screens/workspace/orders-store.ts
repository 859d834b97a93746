/** All orders of a run: what became of each, and of those that did not fill, why. Read when first looked at. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RunId } from '../../../shared/brand.ts'
import type { Client } from '../../../shared/contract.ts'
import type { OrderRecord } from '../../../shared/order.ts'
import { type Loaded, WAITING, latest } from '../../state/loaded.ts'

export type OrderFilter = 'all' | 'filled' | 'refused'

export interface OrdersState {
  readonly orders: Loaded<readonly OrderRecord[]>
  readonly filter: OrderFilter
  readonly load: () => Promise<void>
  readonly show: (filter: OrderFilter) => void
}

const PAGE = 1000

/** Everything that did not do what it was made for. */
export const isRefused = ({ code, state }: OrderRecord): boolean =>
  code !== null || (state !== 'filled' && state !== 'part-filled' && state !== 'waiting')

export const ordersFor = (orders: readonly OrderRecord[], filter: OrderFilter): readonly OrderRecord[] =>
  filter === 'all' ? orders : orders.filter((order) => isRefused(order) === (filter === 'refused'))

export function ordersStore(client: Client, run: RunId): StoreApi<OrdersState> {
  async function read(): Promise<readonly OrderRecord[]> {
    const held: OrderRecord[] = []
    for (;;) {
      const { orders, total } = await client.ask('run.orders', { run, first: held.length + 1, most: PAGE })
      held.push(...orders)
      if (held.length >= total || orders.length === 0) return held
    }
  }
  return createStore<OrdersState>((set) => {
    const tell = latest<readonly OrderRecord[]>((orders) => set({ orders }))
    return {
      orders: WAITING,
      filter: 'all',
      load: () => tell(read()),
      show: (filter) => set({ filter }),
    }
  })
}
