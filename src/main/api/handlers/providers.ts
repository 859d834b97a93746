import { refuseWish } from '../../ingest/providers/market.ts'
import { MARKET, PROVIDER_CARDS } from '../markets.ts'
import { announced } from './datasets.ts'
import type { Handlers, Rooms } from './rooms.ts'

/** Candles from elsewhere. Nothing is asked of a market but here, and here only when somebody asks. */
export function providerHandlers(rooms: Rooms): Handlers<'provider.list' | 'provider.fetch'> {
  const { home, network, operations, markets } = rooms
  return {
    'provider.list': () => ({ providers: [...PROVIDER_CARDS] }),
    'provider.fetch'({ provider, ...asked }) {
      const market = MARKET[provider]
      const stretch = { ...asked, symbol: asked.symbol.toUpperCase() }
      refuseWish(market, stretch)
      const base = markets[provider]
      const job = {
        ...stretch,
        provider,
        folder: home.candles,
        shelf: home.providers,
        ...(base === undefined ? {} : { base }),
      }
      const title = `Fetch ${stretch.symbol} ${stretch.timeframe} from ${market.card.title}`
      const { id } = operations.start('import', title, async ({ control, begin }) =>
        announced(await network.run('candles.fetch', job, control, begin), rooms),
      )
      return { operation: id }
    },
  }
}
