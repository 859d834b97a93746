import type { ChartCandles } from '../../shared/candles.ts'
import type { DecisionRecord, Marker, RunDetails, TradeRecord } from '../../shared/run.ts'

/** Everything a report is made from. All of it comes from a run's artifacts and its candles. */
export interface ReportInput {
  readonly details: RunDetails
  readonly trades: readonly TradeRecord[]
  readonly equity: EquityRows
  /** The evaluated candles, at most about 1,500, merged where there are more. */
  readonly candles: ChartCandles
  readonly markers: readonly Marker[]
  /** May be read more than once. */
  readonly decisions: Iterable<DecisionRecord>
}

/**
 * Equity as exact decimal text, row by row: a long run's rows are made when they are asked for. Row 0
 * is the start (M6: the first evaluated candle's open time and the capital), then one row per candle:
 * its open time, and what there was at its close.
 */
export interface EquityRows {
  readonly rows: number
  /** ISO UTC. */
  time(row: number): string
  equity(row: number): string
  cash(row: number): string
  /** Units held; of several symbols each with its name, such as `BTC-USD 0.5; ETH-USD -3`. */
  position(row: number): string
  /** Percent below the highest equity so far, 0 or more. */
  drawdown(row: number): string
}
