import { refuseWish } from '../../ingest/providers/market.ts'
import { MARKET, PROVIDER_CARDS } from '../markets.ts'
import type { Task } from '../operations.ts'
import { announced } from './datasets.ts'
import type { Handlers, Rooms } from './rooms.ts'

/** Candles from elsewhere. Nothing is asked of a market but here, and here only when somebody asks. */
export function providerHandlers(rooms: Rooms): Handlers<'provider.list' | 'provider.fetch'> {
  const { home, network, operations, markets, limits } = rooms
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
        rows: limits.value('rows'),
        ...(base === undefined ? {} : { base }),
      }
      const title = `Fetch ${stretch.symbol} ${stretch.timeframe} from ${market.card.title}`
      const fetching = async ({ control, begin }: Task) =>
        announced(await network.run('candles.fetch', job, control, begin), rooms)
      const { id } = operations.start('import', title, fetching, { takesItsTime: true })
      return { operation: id }
    },
  }
}
