import type { CandleSeries } from '../../shared/candles.ts'
import type { ExitReason, TradeRecord } from '../../shared/run.ts'
import { textOfWhole } from './exact.ts'
import { type Fill, money, units } from './fill.ts'
import type { OpenTimes } from './open-times.ts'
import { valueOf } from './ledger.ts'
import type { Holding } from './position.ts'
import { stopOf } from './fills/exits.ts'

export interface Exit {
  readonly fill: Fill
  readonly candle: number
  readonly reason: ExitReason
}

/** What a closed trade earned: before its fees, and after them and the funding. */
export function earned({ side, entry, funding }: Holding, exit: Fill): { gross: bigint; net: bigint } {
  const gross = side === 'long' ? exit.value - entry.value : entry.value - exit.value
  return { gross, net: gross - entry.fee - exit.fee + funding }
}

/** A line of `trades.jsonl`; of a position still open where there is no exit. */
export function tradeRecord(
  { symbol }: CandleSeries,
  times: OpenTimes,
  holding: Holding,
  exit: Exit | null,
  priceDecimals: number,
): TradeRecord {
  const { side, sign, entry, highest, lowest, initial, out, funding } = holding
  const price = (ticks: number) => textOfWhole(ticks, priceDecimals)
  const worth = (ticks: number) => valueOf(entry.quantity, ticks, priceDecimals)
  const up = money(worth(highest - entry.ticks))
  const down = money(worth(entry.ticks - lowest))
  const pnl = exit === null ? null : earned(holding, exit.fill)
  const stop = stopOf(initial)
  return {
    trade: holding.trade,
    symbol,
    side,
    quantity: units(entry.quantity),
    entryTime: times.of(holding.candle),
    entryPrice: price(entry.ticks),
    entryReason: 'signal',
    exitTime: exit === null ? null : times.of(exit.candle),
    exitPrice: exit === null ? null : price(exit.fill.ticks),
    exitReason: exit === null ? null : exit.reason,
    initialStop: stop === null ? null : price(sign * stop),
    initialTarget: initial.target === null ? null : price(sign * initial.target),
    initialRisk: stop === null ? null : money(worth(sign * entry.ticks - stop)),
    fees: money(entry.fee + (exit?.fill.fee ?? out?.fee ?? 0n)),
    ...(funding === 0n ? {} : { funding: money(funding) }),
    grossPnl: pnl === null ? null : money(pnl.gross),
    netPnl: pnl === null ? null : money(pnl.net),
    mae: side === 'long' ? down : up,
    mfe: side === 'long' ? up : down,
    ambiguous: holding.isAmbiguous,
  }
}
