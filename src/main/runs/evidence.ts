/** What a run is measured by, as plain numbers: the account's, and each symbol's share of it. */
import type { SymbolFigures } from '../../shared/metrics.ts'
import type { RunInputs, TradeRecord } from '../../shared/run.ts'
import { MONEY_DECIMALS } from '../engine/exact.ts'
import type { Part, ReplayedTogether } from '../engine/together.ts'
import { benchmarkReturnPct, type Evidence } from '../metrics/index.ts'
import { candleLength } from './candle-length.ts'

export function evidenceOf(inputs: RunInputs, replayed: ReplayedTogether, perYear: number): Evidence {
  const { parts, time } = replayed
  const takerBps = Number(inputs.settings.fees.takerBps)
  const last = time.at(-1) ?? 0
  const candleMs = candleLength(inputs.timeframe, last)
  return {
    capital: toAmount(replayed.capital),
    equity: toAmounts(replayed.equity),
    adverse: toAmounts(replayed.adverse),
    openTimes: time,
    candleMs,
    trades: parts.length === 1 ? replayed.trades() : inOrderOfExit(replayed.trades()),
    quoteIncrement: Number(parts[0]?.quoteIncrement ?? 0),
    quoteIncrements: new Map(
      parts.map(({ series, quoteIncrement }) => [series.symbol, Number(quoteIncrement)]),
    ),
    periodsPerYear: perYear,
    ambiguousCandles: replayed.ambiguousCandles,
    // Equal parts, each bought at its own first open.
    benchmarkReturnPct: mean(parts.map((part) => heldThrough(part, takerBps))),
    evaluatedMs: parts.reduce((sum, part) => sum + last + candleMs - firstOpenOf(part), 0),
  }
}

export const symbolFigures = ({ parts, trades, capital }: ReplayedTogether): readonly SymbolFigures[] =>
  parts.map(({ series: { symbol }, net }) => ({
    symbol,
    closedTrades: trades().filter((trade) => trade.symbol === symbol && trade.netPnl !== null).length,
    netProfit: toAmount(net),
    netProfitPct: (100 * toAmount(net)) / toAmount(capital),
  }))

/** A losing streak of an account is one of results as they came in. Those still open come last. */
function inOrderOfExit(trades: readonly TradeRecord[]): readonly TradeRecord[] {
  const key = ({ exitTime }: TradeRecord) => exitTime ?? '~'
  return trades.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.trade - b.trade))
}

function heldThrough({ series, evaluated: { first, end } }: Part, takerBps: number): number {
  const price = 10 ** series.priceDecimals
  return benchmarkReturnPct({
    firstOpen: (series.open[first] ?? 0) / price,
    lastClose: (series.close[end - 1] ?? 0) / price,
    takerBps,
  })
}

const firstOpenOf = ({ series, evaluated }: Part): number => series.time[evaluated.first] ?? 0

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** The double nearest to an exact amount, for statistics only. */
export const toAmount = (scaled: bigint): number => Number(scaled) / 10 ** MONEY_DECIMALS

// Plain loops: the `from` of a typed array takes ten times as long for a million values.
function toAmounts(scaled: BigInt64Array): Float64Array {
  const amounts = new Float64Array(scaled.length)
  for (let row = 0; row < scaled.length; row++) amounts[row] = toAmount(scaled[row] ?? 0n)
  return amounts
}
