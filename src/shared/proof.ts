/** What can be said about a run beside its result: whether it can be had again, and where two part ways. */
import type { Millis, RunId } from './brand.ts'
import type { ProblemShape } from './problem.ts'
import type { TradeRecord } from './run.ts'

/** One file of a run that is not what computing the run again gives. */
export interface ArtifactDifference {
  readonly name: string
  /** `different`: as it was written, but computing the run again gives something else. */
  readonly is: 'missing' | 'changed' | 'different'
  /** Where the first difference is: a byte from 0 and, in a text, a line from 1. */
  readonly byte?: number
  readonly line?: number
  /** That line as it is kept and as it came out now, shortened. */
  readonly kept?: string
  readonly again?: string
}

/** Why only hashes could be checked. */
export type NotRecomputed = 'engine' | 'candles' | 'manifest'

export interface Verification {
  readonly runId: RunId
  /** Computed again, byte for byte the same. */
  readonly identical: boolean
  /** null where it was computed again. */
  readonly notRecomputed: NotRecomputed | null
  /** Why the run failed, for one that did: identical, it failed again in the same way. */
  readonly failure?: ProblemShape
  readonly differences: readonly ArtifactDifference[]
}

export interface InputDifference {
  /** A path such as `params.fast`. */
  readonly field: string
  readonly first: string
  readonly second: string
}

/** What one run decided on a candle; null where it was quiet there. */
export interface Decided {
  readonly candle: number
  readonly wanted: string
  readonly approved: boolean | null
  readonly reasons: readonly string[]
}

export interface RunDiff {
  readonly runs: readonly [RunId, RunId]
  /** The weightiest first: what was traded, when, by which strategy, with which settings. */
  readonly inputs: readonly InputDifference[]
  readonly decision: {
    readonly asOf: string
    /** Where a run has several. */
    readonly symbol?: string
    readonly first: Decided | null
    readonly second: Decided | null
  } | null
  readonly trade: {
    readonly trade: number
    /** The first field that differs; null where one of the runs has no such trade. */
    readonly field: keyof TradeRecord | null
    readonly first: TradeRecord | null
    readonly second: TradeRecord | null
  } | null
  /** The same in sentences. */
  readonly words: readonly string[]
}

/** What a look at everything in the data folder found. */
export interface Diagnosis {
  readonly runs: number
  readonly datasets: number
  readonly damaged: readonly { readonly runId: RunId; readonly artifact: string; readonly code: string }[]
  readonly damagedDatasets: readonly string[]
  /** Folders set aside because they were no whole runs. */
  readonly orphans: number
  /** Rows made again from their folders. */
  readonly adopted: number
  /** Rows given up by a rebuild, because there was no whole folder to them. */
  readonly forgotten: readonly RunId[]
  readonly rebuilt: boolean
}

export interface Backup {
  readonly name: string
  readonly reason: string
  readonly madeAt: Millis
  readonly bytes: number
}
