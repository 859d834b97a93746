/**
 * What the market does with what rests in it, for the long side, as pure functions from a candle and
 * an order to a fill. The profiles are the tables in this folder; the cases F01 to F30 are its tests.
 */
import type { FillProfileName } from '../../../shared/settings.ts'
import { backtestingpy } from './backtestingpy.ts'
import { conservative } from './conservative.ts'
import { freqtrade } from './freqtrade.ts'
import type { FillProfile } from './profile.ts'
import { tradingview } from './tradingview.ts'

export const PROFILES: { readonly [name in FillProfileName]: FillProfile } = {
  conservative,
  tradingview,
  backtestingpy,
  freqtrade,
}
