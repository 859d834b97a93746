import { expect, test } from 'vitest'
import { isRefusal } from '../../src/renderer/screens/workspace/decision-words.ts'
import { explainStore } from '../../src/renderer/screens/workspace/explain-store.ts'
import { focusStore } from '../../src/renderer/screens/workspace/focus-store.ts'
import { intervalWords } from '../../src/renderer/screens/workspace/interval-words.ts'
import {
  askedWords,
  orderWords,
  priceWords,
  purposeWords,
  refusalWords,
} from '../../src/renderer/screens/workspace/order-words.ts'
import { isRefused, ordersFor, ordersStore } from '../../src/renderer/screens/workspace/orders-store.ts'
import { passes, tradeAt, tradesStore } from '../../src/renderer/screens/workspace/trades-store.ts'
import type { RunId } from '../../src/shared/brand.ts'
import type { OrderRecord } from '../../src/shared/order.ts'
import type { DecisionRecord, FillRecord, RunDetails, TradeRecord } from '../../src/shared/run.ts'
import { drawnDataset } from './drawn-dataset.ts'
import { scriptedClient } from './scripted-client.ts'

const run = 'r'.repeat(64) as RunId
const HOUR = 3_600_000
const iso = (hours: number): string => new Date(hours * HOUR).toISOString()
const settle = () => new Promise((done) => setTimeout(done, 0))

const trade = (number: number, more: Partial<TradeRecord> = {}): TradeRecord => ({
  trade: number,
  symbol: 'TEST',
  side: 'long',
  quantity: '1',
  entryTime: iso(number * 10),
  entryPrice: '100',
  entryReason: '',
  exitTime: iso(number * 10 + 5),
  exitPrice: '101.5',
  exitReason: 'signal',
  initialStop: '98',
  initialTarget: '104',
  initialRisk: '2',
  fees: '0',
  grossPnl: '1.5',
  netPnl: '1.5',
  mae: '0',
  mfe: '0',
  ambiguous: false,
  ...more,
})

test('A1 U3 trades are filtered by how they ended and by what is hidden', async () => {
  const all = [
    trade(1, { ambiguous: true, exitReason: 'stop', netPnl: '-2' }),
    trade(2, { exitReason: 'target' }),
    trade(3, { exitTime: null, exitPrice: null, exitReason: null, netPnl: null, side: 'short' }),
  ]
  const shown = (filter: Parameters<typeof passes>[1]) =>
    all.filter((one) => passes(one, filter)).map((one) => one.trade)
  expect(shown('ambiguous')).toEqual([1])
  expect([shown('won'), shown('lost'), shown('short'), shown('target')]).toEqual([[2], [1], [3], [2]])

  const { client } = scriptedClient({ 'run.trades': () => ({ trades: all, total: all.length }) })
  const store = tradesStore(client, run)
  await store.getState().load()
  store.getState().sort('netPnl')
  store.getState().show('long')
  expect(store.getState().shown.map((one) => one.trade)).toEqual([1, 2])
  store.getState().sort('trade')
  expect(store.getState().shown.map((one) => one.trade)).toEqual([1, 2])
  store.getState().show('all')
  expect(store.getState().shown.map((one) => one.trade)).toEqual([1, 2, 3])
})

test('U3 the trade under the crosshair is found by time, and lit until one is chosen', () => {
  const all = [trade(1), trade(2), trade(3, { exitTime: null, exitPrice: null })]
  const at = (hours: number) => tradeAt(all, 'TEST', hours * HOUR)?.trade ?? null
  expect([at(9), at(10), at(15), at(16), at(20), at(999)]).toEqual([null, 1, 1, null, 2, 3])

  const store = focusStore(
    scriptedClient({}).client,
    { runId: run, timeframe: '1h', symbols: ['TEST'] },
    999 * HOUR,
  )
  store.getState().hover(trade(1))
  const { hovered } = store.getState()
  expect(hovered).toMatchObject({ trade: 1, move: false, spot: { trade: { stop: 98, target: 104 } } })
  store.getState().hover(trade(1))
  expect(store.getState().hovered).toBe(hovered)
  store.getState().showTrade(trade(2))
  expect(store.getState()).toMatchObject({ trade: { trade: 2 }, spot: { move: true } })
})

const fill = (more: Partial<FillRecord>): FillRecord => ({
  trade: 1,
  candle: 10,
  time: iso(10),
  action: 'buy',
  why: 'entry',
  order: 'market',
  rule: 'F01',
  quantity: '1',
  price: '100',
  before: '100',
  fee: '0',
  liquidity: 'taker',
  ambiguous: false,
  ...more,
})

