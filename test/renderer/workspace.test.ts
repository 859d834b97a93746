import { expect, test } from 'vitest'
import { draftOf } from '../../src/renderer/screens/workspace/again.ts'
import { reasonWords, verdictOf, wantedWords } from '../../src/renderer/screens/workspace/decision-words.ts'
import { decisionsStore, lineAt } from '../../src/renderer/screens/workspace/decisions-store.ts'
import { focusStore } from '../../src/renderer/screens/workspace/focus-store.ts'
import { sortTrades, tradesStore } from '../../src/renderer/screens/workspace/trades-store.ts'
import { EMPTY_DRAFT } from '../../src/renderer/state/draft.ts'
import { type DatasetId, type RunId, millis } from '../../src/shared/brand.ts'
import { Problem } from '../../src/shared/problem.ts'
import type { DecisionRecord, Manifest, TradeRecord } from '../../src/shared/run.ts'
import { productOf } from '../../src/shared/products.ts'
import { DEFAULT_SETTINGS, type Product } from '../../src/shared/settings.ts'
import { scriptedClient } from './scripted-client.ts'

const run = 'r'.repeat(64) as RunId
const settle = () => new Promise((done) => setTimeout(done, 0))

const trade = (number: number, more: Partial<TradeRecord> = {}): TradeRecord => ({
  trade: number,
  symbol: 'TEST',
  side: 'long',
  quantity: '1',
  entryTime: '2017-01-01T00:00:00Z',
  entryPrice: '100',
  entryReason: '',
  exitTime: '2017-01-02T00:00:00Z',
  exitPrice: '101.5',
  exitReason: 'signal',
  initialStop: '98',
  initialRisk: '2',
  fees: '0',
  grossPnl: '1.5',
  netPnl: '1.5',
  mae: '0',
  mfe: '0',
  ambiguous: false,
  ...more,
})

test('U3 trades sort as numbers, and an open one comes last either way', () => {
  const trades = [
    trade(1, { netPnl: '9.5' }),
    trade(2, { netPnl: null }),
    trade(3, { netPnl: '-10' }),
    trade(4),
  ]
  const order = (descending: boolean) =>
    sortTrades(trades, { column: 'netPnl', descending }).map((record) => record.trade)
  expect(order(false)).toEqual([3, 4, 1, 2])
  expect(order(true)).toEqual([1, 4, 3, 2])
})

test('U3 all trades arrive, a page after the other, in the order that was chosen meanwhile', async () => {
  const all = Array.from({ length: 2345 }, (_, index) => trade(index + 1, { netPnl: String(-index) }))
  const { client, asked } = scriptedClient({
    'run.trades': ({ first = 1, most = 200 }) => ({
      trades: all.slice(first - 1, first - 1 + most),
      total: all.length,
    }),
  })
  const store = tradesStore(client, run)
  const loading = store.getState().load()
  store.getState().sort('netPnl')
  await loading
  const { phase, shown, total } = store.getState()
  expect([phase.is, total, asked.length]).toEqual(['ready', 2345, 3])
  expect(shown.map((record) => record.trade)).toEqual(all.map((record) => record.trade).toReversed())
})

test('U3 trades whose file is gone say so and can be asked for again', async () => {
  let isThere = false
  const { client } = scriptedClient({
    'run.trades'() {
      if (isThere) return { trades: [trade(1)], total: 1 }
      throw new Problem('ARTIFACT_MISSING', {}, 'trades.jsonl is gone.', 'Run it again.')
    },
  })
  const store = tradesStore(client, run)
  await store.getState().load()
  expect(store.getState().phase).toMatchObject({ is: 'refused', because: { code: 'ARTIFACT_MISSING' } })
  isThere = true
  await store.getState().load()
  expect(store.getState().phase.is).toBe('ready')
})

