/** Whether and where a resting entry fills on a candle. */
import type { Bar, Entering, EntryKind } from '../orders.ts'
import type { FillProfile } from './profile.ts'

/** An entry that the open has already reached. `tick` is the increment that a limit must be beaten by. */
export function entryAtOpen(
  { open }: Bar,
  order: EntryKind,
  profile: FillProfile,
  tick: number,
): Entering | null {
  switch (order.is) {
    case 'market':
      return { ticks: open, since: 'open', liquidity: 'taker', slips: true, rule: 'F01' }
    case 'limit':
      return open <= order.limit - beyond(profile, tick) ? passedLimit(open, order.limit, profile) : null
    case 'stop':
      return open >= order.stop
        ? { ticks: open, since: 'open', liquidity: 'taker', slips: true, rule: 'F11' }
        : null
    case 'stop-limit':
      return open >= order.stop && open <= order.limit ? passedLimit(open, order.limit, profile) : null
  }
}

/** An entry that the candle reaches after its open. */
export function entryInside(bar: Bar, order: EntryKind, profile: FillProfile, tick: number): Entering | null {
  switch (order.is) {
    case 'market':
      return null
    case 'limit':
      return bar.low <= order.limit - beyond(profile, tick)
        ? { ticks: order.limit, since: 'fall', liquidity: 'maker', slips: false, rule: 'F08' }
        : null
    case 'stop':
      return bar.high >= order.stop
        ? { ticks: order.stop, since: 'rise', liquidity: 'taker', slips: true, rule: 'F10' }
        : null
    case 'stop-limit': {
      // Triggered, it is a limit; in the same candle only the close proves that it was then reached.
      if (bar.high < order.stop || bar.close > order.limit) return null
      const since = order.limit < order.stop ? 'fall' : 'rise'
      return { ticks: order.limit, since, liquidity: 'taker', slips: false, rule: 'F10' }
    }
  }
}

/** What an entry that did not fill is after the candle: a triggered stop-limit rests as a limit. */
export function afterwards(bar: Bar, order: EntryKind): EntryKind {
  if (order.is !== 'stop-limit' || bar.high < order.stop) return order
  return { is: 'limit', limit: order.limit }
}

/** How far beyond a limit the price must trade before the limit is sure to have filled. */
export const beyond = ({ limits }: FillProfile, tick: number): number => (limits === 'through' ? tick : 0)

const passedLimit = (open: number, limit: number, profile: FillProfile): Entering => ({
  ticks: profile.passedLimit === 'limit' ? limit : open,
  since: 'open',
  liquidity: 'taker',
  slips: false,
  rule: 'F09',
})
