/** What becomes of a position's legs on a candle, by one profile. */
import { type Assumption, readingOf } from '../assumption.ts'
import type { Bar, Leaving, Legs, Since } from '../orders.ts'
import { exitAtOpen, exitsInside } from './exits.ts'
import type { FillProfile, Hidden } from './profile.ts'

export interface Read {
  readonly leaving: Leaving | null
  /** What the candle does not say, where it matters. */
  readonly hidden: Hidden | null
}

const NOTHING: Read = { leaving: null, hidden: null }

export function readExit(
  bar: Bar,
  legs: Legs,
  since: Since,
  profile: FillProfile,
  tick: number,
  assumption: Assumption,
): Read {
  const gap = since === 'open' ? exitAtOpen(bar, legs, profile, tick) : null
  if (gap !== null) return { leaving: gap, hidden: null }
  const { worst, best, hidden } = exitsInside(bar, legs, since, profile, tick)
  if (worst === null && best === null) return NOTHING
  if (profile.legsAtOnce === 'target-after-stop-entry' && since !== 'open') {
    const isCertainTarget = since === 'rise' && hidden === null && best?.reason === 'target'
    return { leaving: isCertainTarget ? best : null, hidden }
  }
  if (hidden === null) return { leaving: worst, hidden }
  const leaving = readingOf(assumption, profile, hidden, bar, since) === 'worst' ? worst : best
  return { leaving, hidden }
}
