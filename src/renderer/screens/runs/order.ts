import type { RunSummary } from '../../../shared/run.ts'
import type { Sorting } from '../../parts/table.tsx'

/** What each column is ordered by. */
const KEYS: { readonly [column: string]: (run: RunSummary) => string | number | null } = {
  symbol: ({ symbols }) => symbols.join(),
  timeframe: ({ timeframe }) => timeframe,
  strategy: ({ strategyTitle }) => strategyTitle,
  window: ({ from }) => from,
  net: ({ netProfitPct }) => netProfitPct,
  drawdown: ({ maxDrawdownPct }) => maxDrawdownPct,
  sharpe: ({ sharpe }) => sharpe,
  trades: ({ closedTrades }) => closedTrades,
  when: ({ completedAt }) => completedAt,
}

/** A figure that does not exist is neither best nor worst: it comes last either way. */
export function sorted(runs: readonly RunSummary[], { column, descending }: Sorting): readonly RunSummary[] {
  const key = KEYS[column]
  if (key === undefined) return runs
  return runs.toSorted((a, b) => {
    const left = key(a)
    const right = key(b)
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    const order = left < right ? -1 : left > right ? 1 : 0
    return descending ? -order : order
  })
}

/** Numbers are looked at from the top, words from the beginning; a second press turns it round. */
export function nextSorting(now: Sorting, column: string): Sorting {
  if (now.column === column) return { column, descending: !now.descending }
  return { column, descending: !['symbol', 'timeframe', 'strategy', 'drawdown'].includes(column) }
}