const decision = (candle: number, more: Partial<DecisionRecord> = {}): DecisionRecord => ({
  candle,
  asOf: new Date(candle * 60_000).toISOString(),
  wanted: 'nothing',
  approved: null,
  reasons: [],
  values: {},
  ...more,
})

test('U3 decisions are read where one looks, each page once', async () => {
  const { client, asked } = scriptedClient({
    'run.decisions': ({ first = 0, most = 200 }) => ({
      decisions: Array.from({ length: most }, (_, line) => decision(first + line)),
      first,
      total: 1_000_000,
    }),
  })
  const store = decisionsStore(client, run)
  store.getState().need(0, 20)
  await settle()
  store.getState().need(500_190, 500_210)
  store.getState().need(500_191, 500_211)
  await settle()
  const { total, pages } = store.getState()
  expect([total, asked.length]).toEqual([1_000_000, 3])
  expect(lineAt(pages, 500_205)?.candle).toBe(500_205)
  expect(lineAt(pages, 300)).toBeNull()
})

test('U3 a scroll through a million decisions keeps a bounded number of them', async () => {
  const { client } = scriptedClient({
    'run.decisions': ({ first = 0, most = 200 }) => ({
      decisions: Array.from({ length: most }, (_, line) => decision(first + line)),
      first,
      total: 1_000_000,
    }),
  })
  const store = decisionsStore(client, run)
  for (let page = 0; page < 120; page++) {
    store.getState().need(page * 200, page * 200)
    await settle()
  }
  expect(store.getState().pages.size).toBe(50)
  // What was let go is read again when one comes back to it.
  store.getState().need(0, 0)
  await settle()
  expect(lineAt(store.getState().pages, 0)?.candle).toBe(0)
})

test('U3 a click on a candle tells its decisions and no others', async () => {
  const lines = [
    decision(0, { quiet: 40 }),
    decision(40, { wanted: 'enter-long', approved: true, reasons: ['fast crossed above slow'] }),
    decision(41, { quiet: 9 }),
    decision(50, { wanted: 'exit-long', approved: true }),
  ]
  const { client } = scriptedClient({
    'run.decisions'({ candle = 0 }) {
      const first = lines.findLastIndex((line) => line.candle <= candle)
      return { decisions: lines.slice(first), first, total: lines.length }
    },
  })
  const store = focusStore(client, { runId: run, timeframe: '1m', symbols: ['BTC-USD'] }, 60 * 60_000)
  const told = async (candle: number, per: number) => {
    store.getState().ask({ candle, per, time: candle * 60_000, share: 0 })
    await settle()
    const { why } = store.getState()
    return why?.decisions.is === 'ready' ? why.decisions.value.map((line) => line.candle) : null
  }
  expect(await told(40, 1)).toEqual([40])
  expect(await told(45, 1)).toEqual([41])
  expect(await told(32, 16)).toEqual([0, 40, 41])
  expect(store.getState().spot).toEqual({ spot: { from: 32 * 60_000, until: 32 * 60_000 }, move: false })
})

test('GA-7 the chart goes to the symbol of a trade or a decision, and asks for that one’s decisions', async () => {
  const asked: unknown[] = []
  const { client } = scriptedClient({
    'run.decisions'({ symbol }) {
      asked.push(symbol)
      return { decisions: [], first: 0, total: 0 }
    },
  })
  const about = { runId: run, timeframe: '1m', symbols: ['BTC-USD', 'ETH-USD'] } as const
  const store = focusStore(client, about, 0)
  const shown = () => store.getState().symbol
  expect(shown()).toBe('BTC-USD')
  store.getState().showTrade({ ...trade(1, {}), symbol: 'ETH-USD' })
  expect([shown(), store.getState().trade?.trade]).toEqual(['ETH-USD', 1])
  store.getState().ask({ candle: 1, per: 1, time: 60_000, share: 0 })
  await settle()
  store.getState().showDecision({ ...decision(3, {}), symbol: 'BTC-USD' })
  expect([shown(), asked]).toEqual(['BTC-USD', ['ETH-USD']])
  // Another symbol is another chart: what was lit in the one is not in the other.
  store.getState().showSymbol('ETH-USD')
  expect([shown(), store.getState().spot, store.getState().trade]).toEqual(['ETH-USD', null, null])
})

