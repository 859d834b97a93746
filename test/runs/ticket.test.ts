import { expect, test } from 'vitest'
import { z } from 'zod'
import type { RunId } from '../../src/shared/brand.ts'
import type { Manifest, TradeRecord } from '../../src/shared/run.ts'
import { PRODUCTS } from '../../src/shared/products.ts'
import { type PartialSettings } from '../../src/shared/settings.ts'
import { ticketOf } from '../../src/main/runs/ticket.ts'
import { settingsOf } from '../support/replayed.ts'
import { INPUTS } from './published-run.ts'

const RUN = 'abcdef01'.repeat(8) as RunId

function manifestOf(settings: PartialSettings = {}): Manifest {
  return {
    schema: 1,
    runId: RUN,
    inputsSha256: '12'.repeat(32),
    inputs: { ...INPUTS, timeframe: '4h', settings: settingsOf(settings) },
    engine: INPUTS.engine,
    datasets: [],
    evaluated: { from: 0 as never, to: 0 as never, candles: 1, warmup: 0 },
    dataIntegrity: 'ok',
    marketTimeBasis: 'candle-open-utc',
    priceDecimals: 3,
    artifacts: [],
  }
}

const long: TradeRecord = {
  trade: 3,
  symbol: 'BTC-USD',
  side: 'long',
  quantity: '0.001',
  entryTime: '2024-03-05T16:00:00.000Z',
  entryPrice: '104500.004',
  entryReason: 'signal',
  exitTime: null,
  exitPrice: null,
  exitReason: null,
  initialStop: '102361.001',
  initialTarget: '112860.009',
  initialRisk: null,
  fees: '0',
  grossPnl: null,
  netPnl: null,
  mae: '0',
  mfe: '0',
  ambiguous: false,
}
const short: TradeRecord = {
  ...long,
  side: 'short',
  initialStop: '106639.009',
  initialTarget: '96140.001',
}

const ticket = (
  trade: TradeRecord = long,
  settings: PartialSettings = {},
  time = '2024-03-05T12:00:00.000Z',
) => ticketOf({ manifest: manifestOf(settings), trade, entry: { time } })

test('GA-3 B5 F21 a long is a limit order with its bracket attached, rounded against the trader', () => {
  const { payload, notes } = ticket()
  expect(payload).toEqual({
    client_order_id: expect.stringMatching(/^ANX4_abcdef01_BTC-USD_20240305T160000_[0-9a-f]{8}$/),
    product_id: 'BTC-USD',
    side: 'BUY',
    order_configuration: {
      limit_limit_gtc: { base_size: '0.00100000', limit_price: '104500.00', post_only: false },
    },
    attached_order_configuration: {
      trigger_bracket_gtc: { limit_price: '112860.00', stop_trigger_price: '102361.01' },
    },
  })
  expect(notes).toEqual([
    'the entry 104500.004 is between two increments and became 104500.00',
    'the target 112860.009 is between two increments and became 112860.00',
    'the stop 102361.001 is between two increments and became 102361.01',
  ])
})

test('GA-3 F21 a short rounds the other way: entry and target up, stop down', () => {
  const { payload } = ticket(short)
  expect([payload.side, payload.order_configuration, payload.attached_order_configuration]).toEqual([
    'SELL',
    { limit_limit_gtc: { base_size: '0.00100000', limit_price: '104500.01', post_only: false } },
    { trigger_bracket_gtc: { limit_price: '96140.01', stop_trigger_price: '106639.00' } },
  ])
})

test('GA-3 the payload has the exchange’s fields and no other, and every figure is decimal text', () => {
  const decimal = z.string().regex(/^\d+(\.\d+)?$/)
  const shape = z.strictObject({
    client_order_id: z.string().min(1).max(128),
    product_id: z.string(),
    side: z.enum(['BUY', 'SELL']),
    order_configuration: z.strictObject({
      limit_limit_gtc: z.strictObject({ base_size: decimal, limit_price: decimal, post_only: z.boolean() }),
    }),
    attached_order_configuration: z.strictObject({
      trigger_bracket_gtc: z.strictObject({ limit_price: decimal, stop_trigger_price: decimal }),
    }),
  })
  for (const trade of [long, short]) expect(shape.parse(ticket(trade).payload)).toEqual(ticket(trade).payload)
})

test('B5 the same decision always has the same id, and any difference in a leg another', () => {
  const id = (trade: TradeRecord = long, time?: string) => ticket(trade, {}, time).payload.client_order_id
  expect(id()).toBe(id())
  // What comes to the same at the increments is the same order.
  expect(id({ ...long, entryPrice: '104500.009' })).toBe(id())
  const others = [
    id({ ...long, entryPrice: '104500.01' }),
    id({ ...long, initialStop: '102361.02' }),
    id({ ...long, initialTarget: '112860.01' }),
    id({ ...long, quantity: '0.00100001' }),
    id(short),
    id(long, '2024-03-05T08:00:00.000Z'),
    ticketOf({
      manifest: { ...manifestOf(), inputsSha256: '34'.repeat(32) },
      trade: long,
      entry: { time: '2024-03-05T12:00:00.000Z' },
    }).payload.client_order_id,
  ]
  expect(new Set([id(), ...others]).size).toBe(8)
})

test('B1 a symbol without a product lists those there are; a product of the run’s own is taken', () => {
  const unknown = { ...long, symbol: 'DOGE-MOON' }
  expect(() => ticket(unknown)).toThrow(
    expect.objectContaining({
      code: 'SYMBOL_UNKNOWN',
      details: { text: 'DOGE-MOON', available: Object.keys(PRODUCTS) },
      message: expect.stringContaining('BTC-USD, ETH-USD, SOL-USD'),
    }),
  )
  expect(ticket({ ...long, symbol: 'BTCUSD' }).payload).toEqual(ticket().payload)
  const product = {
    baseIncrement: '1',
    quoteIncrement: '0.5',
    minFunds: null,
    maxFunds: null,
    calendar: '24/7',
  } as const
  const { payload } = ticket({ ...unknown, quantity: '7.9' }, { product })
  expect([payload.product_id, payload.order_configuration, payload.attached_order_configuration]).toEqual([
    'DOGE-MOON',
    { limit_limit_gtc: { base_size: '7', limit_price: '104500.0', post_only: false } },
    { trigger_bracket_gtc: { limit_price: '112860.0', stop_trigger_price: '102361.5' } },
  ])
})

test.each<[what: string, change: Partial<TradeRecord>, code: string]>([
  ['no stop', { initialStop: null }, 'TICKET_IMPOSSIBLE'],
  ['no target', { initialTarget: null }, 'TICKET_IMPOSSIBLE'],
  ['a stop that meets the entry', { initialStop: '104499.999' }, 'TICKET_IMPOSSIBLE'],
  ['a quantity below the step', { quantity: '0.000000001' }, 'ORDER_VALUE_OUT_OF_RANGE'],
  ['less than the least', { quantity: '0.00000900' }, 'ORDER_VALUE_OUT_OF_RANGE'],
] as [string, Partial<TradeRecord>, string][])('B5 a trade with %s says so', (_, change, code) => {
  expect(() => ticket({ ...long, ...change })).toThrow(expect.objectContaining({ code }))
})
