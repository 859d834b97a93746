import type { Millis } from './brand.ts'
import type { Timeframe } from './candles.ts'

export const PROVIDERS = ['csv', 'coinbase'] as const
export type ProviderId = (typeof PROVIDERS)[number]
/** Those that are asked over the network, and only when a person asks for it. */
export const MARKETS = ['coinbase'] as const satisfies readonly ProviderId[]
export type MarketId = (typeof MARKETS)[number]

/** Where candles can come from. */
export interface ProviderCard {
  readonly id: ProviderId
  readonly title: string
  /** What it is asked with: a file that is handed over, or a stretch of a market. */
  readonly takes: 'file' | 'stretch'
  /** How long its candles may last; null where the file decides. */
  readonly timeframes: readonly Timeframe[] | null
  /** A symbol as it is written there. */
  readonly example: string | null
}

/** Candles that open in `from` … `to`, without `to` itself. */
export interface Stretch {
  readonly symbol: string
  readonly timeframe: Timeframe
  readonly from: Millis
  readonly to: Millis
}
