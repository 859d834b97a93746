import type { FillProfile } from './profile.ts'

/**
 * Ours. Nothing good is believed that the candle does not prove: limits need a trade beyond their
 * price and never get a better one, gaps go through stops, and of two legs the stop came first.
 */
export const conservative: FillProfile = {
  name: 'conservative',
  limits: 'through',
  passedLimit: 'limit',
  passedStop: 'open',
  legsAtOnce: 'all',
  trails: 'inside',
  read: () => 'worst',
}
