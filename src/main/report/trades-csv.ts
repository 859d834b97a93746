import type { TradeRecord } from '../../shared/run.ts'
import { line, numberCell, textCell } from './csv.ts'

type Write = (trade: TradeRecord) => string

const text =
  (read: (trade: TradeRecord) => string | null): Write =>
  (trade) =>
    textCell(read(trade) ?? '')
const number =
  (read: (trade: TradeRecord) => string | number | null): Write =>
  (trade) =>
    numberCell(read(trade))

/** The columns of `trades.jsonl`, in its order. */
const COLUMNS: { readonly [Name in keyof TradeRecord]: Write } = {
  trade: number(({ trade }) => trade),
  symbol: text(({ symbol }) => symbol),
  side: text(({ side }) => side),
  quantity: number(({ quantity }) => quantity),
  entryTime: text(({ entryTime }) => entryTime),
  entryPrice: number(({ entryPrice }) => entryPrice),
  entryReason: text(({ entryReason }) => entryReason),
  exitTime: text(({ exitTime }) => exitTime),
  exitPrice: number(({ exitPrice }) => exitPrice),
  exitReason: text(({ exitReason }) => exitReason),
  initialStop: number(({ initialStop }) => initialStop),
  initialRisk: number(({ initialRisk }) => initialRisk),
  fees: number(({ fees }) => fees),
  grossPnl: number(({ grossPnl }) => grossPnl),
  netPnl: number(({ netPnl }) => netPnl),
  mae: number(({ mae }) => mae),
  mfe: number(({ mfe }) => mfe),
  ambiguous: text(({ ambiguous }) => String(ambiguous)),
}

export function tradesCsv(trades: readonly TradeRecord[]): string {
  const writers = Object.values(COLUMNS)
  const lines = trades.map((trade) => line(writers.map((write) => write(trade))))
  return line(Object.keys(COLUMNS)) + lines.join('')
}
