import { millis } from '../../../shared/brand.ts'
import { MARKETS, type MarketId } from '../../../shared/provider.ts'
import { usage } from './arguments.ts'
import { command, text } from './command.ts'
import { datasetTable, datasetView } from './dataset-view.ts'
import { asTimeframe } from './import.ts'
import { moment } from './moment.ts'

export const fetching = command({
  name: 'fetch',
  does: 'Load candles from a market on the network',
  takes: 'SYMBOL',
  flags: {
    timeframe: text('TF', 'How long a candle lasts: 1m, 5m, 15m, 1h, 6h or 1d'),
    from: text('D', 'From this candle on, such as 2024-01-01'),
    to: text('D', 'Candles before this time; now, where not said'),
    provider: text('NAME', `Who is asked, of ${MARKETS.join(', ')}; coinbase where not said`),
  },
  example: 'tapedeck fetch BTC-USD --timeframe 1h --from 2024-01-01 --to 2024-07-01',
  async run(given, desk) {
    const ask = {
      provider: asMarket(given.text('provider') ?? 'coinbase'),
      symbol: given.rest[0] ?? '',
      timeframe: asTimeframe(needed('timeframe', given.text('timeframe'), '1h')),
      from: moment('from', needed('from', given.text('from'), '2024-01-01')),
      to: given.has('to') ? moment('to', given.text('to') ?? '') : millis(Date.now()),
    }
    const client = await desk.client()
    const { operation } = await client.ask('provider.fetch', ask)
    const { dataset, existed } = await desk.follow(operation, 'import')
    const fetched = await client.ask('dataset.read', { dataset })
    return { json: { dataset: datasetView(fetched), existed }, text: datasetTable([fetched]) }
  },
})

function needed(flag: string, typed: string | undefined, example: string): string {
  if (typed !== undefined) return typed
  throw usage(flag, `--${flag} is missing.`, `Write it such as --${flag} ${example}.`)
}

function asMarket(typed: string): MarketId {
  const market = MARKETS.find((name) => name === typed)
  if (market !== undefined) return market
  throw usage('provider', `“${typed}” is no market we know.`, `There is ${MARKETS.join(', ')}.`)
}
