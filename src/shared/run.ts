import type { DatasetId, Millis, RunId } from './brand.ts'
import type { Timeframe } from './candles.ts'
import type { Quality } from './dataset.ts'
import type { Metrics, SymbolFigures } from './metrics.ts'
import type { ProblemShape } from './problem.ts'
import type { PartialSettings, Product, RunSettings } from './settings.ts'
import type { LookAheadDifference, ParameterValue } from './strategy.ts'

/** What a person asks for; everything left out has a default. */
export interface RunRequest {
  /** One, or one for each symbol; their order says nothing. */
  readonly datasets: readonly DatasetId[]
  readonly strategy: string
  readonly params?: { readonly [name: string]: ParameterValue }
  readonly timeframe?: Timeframe
  /** Evaluate candles from this open time on, and before `to`. Warm-up is taken before `from`. */
  readonly from?: Millis
  readonly to?: Millis
  readonly settings?: PartialSettings
  readonly skipVolumeFilter?: boolean
  /** `events`: quiet candles are counted in one line. `full`: a line for every candle. */
  readonly journal?: Journal
}

export type Journal = 'events' | 'full'

/** Everything that determines a run's result, defaults materialised. The run's id is its hash. */
export interface RunInputs {
  readonly schema: 1
  readonly engine: string
  readonly strategy: { readonly id: string; readonly version: string }
  readonly params: { readonly [name: string]: ParameterValue }
  /** In order of their symbols. */
  readonly datasets: readonly DatasetId[]
  /** What is known of each symbol's product, where there are several; else it is in the settings. */
  readonly products?: readonly (Product | null)[]
  readonly timeframe: Timeframe
  readonly window: { readonly from: Millis | null; readonly to: Millis | null }
  readonly settings: RunSettings
  readonly skipVolumeFilter: boolean
  readonly journal: Journal
}

