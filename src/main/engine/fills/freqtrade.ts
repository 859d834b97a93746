import type { FillProfile } from './profile.ts'

/**
 * freqtrade. A stop fills at its own price though the open was beyond it, unless the whole candle
 * was: gaps are kinder than in a market. Stops come before targets. A trailing stop follows to the
 * high first and is then met by the low.
 */
export const freqtrade: FillProfile = {
  name: 'freqtrade',
  limits: 'touch',
  passedLimit: 'open',
  passedStop: 'stop',
  legsAtOnce: 'all',
  trails: 'inside',
  read: (hidden) => (hidden === 'trail-or-nothing' ? 'best' : 'worst'),
}
