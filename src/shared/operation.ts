import type { DatasetId, Millis, OperationId, RunId } from './brand.ts'
import type { ProblemShape } from './problem.ts'
import type { Diagnosis, Verification } from './proof.ts'
import type { RunRequest } from './run.ts'
import type { StrategyCheck } from './strategy.ts'

export const OPERATION_KINDS = ['import', 'run', 'export', 'check'] as const
export type OperationKind = (typeof OPERATION_KINDS)[number]

export const OPERATION_STATES = [
  'queued',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'interrupted',
] as const
export type OperationState = (typeof OPERATION_STATES)[number]

/** Units of `done` and `of`: bytes of an import, candles of a run, files of an export, samples of a check. */
export interface Progress {
  readonly done: number
  readonly of: number
  /** Runs only: as of the candle reached. */
  readonly asOf?: Millis
  readonly netProfit?: number
  readonly trades?: number
  readonly winRate?: number | null
}

export interface ExportedFile {
  readonly name: string
  readonly bytes: number
}

export type OperationResult =
  | { readonly kind: 'import'; readonly dataset: DatasetId; readonly existed: boolean }
  | { readonly kind: 'run'; readonly run: RunId; readonly reused: boolean; readonly timings: RunTimings }
  | { readonly kind: 'export'; readonly folder: string; readonly files: readonly ExportedFile[] }
  | ({ readonly kind: 'check' } & StrategyCheck)
  | ({ readonly kind: 'verify' } & Verification)
  | ({ readonly kind: 'doctor' } & Diagnosis)
  | { readonly kind: 'capsule'; readonly run: RunId; readonly identical: boolean; readonly reused: boolean }

/** Milliseconds of wall clock; told to whoever asked, never stored with the run. */
export interface RunTimings {
  readonly load: number
  readonly engine: number
  readonly publish: number
}

export interface Operation {
  readonly id: OperationId
  readonly kind: OperationKind
  readonly title: string
  readonly state: OperationState
  readonly progress: Progress
  readonly result: OperationResult | null
  readonly problem: ProblemShape | null
  readonly createdAt: Millis
  readonly startedAt: Millis | null
  readonly endedAt: Millis | null
  /** What was asked of a run, so that its form can be filled in again. */
  readonly form: RunRequest | null
  /** It did not succeed, and what was asked is kept: `operation.retry` asks it again. */
  readonly retryable: boolean
}

/** The ways in that a person or a script has; limits count for each of them. */
export const ENTRIES = ['window', 'cli', 'api'] as const
export type Entry = (typeof ENTRIES)[number]

export const isOver = (operation: Operation): boolean =>
  operation.state !== 'queued' && operation.state !== 'running'