test('A5 a fill is explained by its candle, the finer ones in it, and the decision before it', async () => {
  const dataset = drawnDataset({ timeframe: '1m', rows: 60, start: iso(0) })
  const { datasetId } = dataset
  const summary = { runId: run, datasets: [datasetId], symbols: ['TEST'], timeframe: '1h' } as const
  const column = (...values: number[]) => Float64Array.from(values)
  const { client, asked } = scriptedClient({
    'run.fills': () => ({
      fills: [fill({}), fill({ candle: 15, time: iso(15.5), why: 'target', action: 'sell', rule: 'F08' })],
      total: 2,
    }),
    'run.orders': () => ({ orders: [], total: 0 }),
    'dataset.read': () => dataset,
    'run.decisions': ({ candle = 0 }) => ({
      decisions: [
        { candle, asOf: iso(candle), wanted: 'enter-long', approved: true, reasons: ['up'], values: {} },
      ],
      first: 0,
      total: 1,
    }),
    'candles.read': ({ timeframe, from, to, dataset }) => {
      // Hours open on the hour; of those, the ones between the two times.
      const first = Math.ceil(from / HOUR)
      const hours = Array.from({ length: Math.ceil(to / HOUR) - first }, (_, at) => first + at)
      const time = timeframe === '1m' ? column(from, from + 60_000) : column(...hours.map((at) => at * HOUR))
      const price = time.map((at) => at / HOUR)
      const rest = {
        per: 1,
        first: 0,
        total: 9,
        start: from,
        end: to,
        priceDecimals: 2,
        partial: { first: false, last: false },
        dataset,
      }
      return {
        ...rest,
        timeframe: timeframe ?? '1h',
        time,
        open: price,
        high: price,
        low: price,
        close: price,
        volume: price,
      }
    },
  })
  const store = explainStore(client, summary)
  store.getState().explain(trade(1))
  expect(store.getState().fills.is).toBe('waiting')
  await settle()
  await settle()
  const { fills } = store.getState()
  const [entry, exit] = fills.is === 'ready' ? fills.value : []
  expect(entry).toMatchObject({ candle: { time: 10 * HOUR }, finer: '1m', decision: { candle: 9 } })
  // The target filled in the middle of its candle, and nobody decided that.
  expect(exit).toMatchObject({ candle: { time: 15 * HOUR, open: 15 }, decision: null })
  expect(exit?.inside?.time[0]).toBe(15 * HOUR)
  expect(asked.filter((request) => request === 'run.decisions')).toHaveLength(1)
})

const order = (more: Partial<OrderRecord>): OrderRecord =>
  ({
    order: 1,
    action: 'enter',
    side: 'long',
    kind: 'market',
    why: 'entry',
    quantity: null,
    amount: null,
    sharePct: null,
    legs: null,
    limit: null,
    stop: null,
    state: 'filled',
    code: null,
    reasons: [],
    trade: 1,
    ...more,
  }) as OrderRecord

test('U3 orders are told in words, and those that did not fill are found with their reason', async () => {
  const refused = order({
    order: 2,
    kind: 'stop-limit',
    quantity: '1250.5',
    stop: '105',
    limit: '106',
    state: 'rejected',
    code: 'INSUFFICIENT_FUNDS',
    reasons: ['INSUFFICIENT_FUNDS: 10 needed, 5 there'],
    trade: null,
  })
  expect([orderWords(refused), askedWords(refused), priceWords(refused)]).toEqual([
    'Enter long, stop limit',
    '1,250.5',
    '105 / 106',
  ])
  expect(refusalWords(refused)).toEqual({
    meaning: 'The cash does not cover the order and its fee.',
    figures: '10 needed, 5 there',
  })
  const entry = order({ sharePct: '100', legs: { stop: '98', target: null, trail: '2.5' } })
  expect([askedWords(entry), purposeWords(entry), purposeWords(order({ why: 'signal' }))]).toEqual([
    '100\u202f% equity',
    'stop 98 · trail 2.5',
    'by signal',
  ])
  expect([order({}), refused, order({ state: 'expired' })].map(isRefused)).toEqual([false, true, true])

  const all = Array.from({ length: 1500 }, (_, at) => (at % 3 === 0 ? refused : order({})))
  const { client, asked } = scriptedClient({
    'run.orders': ({ first = 1, most = 200 }) => ({
      orders: all.slice(first - 1, first - 1 + most),
      total: all.length,
    }),
  })
  const store = ordersStore(client, run)
  await store.getState().load()
  const { orders } = store.getState()
  expect(orders.is === 'ready' ? ordersFor(orders.value, 'refused').length : 0).toBe(500)
  expect(asked).toHaveLength(2)
})

const quiet: DecisionRecord = {
  candle: 1,
  asOf: iso(1),
  wanted: 'nothing',
  approved: null,
  reasons: [],
  values: {},
}

test('U3 a refusal is seen in the journal wherever it was made', () => {
  const said = (approved: boolean | null, ...reasons: string[]) => isRefusal({ ...quiet, approved, reasons })
  expect(said(false, 'risk rejects: COOLDOWN: 1 of 3')).toBe(true)
  expect(said(null, 'enter-long refused at the open: INSUFFICIENT_FUNDS: 10')).toBe(true)
  expect(said(null, 'EXPIRED: the price never came')).toBe(true)
  expect(said(true, 'risk approves: long, 1 units')).toBe(false)
  expect(said(null, 'AMBIGUOUS: this candle reaches stop and target')).toBe(false)
})

test('A1 the assumption interval is one sentence', () => {
  const words = (interval: RunDetails['interval']) =>
    intervalWords({ metrics: { netProfitPct: { value: 8.1 } } as RunDetails['metrics'], interval }, '1m')
  const hidden = { netProfitPctLow: 2.3, netProfitPctHigh: 9.9, ambiguous: 14, resolved: 9 }
  expect(words(hidden)).toBe(
    'net +8.10 % (between +2.3 % and +9.9 %), 14 ambiguous candles, 9 resolved by 1m data',
  )
  expect(words({ ...hidden, ambiguous: 0 })).toBe('net +8.10 %, 0 ambiguous candles, 9 resolved by 1m data')
  expect(words(null)).toBe('net +8.10 %')
})