export interface ArtifactEntry {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

export type DataIntegrity = 'ok' | 'zero_volume' | 'degraded_skip_volume'

/** First and last evaluated candle (open times) and how many there are. */
export interface EvaluatedSpan {
  readonly from: Millis
  readonly to: Millis
  readonly candles: number
  readonly warmup: number
}

export interface Manifest {
  readonly schema: 1
  readonly runId: RunId
  readonly inputsSha256: string
  readonly inputs: RunInputs
  readonly engine: string
  readonly datasets: readonly {
    readonly datasetId: DatasetId
    readonly symbol: string
    readonly timeframe: Timeframe
    readonly source: string
    readonly sourceSha256: string
    readonly quality: Quality
    /** Of this symbol alone, where the run has several. */
    readonly priceDecimals?: number
    readonly evaluated?: EvaluatedSpan
  }[]
  /** All the money of the run, where each of several symbols has the capital of the settings. */
  readonly capital?: string
  /** Over several symbols: every time at which one has a candle, and the longest warm-up. */
  readonly evaluated: EvaluatedSpan
  readonly dataIntegrity: DataIntegrity
  readonly marketTimeBasis: 'candle-open-utc'
  readonly priceDecimals: number
  /** A11: candles on which the strategy was held to seeing nothing later; older runs have none. */
  readonly lookAhead?: { readonly checked: number; readonly differences: readonly LookAheadDifference[] }
  /** Why it failed; absent where it did not. Its artifacts then hold what was known until that. */
  readonly failure?: ProblemShape
  readonly artifacts: readonly ArtifactEntry[]
}

/** All the money that a run begins with. */
export const capitalOf = ({ capital, inputs }: Manifest): string => capital ?? inputs.settings.capital

export type RunState = 'succeeded' | 'failed'

/** One line of the run list. */
export interface RunSummary {
  readonly runId: RunId
  readonly state: RunState
  /** The file that was found missing or changed, until the run is put right. */
  readonly damaged?: string
  readonly strategy: string
  readonly strategyTitle: string
  readonly params: { readonly [name: string]: ParameterValue }
  /** In order of their symbols, which are beside them. */
  readonly datasets: readonly DatasetId[]
  readonly symbols: readonly string[]
  readonly timeframe: Timeframe
  readonly from: Millis
  readonly to: Millis
  readonly candles: number
  readonly dataIntegrity: DataIntegrity
  readonly synthetic: boolean
  readonly closedTrades: number
  readonly netProfitPct: number | null
  readonly maxDrawdownPct: number | null
  readonly sharpe: number | null
  readonly createdBy: string
  readonly completedAt: Millis
  /** Why it failed; null for a run that succeeded. */
  readonly problem: ProblemShape | null
}

export interface RunDetails {
  readonly run: RunSummary
  readonly manifest: Manifest
  readonly metrics: Metrics
  readonly periodsPerYear: number
  /** Null where no candle hid anything that mattered. */
  readonly interval: AssumptionInterval | null
  /** What each symbol brought, where there are several. */
  readonly symbols?: readonly SymbolFigures[]
}

export const EXIT_REASONS = ['stop', 'target', 'signal', 'trailing', 'time', 'end-of-data', 'kill'] as const
export type ExitReason = (typeof EXIT_REASONS)[number]
export type Side = 'long' | 'short'

/** A line of `trades.jsonl`. Money, price and quantity are decimal text; times are ISO UTC. */
export interface TradeRecord {
  readonly trade: number
  readonly symbol: string
  readonly side: Side
  readonly quantity: string
  readonly entryTime: string
  readonly entryPrice: string
  readonly entryReason: string
  readonly exitTime: string | null
  readonly exitPrice: string | null
  readonly exitReason: ExitReason | null
  readonly initialStop: string | null
  /** Absent in runs of the first engine, which had no brackets. */
  readonly initialTarget?: string | null
  readonly initialRisk: string | null
  readonly fees: string
  /** Received, or paid where negative; only where the market has funding. */
  readonly funding?: string
  readonly grossPnl: string | null
  readonly netPnl: string | null
  readonly mae: string
  readonly mfe: string
  readonly ambiguous: boolean
}

export const ORDER_KINDS = ['market', 'limit', 'stop', 'stop-limit', 'trailing'] as const
export type OrderKind = (typeof ORDER_KINDS)[number]

/** A line of `fills.jsonl`: one execution, and the rule that gave its price, such as F04 for a gap. */
export interface FillRecord {
  readonly trade: number
  /** Where a run has several. */
  readonly symbol?: string
  readonly candle: number
  /** Open of the candle, or of the finer one inside it in which the order filled. */
  readonly time: string
  readonly action: 'buy' | 'sell'
  readonly why: 'entry' | ExitReason
  readonly order: OrderKind
  readonly rule: string
  readonly quantity: string
  readonly price: string
  /** The same before slippage. */
  readonly before: string
  readonly fee: string
  readonly liquidity: 'maker' | 'taker'
  /** The candle hides whether or where this happened. */
  readonly ambiguous: boolean
  /** Profiles that read this candle otherwise: their price, or null where nothing would have filled. */
  readonly others?: { readonly [profile: string]: string | null }
}

/** How far the result hangs on candles that hide what came first: computed both ways. */
export interface AssumptionInterval {
  readonly netProfitPctLow: number
  readonly netProfitPctHigh: number
  /** Candles that stayed hidden. */
  readonly ambiguous: number
  /** Candles that finer ones explained. */
  readonly resolved: number
}

/**
 * A line of `decision_records.jsonl`: one candle on which something was wanted, answered or
 * filled; or, with `quiet`, a stretch of that many candles on which nothing was.
 */
export interface DecisionRecord {
  /** Where a run has several. */
  readonly symbol?: string
  readonly candle: number
  readonly asOf: string
  readonly wanted: string
  readonly approved: boolean | null
  readonly reasons: readonly string[]
  readonly values: { readonly [name: string]: string }
  readonly quiet?: number
}

/** A row of `timeline.json`, in order of time. */
export interface TimelineEvent {
  readonly time: string
  /** Where a run has several. */
  readonly symbol?: string
  readonly candle: number
  readonly kind: 'run-started' | 'entry' | 'exit' | 'rejected' | 'unfilled' | 'run-completed' | 'run-failed'
  readonly title: string
  readonly trade: number | null
}

/** Something to draw on the candles, or how many there are where they would crowd. */
export interface Marker {
  readonly time: Millis
  readonly kind: 'entry' | 'exit' | 'several'
  readonly side: Side
  readonly price: number
  readonly trade: number
  readonly count: number
  readonly won: boolean | null
  /** The candle hides whether or where it happened. */
  readonly ambiguous: boolean
}

/** Equity and drawdown for the panes under the chart, at most as many points as were asked for. */
export interface EquityCurve {
  readonly capital: number
  readonly time: Float64Array
  readonly equity: Float64Array
  /** Percent below the highest equity so far, as a positive number; the worst of each bucket. */
  readonly drawdown: Float64Array
}

/** One of the things that a strategy looks at, by the strategy's own name of it. */
export interface IndicatorCurve {
  readonly name: string
  /** What it is, such as `sma(close, 10)`. */
  readonly definition: string
  readonly unit: 'price' | 'plain'
  /** Drawn over the candles; what is not has a pane of its own. */
  readonly onPrices: boolean
  /** NaN where it does not exist yet. */
  readonly values: Float64Array
}

/** For the chart, at most as many points as were asked for; empty where the strategy is another version now. */
export interface IndicatorCurves {
  readonly time: Float64Array
  readonly curves: readonly IndicatorCurve[]
}

export const REPORT_FORMATS = ['html', 'json', 'csv'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]
