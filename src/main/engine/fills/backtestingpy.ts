import type { FillProfile } from './profile.ts'

/**
 * backtesting.py. Of two legs the stop comes first. In the candle in which a stop or limit entry
 * fills no leg does, but for a target above a stop entry whose own stop was not touched: what else
 * is due waits for the next candle. There is no trailing stop inside a candle: it moves at the close.
 */
export const backtestingpy: FillProfile = {
  name: 'backtestingpy',
  limits: 'touch',
  passedLimit: 'open',
  passedStop: 'open',
  legsAtOnce: 'target-after-stop-entry',
  trails: 'at-close',
  read: () => 'worst',
}
