/** What a replay is asked, whom it tells while it goes, and what it answers. */
import type { Millis } from '../../shared/brand.ts'
import type { CandleSeries } from '../../shared/candles.ts'
import type { FillRecord, Journal, TimelineEvent, TradeRecord } from '../../shared/run.ts'
import type { RunSettings } from '../../shared/settings.ts'
import type { Assumption } from './assumption.ts'
import type { FundingRates } from './funding.ts'
import type { Params } from './parameters.ts'
import type { Strategy } from './strategy.ts'
import type { Evaluated, Window } from './window.ts'

export interface ReplayOrder {
  readonly strategy: Strategy
  readonly params: Params
  readonly series: CandleSeries
  readonly settings: RunSettings
  readonly window: Window
  readonly journal: Journal
  /** Finer candles of the same market, to look inside those that hide what came first. */
  readonly finer?: CandleSeries | null
  readonly funding?: FundingRates | null
  /** How hidden candles are read: as the fill profile does, where not said. */
  readonly assume?: Assumption
  /** Goes step by step even where nothing can happen: slower, and the same. */
  readonly everyCandle?: boolean
}

export interface Listener {
  /** Asked every 64 candles, so it must be one cheap read. True ends the replay with `CANCELLED`. */
  stopped(): boolean
  /** Told every 4,096 candles, and once at the end with `done` equal to `of`. */
  progress(
    done: number,
    of: number,
    asOf: Millis,
    netProfit: number,
    closedTrades: number,
    wins: number,
  ): void
  /**
   * Lines of `decision_records.jsonl` as bytes, whole ones, many at a time; the bytes are used again
   * afterwards. Left out, nothing is put into words and no timeline is kept: quicker, and the same trades.
   */
  decisions?(lines: Uint8Array): void
}

/** Money in 1e-8 of the quote currency. */
export interface Replayed {
  readonly evaluated: Evaluated
  readonly capital: bigint
  /** One for every evaluated close; the capital itself comes before them and is not among them. */
  readonly equity: BigInt64Array
  /** The same with an open position marked at each candle's adverse extreme. */
  readonly adverse: BigInt64Array
  /** Closed ones, and last the one still open. */
  readonly trades: readonly TradeRecord[]
  readonly timeline: readonly TimelineEvent[]
  /** Every execution, oldest first; made when they are asked for. */
  readonly fills: () => Iterable<FillRecord>
  /** Candles that hide something that mattered, and those that finer candles explained. */
  readonly ambiguousCandles: number
  readonly resolvedCandles: number
  readonly unfilledAtEnd: boolean
  readonly fundingMissing: boolean
  readonly fees: bigint
  readonly quoteIncrement: string
}
