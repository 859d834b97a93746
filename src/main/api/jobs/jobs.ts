/** What a worker can be asked to do: a message in, a message out, and nothing of the store in between. */
import type { DatasetId, Millis, RunId } from '../../../shared/brand.ts'
import type { CandleSeries, Timeframe } from '../../../shared/candles.ts'
import type { Dataset, ImportSettings, Inspection } from '../../../shared/dataset.ts'
import type { Metrics } from '../../../shared/metrics.ts'
import type { ExportedFile } from '../../../shared/operation.ts'
import type { MarketId, Stretch } from '../../../shared/provider.ts'
import type {
  EquityCurve,
  IndicatorCurve,
  ReportFormat,
  RunDetails,
  RunInputs,
  TimelineEvent,
} from '../../../shared/run.ts'
import type { ParameterValue, StrategyCheck } from '../../../shared/strategy.ts'
import type { NotRecomputed, RunDiff, Verification } from '../../../shared/proof.ts'
import type { IngestLimits } from '../../ingest/import.ts'
import type { Unpacked } from '../../runs/capsule.ts'
import type { Performed, RunJob } from '../../runs/perform.ts'
import type { KeptRun, VerifyJob } from '../../runs/verify.ts'

export interface Imported {
  readonly dataset: Omit<Dataset, 'importedAt'>
  readonly existed: boolean
}

/** A value for every candle, `scale` times as large as it is told. */
export interface IndicatorColumn extends Omit<IndicatorCurve, 'values'> {
  readonly column: Float64Array
  readonly scale: number
}

export type CandleDescription = Omit<
  Dataset,
  'datasetId' | 'dialect' | 'recognised' | 'source' | 'synthetic' | 'importedAt'
> & { readonly bytes: number; readonly sha256: string }

export interface TimelinePage {
  readonly events: TimelineEvent[]
  readonly total: number
}

export interface Registered {
  readonly run: RunId
  readonly manifestSha256: string
}

/** A capsule's files in their stages, with what must be known of them to judge and to register them. */
export interface Opened extends Unpacked {
  readonly metrics: Metrics
  readonly trades: number
}

export interface Jobs {
  'candles.import': (job: {
    path: string
    name: string
    settings: ImportSettings
    folder: string
    limits: IngestLimits
  }) => Imported
  'candles.inspect': (job: {
    path: string
    name: string
    settings: ImportSettings
    limits: IngestLimits
  }) => Inspection
  'candles.demo': (job: { folder: string }) => Imported
  'candles.fetch': (
    job: Stretch & {
      provider: MarketId
      folder: string
      shelf: string
      rows: number
      base?: string
    },
  ) => Imported
  /** Reads candles into shared memory, resampled where a coarser timeframe is asked for. */
  'candles.load': (job: { file: string; dataset: DatasetId; timeframe: Timeframe }) => CandleSeries
  /** What can be said of stored candles that nobody remembers importing. */
  'candles.describe': (job: { file: string; dataset: DatasetId }) => CandleDescription
  'candles.export': (job: {
    series: CandleSeries
    from: Millis | null
    to: Millis | null
    folder: string
    name: string
  }) => ExportedFile[]
  'strategy.check': (job: {
    strategy: string
    params: { readonly [name: string]: ParameterValue }
    series: CandleSeries
  }) => StrategyCheck
  'run.perform': (job: RunJob & { mostTrades: number }) => Performed
  'run.indicators': (job: {
    strategy: RunInputs['strategy']
    params: RunInputs['params']
    series: CandleSeries
  }) => IndicatorColumn[]
  'run.curve': (job: Registered & { runs: string }) => EquityCurve
  /** A page of a timeline that is too long to be read by the process that answers the window. */
  'run.timeline': (job: Registered & { runs: string; first: number; most: number }) => TimelinePage
  'run.verify': (job: VerifyJob) => Verification
  /** The same without computing anything. */
  'run.inspect': (job: KeptRun & { notRecomputed: NotRecomputed }) => Verification
  'run.diff': (job: { runs: string; pair: readonly [Registered, Registered] }) => RunDiff
  'capsule.write': (job: { kept: KeptRun; candles: string; folder: string; name: string }) => ExportedFile[]
  'capsule.unpack': (job: { file: string; runStage: string; candleStage: string }) => Opened
  'report.write': (job: {
    details: RunDetails
    runs: string
    manifestSha256: string
    /** Of every symbol, in their order. */
    series: readonly CandleSeries[]
    formats: readonly ReportFormat[]
    folder: string
    name: string
  }) => ExportedFile[]
}

export type JobName = keyof Jobs
export type JobInput<J extends JobName> = Parameters<Jobs[J]>[0]
export type JobResult<J extends JobName> = ReturnType<Jobs[J]>
