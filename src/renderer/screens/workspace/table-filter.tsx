import { useStore } from 'zustand'
import { EXIT_REASONS } from '../../../shared/run.ts'
import { Choice } from '../../parts/choice.tsx'
import { count } from '../../parts/format.ts'
import { isRefused, type OrderFilter } from './orders-store.ts'
import type { RunStores } from './run-tabs.tsx'
import { passes, type TradeFilter } from './trades-store.ts'

const TRADE_TITLES: Record<TradeFilter, string> = {
  all: 'All trades',
  won: 'Won',
  lost: 'Lost',
  long: 'Long',
  short: 'Short',
  ambiguous: 'Ambiguous',
  stop: 'Closed by stop',
  target: 'Closed by target',
  signal: 'Closed by signal',
  trailing: 'Closed by trailing stop',
  time: 'Closed by time',
  'end-of-data': 'Closed by end of data',
  kill: 'Closed by kill',
}
const TRADE_FILTERS: readonly TradeFilter[] = [
  'all',
  'won',
  'lost',
  'long',
  'short',
  'ambiguous',
  ...EXIT_REASONS,
]

/** Only what there is can be chosen; "Ambiguous" always can, for its 0 is an answer. */
export function TradesFilter({ stores }: { readonly stores: RunStores }) {
  const { trades, filter, show } = useStore(stores.trades)
  const options = TRADE_FILTERS.map((value) => ({
    value,
    many: value === 'all' ? trades.length : trades.filter((trade) => passes(trade, value)).length,
  }))
  return (
    <Choice
      label="Show trades"
      value={filter}
      options={options
        .filter(({ value, many }) => many > 0 || value === 'all' || value === 'ambiguous' || value === filter)
        .map(({ value, many }) => ({ value, title: `${TRADE_TITLES[value]} ${count(many)}` }))}
      change={show}
    />
  )
}

const ORDER_TITLES: Record<OrderFilter, string> = {
  all: 'All orders',
  filled: 'Filled',
  refused: 'Not filled',
}

export function OrdersFilter({ stores }: { readonly stores: RunStores }) {
  const { orders, filter, show } = useStore(stores.orders)
  const known = orders.is === 'ready' ? orders.value : []
  const refused = known.filter(isRefused).length
  const many: Record<OrderFilter, number> = {
    all: known.length,
    filled: known.length - refused,
    refused,
  }
  return (
    <Choice
      label="Show orders"
      value={filter}
      options={(['all', 'filled', 'refused'] as const).map((value) => ({
        value,
        title: `${ORDER_TITLES[value]} ${count(many[value])}`,
      }))}
      change={show}
    />
  )
}
