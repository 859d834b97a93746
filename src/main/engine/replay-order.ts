/** What a replay is asked, whom it tells while it goes, and what it answers. */
import type { Millis } from '../../shared/brand.ts'
import type { CandleSeries } from '../../shared/candles.ts'
import type { OrderRecord, RunEvent } from '../../shared/order.ts'
import type { FillRecord, Journal, TimelineEvent, TradeRecord } from '../../shared/run.ts'
import type { RunSettings } from '../../shared/settings.ts'
import type { Assumption } from './assumption.ts'
import type { EventLog } from './event-log.ts'
import type { Logged } from './fill-log.ts'
import type { FundingRates } from './funding.ts'
import type { Lines } from './lines.ts'
import type { Placed } from './order-log.ts'
import type { Params } from './parameters.ts'
import type { Portfolio } from './portfolio.ts'
import type { Numbers } from './position.ts'
import type { Happened } from './story.ts'
import type { Strategy } from './strategy.ts'
import type { Evaluated, Window } from './window.ts'

/** Candles between two looks at whether to stop, and between two reports of how far it is. */
export const ASK_EVERY = 64
export const TELL_EVERY = 4096

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
  /** Goes step by step even where nothing can happen, as several symbols always do: slower, and the same. */
  readonly everyCandle?: boolean
}

export interface Listener<Result = Replayed> {
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
   * afterwards. Where neither they nor events are heard, nothing is put into words and no timeline is
   * kept: quicker, and the same trades.
   */
  decisions?(lines: Uint8Array): void
  /** The journal (R6), where anybody keeps one. */
  event?(event: RunEvent): void
  /** Told once, before the first candle: how to learn what is known so far, should the run fail. */
  began?(soFar: () => Result): void
}

/** What the symbols of one run have in common; a symbol alone has its own of each. */
export interface Company {
  readonly numbers: Numbers
  readonly story: Happened[]
  readonly fills: Logged[]
  readonly orders: Placed[]
  readonly events: EventLog
  /** Where decision records go; null where nobody listens. */
  readonly lines: Lines | null
  /** The account that they share; null where each has its own. */
  readonly portfolio: Portfolio | null
}

/** Says whose a record is, where a run has more than one symbol. */
export interface Tag {
  readonly symbol?: string
}

/** Money in 1e-8 of the quote currency. */
export interface Replayed {
  readonly evaluated: Evaluated
  readonly capital: bigint
  /** One for every evaluated close; the capital itself comes before them and is not among them. */
  readonly equity: BigInt64Array
  /** The same with an open position marked at each candle's adverse extreme. */
  readonly adverse: BigInt64Array
  /** Closed ones, and last the one still open. Made, as all that is told, when they are asked for. */
  readonly trades: () => readonly TradeRecord[]
  /** What happened, in order. */
  readonly timeline: () => readonly TimelineEvent[]
  /** Every execution, oldest first. */
  readonly fills: () => Iterable<FillRecord>
  /** Every order, whatever became of it. */
  readonly orders: () => Iterable<OrderRecord>
  /** Candles that hide something that mattered, and those that finer candles explained. */
  readonly ambiguousCandles: number
  readonly resolvedCandles: number
  readonly unfilledAtEnd: boolean
  readonly fundingMissing: boolean
  readonly fees: bigint
  readonly quoteIncrement: string
}
