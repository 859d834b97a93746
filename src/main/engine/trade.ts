import type { CandleSeries } from '../../shared/candles.ts'
import type { ExitReason, TradeRecord } from '../../shared/run.ts'
import { type Fill, money, units } from './broker.ts'
import { textOfWhole } from './exact.ts'
import type { OpenTimes } from './open-times.ts'
import { valueOf } from './ledger.ts'
import type { Holding } from './position.ts'

export interface Exit {
  readonly fill: Fill
  readonly candle: number
  readonly reason: ExitReason
}

/** What a closed trade earned: before its fees, and after. */
export function earned({ side, entry }: Holding, exit: Fill): { gross: bigint; net: bigint } {
  const gross = side === 'long' ? exit.value - entry.value : entry.value - exit.value
  return { gross, net: gross - entry.fee - exit.fee }
}

/** A line of `trades.jsonl`; of a position still open where there is no exit. */
export function tradeRecord(
  series: CandleSeries,
  times: OpenTimes,
  holding: Holding,
  exit: Exit | null,
): TradeRecord {
  const { side, entry, highest, lowest } = holding
  const price = (ticks: number) => textOfWhole(ticks, series.priceDecimals)
  const excursion = (ticks: number) => money(valueOf(entry.quantity, ticks, series.priceDecimals))
  const up = highest - entry.ticks
  const down = entry.ticks - lowest
  const pnl = exit === null ? null : earned(holding, exit.fill)
  return {
    trade: holding.trade,
    symbol: series.symbol,
    side,
    quantity: units(entry.quantity),
    entryTime: times.of(holding.candle),
    entryPrice: price(entry.ticks),
    entryReason: 'signal',
    exitTime: exit === null ? null : times.of(exit.candle),
    exitPrice: exit === null ? null : price(exit.fill.ticks),
    exitReason: exit === null ? null : exit.reason,
    initialStop: null,
    initialRisk: null,
    fees: money(entry.fee + (exit === null ? 0n : exit.fill.fee)),
    grossPnl: pnl === null ? null : money(pnl.gross),
    netPnl: pnl === null ? null : money(pnl.net),
    mae: excursion(side === 'long' ? down : up),
    mfe: excursion(side === 'long' ? up : down),
    ambiguous: false,
  }
}
