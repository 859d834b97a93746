/** A run as a test draws it: equity per candle and results per trade; everything else has a plain default. */
import type { Evidence } from '../../src/main/metrics/index.ts'
import type { TradeRecord } from '../../src/shared/run.ts'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR
export const START = Date.UTC(2024, 0, 1)

export const iso = (time: number): string => new Date(time).toISOString()

export function trade(netPnl: string | null, more: Partial<TradeRecord> = {}): TradeRecord {
  return {
    trade: 1,
    symbol: 'BTC-USD',
    side: 'long',
    quantity: '1',
    entryTime: iso(START),
    entryPrice: '100',
    entryReason: 'drawn',
    exitTime: netPnl === null ? null : iso(START + HOUR),
    exitPrice: netPnl === null ? null : '100',
    exitReason: netPnl === null ? null : 'signal',
    initialStop: null,
    initialRisk: null,
    fees: '0',
    grossPnl: netPnl,
    netPnl,
    mae: '0',
    mfe: '0',
    ambiguous: false,
    ...more,
  }
}

export interface Drawing extends Partial<Omit<Evidence, 'equity' | 'adverse' | 'openTimes'>> {
  /** Equity at each close, the capital not included. */
  readonly equity: readonly number[]
  readonly adverse?: readonly number[]
  readonly openTimes?: readonly number[]
}

export function drawnRun({ equity, adverse, openTimes, ...more }: Drawing): Evidence {
  const candleMs = more.candleMs ?? DAY
  return {
    capital: 10_000,
    trades: [],
    quoteIncrement: 0.01,
    periodsPerYear: 365,
    ambiguousCandles: 0,
    benchmarkReturnPct: 0,
    ...more,
    candleMs,
    equity: Float64Array.from(equity),
    adverse: Float64Array.from(adverse ?? equity),
    openTimes: Float64Array.from(openTimes ?? equity.map((_, index) => START + index * candleMs)),
  }
}
