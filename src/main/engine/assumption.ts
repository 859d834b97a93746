import type { Bar, Since } from './orders.ts'
import type { FillProfile, Hidden, Reading } from './fills/profile.ts'

/** How candles that hide something are read: as the profile does, or always one way (A1). */
export type Assumption = 'profile' | 'pessimistic' | 'optimistic'

export function readingOf(
  assumption: Assumption,
  profile: FillProfile,
  hidden: Hidden,
  bar: Bar,
  since: Since,
): Reading {
  if (assumption === 'profile') return profile.read(hidden, bar, since)
  return assumption === 'pessimistic' ? 'worst' : 'best'
}
