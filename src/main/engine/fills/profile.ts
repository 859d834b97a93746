/**
 * How a candle is read where it does not say. Every profile is a small table of the same few
 * questions; what a candle proves is the same for all of them and lies in `inside.ts`.
 */
import type { FillProfileName } from '../../../shared/settings.ts'
import type { Bar, Since } from '../orders.ts'

/** What a candle hides: which of two legs came first, or whether one leg was reached after the entry. */
export type Hidden = 'stop-or-target' | 'stop-or-nothing' | 'target-or-nothing' | 'trail-or-nothing'

/** `worst` is the pessimist's reading, `best` the optimist's. */
export type Reading = 'worst' | 'best'

export interface FillProfile {
  readonly name: FillProfileName
  /** A limit fills when the price goes an increment beyond it, or when it is touched. */
  readonly limits: 'through' | 'touch'
  /** What a limit pays that the open has already passed: its own price, or the better open. */
  readonly passedLimit: 'limit' | 'open'
  /** What a stop gets that the open has already passed: the open, or its own price if the candle holds it. */
  readonly passedStop: 'open' | 'stop'
  /** Which legs may fill in the candle in which a resting entry did. */
  readonly legsAtOnce: 'all' | 'target-after-stop-entry'
  /** Whether a trailing stop follows the price inside a candle, or only from close to close. */
  readonly trails: 'inside' | 'at-close'
  read(hidden: Hidden, bar: Bar, since: Since): Reading
}
