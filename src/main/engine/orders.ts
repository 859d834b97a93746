/**
 * What can be sent to the market, as values. Prices are ticks of the run and look as a buyer sees
 * them: whoever sells short acts in a market upside down, where every price is negative and a
 * fall is a rise. So each rule of the market is written once, for the long side.
 */
import type { Side } from '../../shared/run.ts'

export type EntryKind =
  | { readonly is: 'market' }
  | { readonly is: 'limit'; readonly limit: number }
  | { readonly is: 'stop'; readonly stop: number }
  | { readonly is: 'stop-limit'; readonly stop: number; readonly limit: number }

export const MARKET: EntryKind = { is: 'market' }

/** 1 for a long and -1 for a short: times a price it is the price as that side sees it. */
export const signOf = (side: Side): 1 | -1 => (side === 'long' ? 1 : -1)

/** One candle, or a finer one inside it. */
export interface Bar {
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
}

export interface Trail {
  readonly distance: number
  /** Where it stands now. */
  readonly stop: number
}

/** What protects a position: the stop below it, the target above it, a stop that follows it up. */
export interface Legs {
  readonly stop: number | null
  readonly target: number | null
  readonly trail: Trail | null
}

export const NO_LEGS: Legs = { stop: null, target: null, trail: null }

/** Where the price was before an entry filled: nowhere in this candle, below the entry, or above it. */
export type Since = 'open' | 'rise' | 'fall'

/** An entry that fills: where, how, and by which of the rules F01…F30. */
export interface Entering {
  readonly ticks: number
  readonly since: Since
  readonly liquidity: 'maker' | 'taker'
  /** A market or stop order slips; a limit never does. */
  readonly slips: boolean
  readonly rule: string
}

/** A leg that fills. */
export interface Leaving {
  readonly reason: 'stop' | 'target' | 'trailing'
  readonly ticks: number
  readonly liquidity: 'maker' | 'taker'
  readonly slips: boolean
  readonly rule: string
}
