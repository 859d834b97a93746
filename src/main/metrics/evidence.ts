import type { TradeRecord } from '../../shared/run.ts'

/** What a run is judged by: its equity, its trades and the calendar. All of it is in the artifacts. */
export interface Evidence {
  /** In quote currency, like every other amount here. */
  readonly capital: number
  /** At each evaluated candle's close, after fees. */
  readonly equity: Float64Array
  /** The same, with an open position marked at the candle's adverse extreme. */
  readonly adverse: Float64Array
  /** Open time (UTC ms) of each evaluated candle. */
  readonly openTimes: Float64Array
  /** Nominal length of a candle: the last close is the last open and this. */
  readonly candleMs: number
  /** Closed ones, and possibly one that is still open. */
  readonly trades: readonly TradeRecord[]
  /** A trade within half of it is break-even. */
  readonly quoteIncrement: number
  /** By symbol, where there are several. */
  readonly quoteIncrements?: ReadonlyMap<string, number>
  readonly periodsPerYear: number
  readonly ambiguousCandles: number
  readonly benchmarkReturnPct: number | null
  /** From a symbol's first evaluated open to the end, over all symbols; where not said, there is one. */
  readonly evaluatedMs?: number
}
