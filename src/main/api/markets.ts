/** The markets that can be asked over the network, and the cards of all providers. */
import type { MarketId, ProviderCard } from '../../shared/provider.ts'
import { csv } from '../ingest/import.ts'
import { coinbase } from '../ingest/providers/coinbase.ts'
import type { Market } from '../ingest/providers/market.ts'

export const MARKET: Readonly<Record<MarketId, Market>> = { coinbase }

export const PROVIDER_CARDS: readonly ProviderCard[] = [
  csv.card,
  ...Object.values(MARKET).map(({ card }) => card),
]
