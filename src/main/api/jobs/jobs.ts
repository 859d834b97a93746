/** What a worker can be asked to do: a message in, a message out, and nothing of the store in between. */
import type { DatasetId, Millis } from '../../../shared/brand.ts'
import type { CandleSeries, Timeframe } from '../../../shared/candles.ts'
import type { Dataset, ImportSettings, Inspection } from '../../../shared/dataset.ts'
import type { ExportedFile } from '../../../shared/operation.ts'
import type { ReportFormat, RunDetails } from '../../../shared/run.ts'
import type { ParameterValue, StrategyCheck } from '../../../shared/strategy.ts'
import type { IngestLimits } from '../../ingest/import.ts'
import type { Performed, RunJob } from '../../runs/perform.ts'

export interface Imported {
  readonly dataset: Omit<Dataset, 'importedAt'>
  readonly existed: boolean
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
  /** Reads candles into shared memory, resampled where a coarser timeframe is asked for. */
  'candles.load': (job: { file: string; dataset: DatasetId; timeframe: Timeframe }) => CandleSeries
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
  'report.write': (job: {
    details: RunDetails
    runs: string
    manifestSha256: string
    series: CandleSeries
    formats: readonly ReportFormat[]
    folder: string
    name: string
  }) => ExportedFile[]
}

export type JobName = keyof Jobs
export type JobInput<J extends JobName> = Parameters<Jobs[J]>[0]
export type JobResult<J extends JobName> = ReturnType<Jobs[J]>
