import type { DatasetId } from './brand.ts'
import type { Timeframe } from './candles.ts'

/** A strategy as a form, a command line or a report needs it: names, ranges and a sentence each. */
export type ParameterValue = number | string | boolean

export interface ParameterCard {
  readonly name: string
  readonly label: string
  readonly kind: 'whole' | 'number' | 'choice' | 'yes-no'
  readonly initial: ParameterValue
  readonly from?: number
  readonly to?: number
  readonly step?: number
  readonly choices?: readonly string[]
  readonly hint?: string
}

export interface StrategyCard {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly idea: string
  /** Which market it suits, in one sentence. */
  readonly suits: string
  /** What its parameters must be together, as in "requires that fast is below slow"; empty for nothing. */
  readonly requires: string
  readonly builtIn: boolean
  readonly params: readonly ParameterCard[]
}

/** What a person asks for where a strategy is to be checked. */
export interface CheckRequest {
  readonly strategy: string
  readonly dataset: DatasetId
  readonly params?: { readonly [name: string]: ParameterValue }
  readonly timeframe?: Timeframe
}

/** A candle on which a strategy said something else when later candles did not exist. */
export interface LookAheadDifference {
  readonly candle: number
  readonly asOf: string
  /** A rule, such as `enterLong`, or a series by its name. */
  readonly what: string
  /** What it said with later candles there, and what without them. */
  readonly seen: string
  readonly alone: string
}

/** Whether a strategy sees what comes later, and how many candles it needs before it can be relied on. */
export interface StrategyCheck {
  readonly lookahead: boolean
  /** Candles until what it says no longer depends on where the data begins. */
  readonly warmup: number
  /** Candles that must come before the first decision. */
  readonly need: number
  /** False where the data ended before the beginning was forgotten: `warmup` is then a lower bound. */
  readonly settled: boolean
  /** Candles at which the data was cut off. */
  readonly sampled: number
  /** At most the first few. */
  readonly differences: readonly LookAheadDifference[]
}
