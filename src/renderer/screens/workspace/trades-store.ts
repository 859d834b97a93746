/** All trades of a run, a page after the other, and the order in which they are shown. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RunId } from '../../../shared/brand.ts'
import type { Client } from '../../../shared/contract.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import type { ExitReason, TradeRecord } from '../../../shared/run.ts'
import type { Sorting } from '../../parts/table.tsx'
import { problemOf } from '../../state/loaded.ts'

export interface TradesState {
  readonly phase:
    | { readonly is: 'loading' }
    | { readonly is: 'ready' }
    | { readonly is: 'refused'; readonly because: ProblemShape }
  readonly total: number
  /** In the order they were made. */
  readonly trades: readonly TradeRecord[]
  /** In the order they are shown. */
  readonly shown: readonly TradeRecord[]
  readonly sorting: Sorting
  readonly filter: TradeFilter
  readonly load: () => Promise<void>
  readonly sort: (column: string) => void
  readonly show: (filter: TradeFilter) => void
}

export type TradeFilter = 'all' | 'won' | 'lost' | 'long' | 'short' | 'ambiguous' | ExitReason

const won = ({ netPnl }: TradeRecord): boolean | null => (netPnl === null ? null : Number(netPnl) > 0)

export function passes(trade: TradeRecord, filter: TradeFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'won':
      return won(trade) === true
    case 'lost':
      return won(trade) === false
    case 'long':
    case 'short':
      return trade.side === filter
    case 'ambiguous':
      return trade.ambiguous
    default:
      return trade.exitReason === filter
  }
}

/** The trade that a time falls into; of two that meet in a candle, the later. Trades are in order of time. */
export function tradeAt(trades: readonly TradeRecord[], symbol: string, time: number): TradeRecord | null {
  let low = 0
  let high = trades.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (Date.parse(trades[middle]?.entryTime ?? '') <= time) low = middle + 1
    else high = middle
  }
  // Symbols take turns: the last of this one is not far before.
  while (low > 0 && trades[low - 1]?.symbol !== symbol) low -= 1
  const trade = trades[low - 1]
  if (trade === undefined) return null
  return trade.exitTime === null || time <= Date.parse(trade.exitTime) ? trade : null
}

const PAGE = 1000

const TRADE_KEYS = {
  trade: ({ trade }) => trade,
  symbol: ({ symbol }) => symbol,
  side: ({ side }) => side,
  entryTime: ({ entryTime }) => entryTime,
  entryPrice: ({ entryPrice }) => Number(entryPrice),
  exitTime: ({ exitTime }) => exitTime,
  exitPrice: ({ exitPrice }) => numberOf(exitPrice),
  netPnl: ({ netPnl }) => numberOf(netPnl),
  exitReason: ({ exitReason }) => exitReason,
  quantity: ({ quantity }) => Number(quantity),
  fees: ({ fees }) => Number(fees),
  mae: ({ mae }) => Number(mae),
  mfe: ({ mfe }) => Number(mfe),
} as const satisfies { readonly [column: string]: (trade: TradeRecord) => number | string | null }

type TradeKey = keyof typeof TRADE_KEYS
const isKey = (column: string): column is TradeKey => Object.hasOwn(TRADE_KEYS, column)
const numberOf = (text: string | null): number | null => (text === null ? null : Number(text))

/** What does not exist comes last, whichever way the rest is sorted. */
export function sortTrades(trades: readonly TradeRecord[], { column, descending }: Sorting): TradeRecord[] {
  const key: (trade: TradeRecord) => number | string | null = isKey(column)
    ? TRADE_KEYS[column]
    : TRADE_KEYS.trade
  return trades.toSorted((a, b) => {
    const one = key(a)
    const other = key(b)
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    const order = one < other ? -1 : one > other ? 1 : 0
    return descending ? -order : order
  })
}

export function tradesStore(client: Client, run: RunId): StoreApi<TradesState> {
  const arranged = (trades: readonly TradeRecord[], sorting: Sorting, filter: TradeFilter) =>
    sortTrades(
      trades.filter((trade) => passes(trade, filter)),
      sorting,
    )
  return createStore<TradesState>((set, get) => ({
    phase: { is: 'loading' },
    total: 0,
    trades: [],
    shown: [],
    sorting: { column: 'trade', descending: false },
    filter: 'all',
    async load() {
      set({ phase: { is: 'loading' }, trades: [], shown: [] })
      const held: TradeRecord[] = []
      try {
        for (;;) {
          const page = await client.ask('run.trades', { run, first: held.length + 1, most: PAGE })
          held.push(...page.trades)
          const done = held.length >= page.total || page.trades.length === 0
          // The first page is shown at once; sorting waits for all of them.
          if (done || held.length === page.trades.length) {
            const trades = [...held]
            const { sorting, filter } = get()
            set({ trades, total: page.total, shown: done ? arranged(trades, sorting, filter) : trades })
          }
          if (done) break
        }
        set({ phase: { is: 'ready' } })
      } catch (thrown) {
        set({ phase: { is: 'refused', because: problemOf(thrown) } })
      }
    },
    sort(column) {
      const { sorting, filter, trades } = get()
      const next = { column, descending: sorting.column === column ? !sorting.descending : false }
      set({ sorting: next, shown: arranged(trades, next, filter) })
    },
    show(filter) {
      const { sorting, trades } = get()
      set({ filter, shown: arranged(trades, sorting, filter) })
    },
  }))
}