test('U3 a trade, a gap and a quiet stretch light what they span; an open trade reaches to the end', () => {
  const { client } = scriptedClient({})
  const store = focusStore(
    client,
    { runId: run, timeframe: '1m', symbols: ['BTC-USD'] },
    Date.parse('2017-03-01T00:00:00Z'),
  )
  const lit = () => store.getState().spot?.spot
  store.getState().showTrade(trade(7, { exitTime: null, exitPrice: null, netPnl: null }))
  expect(store.getState().trade?.trade).toBe(7)
  expect(lit()).toEqual({
    from: Date.parse('2017-01-01T00:00:00Z'),
    until: Date.parse('2017-03-01T00:00:00Z'),
    trade: { entry: 100, exit: null, stop: 98, target: null, trail: null, side: 'long', won: null },
  })
  store.getState().showGap({ after: millis(1000), until: millis(9000), missing: 7 })
  expect([lit(), store.getState().trade]).toEqual([{ from: 1000, until: 9000 }, null])
  store.getState().showDecision(decision(10, { quiet: 5 }))
  expect(lit()).toEqual({ from: 10 * 60_000, until: 14 * 60_000 })
  store.getState().clear()
  expect(store.getState().spot).toBeNull()
})

test('U3 decisions are told in words', () => {
  expect(wantedWords(decision(1, { wanted: 'reverse-to-short' }))).toBe('Reverse to short')
  expect(wantedWords(decision(1, { reasons: ['bought 1 at 100'] }))).toBe('Order')
  expect(reasonWords(decision(1, { quiet: 412 }))).toBe('412 quiet candles')
  expect(verdictOf(decision(1, { approved: false }))).toEqual({ words: 'rejected', tone: 'notice' })
})

test('U2 running again starts from every setting of the run', () => {
  const inputs: Manifest['inputs'] = {
    schema: 1,
    engine: 'e',
    strategy: { id: 'sma-cross', version: '1' },
    params: { fast: 100, slow: 300, loud: true },
    datasets: ['d'.repeat(64) as DatasetId],
    timeframe: '4h',
    window: { from: millis(Date.UTC(2017, 2, 1, 4)), to: null },
    settings: { ...DEFAULT_SETTINGS, capital: '2500', sizing: { kind: 'cash', value: '50' }, warmup: 300 },
    skipVolumeFilter: true,
    journal: 'full',
  }
  const draftFor = (part: Partial<Manifest['inputs']['settings']>, symbol: string) =>
    draftOf({
      inputs: { ...inputs, settings: { ...inputs.settings, ...part } },
      datasets: [{ symbol }],
    })
  expect({ ...EMPTY_DRAFT, ...draftFor({}, 'DRAWN') }).toEqual({
    dataset: 'd'.repeat(64),
    others: [],
    capitalMode: 'independent',
    timeframe: '4h',
    strategy: 'sma-cross',
    params: { fast: '100', slow: '300', loud: true },
    from: '2017-03-01 04:00',
    to: '',
    settings: {
      ...EMPTY_DRAFT.settings,
      capital: '2500',
      'sizing.kind': 'cash',
      'sizing.value': '50',
      warmup: '300',
    },
    skipVolumeFilter: true,
    journal: 'full',
  })
  // What the symbol brought it will bring again; what somebody gave is given again.
  const choice = (product: Product | null, symbol: string) => draftFor({ product }, symbol).settings?.product
  const known = productOf('BTC-USD')
  expect([choice(known, 'BTC-USD'), choice(null, 'BTC-USD'), choice(known, 'DRAWN')]).toEqual([
    'symbol',
    'data',
    'given',
  ])
})
