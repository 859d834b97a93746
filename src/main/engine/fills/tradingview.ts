import type { Bar } from '../orders.ts'
import type { FillProfile } from './profile.ts'

/**
 * TradingView's broker emulator. The price goes from the open to the nearer extreme, then to the
 * other, then to the close, and that path decides what a candle hides. A touch fills a limit; one
 * that the open has passed gets the open.
 */
export const tradingview: FillProfile = {
  name: 'tradingview',
  limits: 'touch',
  passedLimit: 'open',
  passedStop: 'open',
  legsAtOnce: 'all',
  trails: 'inside',
  read(hidden, bar, since) {
    const highFirst = isHighFirst(bar)
    switch (hidden) {
      case 'stop-or-target':
        // After a buy stop the rise goes on to the target; after a buy limit the fall to the stop.
        return since === 'rise' || (since === 'open' && highFirst) ? 'best' : 'worst'
      case 'stop-or-nothing':
        return highFirst ? 'worst' : 'best'
      case 'target-or-nothing':
        return highFirst ? 'worst' : 'best'
      case 'trail-or-nothing':
        // The stop follows to the high, and the way to the low then meets it.
        return highFirst ? 'best' : 'worst'
    }
  },
}

/** A tie goes to the low. Upside down, for a short, it is the same path. */
const isHighFirst = ({ open, high, low }: Bar): boolean => high - open < open - low
