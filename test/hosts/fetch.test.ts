import { expect, test } from 'vitest'
import { millis } from '../../src/shared/brand.ts'
import { exchange, say } from '../ingest/providers/exchange.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { workstation } from '../support/workstation.ts'
import { asked, begin } from './command.ts'
import { ended } from './stage.ts'

const WORDS = ['fetch', 'btc-usd', '--timeframe', '1h', '--from', '2024-01-01', '--to', '2024-01-15']

test('D6 tapedeck fetch makes a dataset of what the market has, and again without a network', async () => {
  const market = await exchange()
  const env = { TAPEDECK_COINBASE_URL: market.base, TAPEDECK_HOME: tempFolder() }
  const first = await asked(WORDS, { env })
  const dataset = { symbol: 'BTC-USD', timeframe: '1h', rows: 336, synthetic: false }
  expect(first).toEqual({ exit: 0, json: { dataset: expect.objectContaining(dataset), existed: false } })
  await market.close()
  const second = await asked(WORDS, { env })
  expect(second).toEqual({ exit: 0, json: { dataset: expect.objectContaining(dataset), existed: true } })
  const further = await asked([...WORDS.slice(0, -1), '2024-03-01'], { env })
  expect(further).toMatchObject({ exit: 3, json: { error: { code: 'PROVIDER_OFFLINE' } } })
})

test('D6 Ctrl-C ends a fetch that hangs', async () => {
  const held = Promise.withResolvers<void>()
  const market = await exchange({
    instead: () => {
      held.resolve()
      return true
    },
  })
  const env = { TAPEDECK_COINBASE_URL: market.base, TAPEDECK_HOME: tempFolder() }
  const child = begin(WORDS, { env })
  const exit = new Promise((resolve) => child.on('close', resolve))
  await held.promise
  child.kill('SIGINT')
  expect(await exit).toBe(130)
})

test.each([
  [['fetch', 'BTC-USD', '--from', '2024-01-01'], 'timeframe'],
  [['fetch', 'BTC-USD', '--timeframe', '1h'], 'from'],
  [[...WORDS, '--provider', 'kraken'], 'provider'],
])('D6 tapedeck %j says what is missing', async (words, field) => {
  const { exit, json } = await asked(words, { env: { TAPEDECK_HOME: tempFolder() } })
  expect(exit).toBe(2)
  expect(json).toMatchObject({ error: { code: 'USAGE', details: { field } } })
})

test('D6 an address that is none is refused before anything is asked', async () => {
  const env = { TAPEDECK_HOME: tempFolder(), TAPEDECK_COINBASE_URL: 'file:///etc/passwd' }
  expect(await asked(WORDS, { env })).toMatchObject({ exit: 2, json: { error: { code: 'USAGE' } } })
})

test('D6 nobody waits for a market: a file is imported while a fetch hangs', async () => {
  const market = await exchange({ instead: () => true })
  const { client } = await workstation(tempFolder(), { coinbase: market.base })
  const { operation } = await client.ask('provider.fetch', {
    provider: 'coinbase',
    symbol: 'BTC-USD',
    timeframe: '1h',
    from: millis(0),
    to: millis(Date.UTC(2024, 0)),
  })
  const demo = await client.ask('dataset.demo', {})
  expect(await ended(client, demo.operation)).toMatchObject({ state: 'succeeded' })
  expect(await client.ask('operation.read', { operation })).toMatchObject({
    state: 'running',
    kind: 'import',
  })
  await client.ask('operation.cancel', { operation })
  expect(await ended(client, operation)).toMatchObject({ state: 'cancelled' })
})

test('D6 what a market refuses ends the operation with the reason', async () => {
  const market = await exchange({ instead: (_, response) => say(response, 200, '<html>maintenance</html>') })
  const { client } = await workstation(tempFolder(), { coinbase: market.base })
  const ask = { provider: 'coinbase', symbol: 'ETH-USD', timeframe: '1d' } as const
  const { operation } = await client.ask('provider.fetch', {
    ...ask,
    from: millis(0),
    to: millis(86_400_000),
  })
  expect(await ended(client, operation)).toMatchObject({
    state: 'failed',
    title: 'Fetch ETH-USD 1d from Coinbase',
    problem: { code: 'PROVIDER_REFUSED', details: { text: '<html>maintenance</html>' } },
  })
  expect(await client.ask('dataset.list', {})).toEqual({ datasets: [] })
})
