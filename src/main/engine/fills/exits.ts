/** Whether and where a leg of a position fills on a candle, and what the candle hides about it. */
import { upTo } from '../exact.ts'
import type { Bar, Leaving, Legs, Since } from '../orders.ts'
import { beyond } from './entries.ts'
import type { FillProfile, Hidden } from './profile.ts'

/** What may have happened. Where both are the same, the candle proves it. */
export interface Ways {
  readonly worst: Leaving | null
  readonly best: Leaving | null
  readonly hidden: Hidden | null
}

const NOTHING: Ways = { worst: null, best: null, hidden: null }
const surely = (leaving: Leaving): Ways => ({ worst: leaving, best: leaving, hidden: null })

/** A leg that the open has already passed: a gap. */
export function exitAtOpen(bar: Bar, legs: Legs, profile: FillProfile, tick: number): Leaving | null {
  const stop = stopOf(legs)
  if (stop !== null && bar.open <= stop) {
    // A gap through a stop is paid in full, except where a profile believes in the stop's own price.
    const ticks = profile.passedStop === 'stop' && bar.high >= stop ? stop : bar.open
    return stopped(legs, ticks, 'F04')
  }
  if (legs.target !== null && bar.open >= legs.target + beyond(profile, tick)) {
    const ticks = profile.passedLimit === 'limit' ? legs.target : bar.open
    return { reason: 'target', ticks, liquidity: 'taker', slips: false, rule: 'F05' }
  }
  return null
}

/** What the legs may do after the open, `since` the position was entered. */
export function exitsInside(bar: Bar, legs: Legs, since: Since, profile: FillProfile, tick: number): Ways {
  const stop = stopOf(legs)
  const isStop = stop !== null && bar.low <= stop
  const isTarget = legs.target !== null && bar.high >= legs.target + beyond(profile, tick)
  if (isStop && isTarget) {
    return { worst: stopped(legs, stop, 'F02'), best: reached(legs.target, 'F02'), hidden: 'stop-or-target' }
  }
  if (isStop) {
    // On the way up to a stop entry the low may lie behind; a close below the stop can't.
    if (since === 'rise' && bar.close > stop) {
      return { worst: stopped(legs, stop, 'F12'), best: null, hidden: 'stop-or-nothing' }
    }
    return surely(stopped(legs, stop, 'F06'))
  }
  if (isTarget) {
    // On the way down to a limit entry the high may lie behind; a close above the target can't.
    if (since === 'fall' && bar.close < legs.target) {
      return { worst: null, best: reached(legs.target, 'F08'), hidden: 'target-or-nothing' }
    }
    return surely(reached(legs.target, since === 'rise' ? 'F13' : 'F08'))
  }
  return trailed(bar, legs, since, profile, tick)
}

/** The old stop was not met; the stop that followed to the high may have been. */
function trailed(bar: Bar, legs: Legs, since: Since, profile: FillProfile, tick: number): Ways {
  const moved = followed(bar, legs, since, tick)
  const stop = stopOf(moved)
  if (stop === null || stop === stopOf(legs) || profile.trails === 'at-close') return NOTHING
  if (bar.close <= stop) return surely(stopped(moved, stop, 'F15'))
  if (bar.low > stop) return NOTHING
  return { worst: null, best: stopped(moved, stop, 'F14'), hidden: 'trail-or-nothing' }
}

/** The legs after a candle that left them alone: a trailing stop has followed the best price. */
export function followed(bar: Bar, legs: Legs, since: Since, tick: number): Legs {
  const { trail } = legs
  if (trail === null) return legs
  // After a fall to the entry the high may lie behind; the close does not.
  const best = since === 'fall' ? bar.close : bar.high
  const stop = upTo(best - trail.distance, tick)
  return stop <= trail.stop ? legs : { ...legs, trail: { ...trail, stop } }
}

/** The nearer of the stop that stands and the one that follows. */
export function stopOf({ stop, trail }: Legs): number | null {
  if (trail === null) return stop
  return stop === null || trail.stop > stop ? trail.stop : stop
}

function stopped(legs: Legs, ticks: number, rule: string): Leaving {
  const reason = legs.trail !== null && stopOf(legs) !== legs.stop ? 'trailing' : 'stop'
  return { reason, ticks, liquidity: 'taker', slips: true, rule }
}

const reached = (ticks: number, rule: string): Leaving => ({
  reason: 'target',
  ticks,
  liquidity: 'maker',
  slips: false,
  rule,
})
