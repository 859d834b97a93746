import { expect, test } from 'vitest'
import { at, pct, ticks } from '../../src/main/engine/setup.ts'
import { close, low, plus, times } from '../../src/main/engine/series.ts'
import type { OrderRecord } from '../../src/shared/order.ts'
import { above } from '../../src/main/engine/rules.ts'
import { strategy } from '../../src/main/engine/strategy.ts'
import { colours } from '../support/colours.ts'
import { candles } from '../support/market.ts'
import { type Told } from '../support/replayed.ts'
import { play, type Scene } from './fills/scene.ts'

/** An order in a line: `1 enter long market filled`, with its code where it has one. */
const lines = (told: Told): readonly string[] =>
  [...told.orders()].map(
    ({ order, candle, action, side, kind, why, state, code, trade }) =>
      `${order} @${candle} ${action} ${side} ${kind} ${why} ${state}${code === null ? '' : ` ${code}`} #${trade}`,
  )
const first = (told: Told): OrderRecord | undefined => [...told.orders()][0]

const calm = candles`
  open  high  low  close
  100   100   100  100
  100   101   99   100
  100   106   99   105   target 104
  105   106   104  105
`

test('E1 an entry and the leg that ends it are two orders, with what was asked and what became of it', () => {
  const told = play(calm, { setup: { stop: ticks(300), target: pct(4) } })
  expect([...told.orders()]).toEqual([
    {
      order: 1,
      symbol: calm.symbol,
      candle: 0,
      time: '2024-01-01T00:00:00.000Z',
      action: 'enter',
      side: 'long',
      kind: 'market',
      why: 'entry',
      quantity: '1',
      amount: null,
      sharePct: null,
      limit: null,
      stop: null,
      legs: { stop: '97', target: '104', trail: null },
      state: 'filled',
      code: null,
      reasons: [],
      trade: 1,
      filled: { candle: 1, time: '2024-01-02T00:00:00.000Z', quantity: '1', price: '100', fee: '0' },
    },
    {
      order: 2,
      symbol: calm.symbol,
      candle: 2,
      time: '2024-01-03T00:00:00.000Z',
      action: 'exit',
      side: 'long',
      kind: 'limit',
      why: 'target',
      quantity: '1',
      amount: null,
      sharePct: null,
      limit: '104',
      stop: null,
      legs: null,
      state: 'filled',
      code: null,
      reasons: [],
      trade: 1,
      filled: { candle: 2, time: '2024-01-03T00:00:00.000Z', quantity: '1', price: '104', fee: '0' },
    },
  ])
})

test('Q2 an order for money says the amount, one for a share of the equity the share', () => {
  const sized = (kind: 'cash' | 'fraction', value: string) =>
    first(play(calm, { settings: { sizing: { kind, value } } }))
  expect(sized('cash', '500')).toMatchObject({ quantity: null, amount: '500', sharePct: null })
  expect(sized('fraction', '0.25')).toMatchObject({ quantity: null, amount: null, sharePct: '25' })
})

const flat = candles`
  open  high  low  close
  100   100   100  100
  100   101   99   100
  100   101   99   100
`
const nowhere = times(close, Number.MAX_VALUE)
const notANumber = plus(times(nowhere, 10), times(nowhere, -10))
const product = {
  baseIncrement: '0.01',
  quoteIncrement: '0.01',
  minFunds: '50',
  maxFunds: '2000',
  calendar: '24/7',
}

test.each<[what: string, scene: Scene, code: string]>([
  ['a stop on the wrong side', { setup: { stop: at(plus(close, close)) } }, 'STOP_WRONG_SIDE'],
  ['a target on the wrong side', { setup: { target: at(times(low, 0.5)) } }, 'TARGET_WRONG_SIDE'],
  ['a stop that is no number', { setup: { stop: at(notANumber) } }, 'PRICE_INVALID'],
  [
    'an entry price that is no number',
    { setup: { entry: { is: 'limit', at: notANumber } } },
    'PRICE_INVALID',
  ],
  ['a stop below zero', { setup: { stop: ticks(100_000) } }, 'PRICE_INVALID'],
  ['a zero quantity', { settings: { sizing: { kind: 'units', value: '0.000000001' } } }, 'CONFIG_INVALID'],
  [
    'a quantity below the step',
    { settings: { product, sizing: { kind: 'units', value: '0.001' } } },
    'QTY_ZERO',
  ],
  [
    'an amount that buys nothing',
    { settings: { product, sizing: { kind: 'cash', value: '0.5' } } },
    'QTY_ZERO',
  ],
  ['too little money', { settings: { product, sizing: { kind: 'cash', value: '20' } } }, 'MIN_NOTIONAL'],
  ['too much money', { settings: { product, sizing: { kind: 'cash', value: '3000' } } }, 'MAX_NOTIONAL'],
  ['more than there is', { settings: { sizing: { kind: 'units', value: '200' } } }, 'INSUFFICIENT_FUNDS'],
] as [string, Scene, string][])(
  'E1 %s is refused, as a row with its code and its sentence',
  (_, scene, code) => {
    let told: Told
    try {
      told = play(flat, scene)
    } catch (error) {
      // Refused before the run, which is sooner still.
      expect(error).toMatchObject({ code })
      return
    }
    const order = first(told)
    expect(order).toMatchObject({ state: 'rejected', code, trade: null, filled: null })
    expect(order?.reasons.at(-1)).toMatch(new RegExp(`^${code}: .{10}`))
  },
)

test('F21 a price between two increments is rounded, and the order says from what', () => {
  const setup = { entry: { is: 'limit', at: times(close, 0.99999) } } as const
  expect(first(play(flat, { setup }))).toMatchObject({
    kind: 'limit',
    limit: '99.99',
    reasons: ['PRICE_ROUNDED: the limit of 99.999 is between two increments and became 99.99'],
    state: 'filled',
  })
})

test('E1 an order that rested for nothing is expired, and one at the end unfilled', () => {
  const setup = { entry: { is: 'limit', at: times(close, 0.5) } } as const
  expect(lines(play(flat, { setup }))).toEqual(['1 @0 enter long limit entry expired EXPIRED #null'])
  const lasts = { entry: { ...setup.entry, lasts: 9 } }
  expect(lines(play(flat, { setup: lasts }))).toEqual([
    '1 @0 enter long limit entry unfilled UNFILLED_END #null',
  ])
})

test('F23 a part that the volume carried is a part-filled order', () => {
  const thin = { ...flat, hasVolume: true, volume: BigInt64Array.of(10n, 10n, 10n) }
  const told = play(thin, {
    settings: { sizing: { kind: 'units', value: '2.5' }, fills: { volumeCapPct: '10' } },
  })
  expect(lines(told)).toEqual(['1 @0 enter long market entry part-filled VOLUME_CAP #1'])
  expect(first(told)).toMatchObject({ quantity: '2.5', filled: { candle: 2, quantity: '2' } })
})

test('Q6 a reversal is a way out and a way in, in this order; risk stops leave their code', () => {
  const swings = candles`
    open  high  low  close
    100   102   100  102    buy
    102   102   100  100    turn
    100   102   100  102    turn
    102   102   100  100
  `
  const told = play(swings, { strategy: colours, settings: { direction: 'both' } })
  expect(lines(told)).toEqual([
    '1 @0 enter long market entry filled #1',
    '2 @1 exit long market signal filled #1',
    '3 @1 enter short market entry filled #2',
    '4 @2 exit short market signal filled #2',
    '5 @2 enter long market entry filled #3',
    '6 @3 exit long market signal unfilled UNFILLED_END #3',
    '7 @3 enter short market entry unfilled UNFILLED_END #null',
  ])
  const stopped = play(swings, {
    strategy: colours,
    settings: { direction: 'both', risk: { maxDrawdownPct: '0.0001' } },
  })
  expect(lines(stopped)).toContain('3 @1 enter short market entry rejected MAX_DRAWDOWN #null')
})

test('R6 the journal tells a run event by event, each of a known type and in order', () => {
  const told = play(calm, { setup: { stop: ticks(300), target: pct(4) } })
  expect(told.events.map(({ sequence, type, candle }) => `${sequence} ${type} ${candle}`)).toEqual([
    '1 run_started 0',
    '2 intent_emitted 0',
    '3 policy_evaluated 0',
    '4 intent_approved 0',
    '5 order_filled 1',
    '6 position_opened 1',
    '7 order_filled 2',
    '8 position_closed 2',
    '9 run_completed 3',
  ])
  expect(told.events[7]?.payload).toEqual({
    record: 'finalize_exit',
    trade: 1,
    side: 'long',
    reason: 'target',
    netPnl: '4',
  })
})

test('R6 what risk refused is an intent_rejected with its code', () => {
  const told = play(flat, { setup: { stop: at(plus(close, close)) } })
  expect(told.events.map(({ type }) => type)).toEqual([
    'run_started',
    'intent_emitted',
    'policy_evaluated',
    'intent_rejected',
    'run_completed',
  ])
  expect(told.events[3]?.payload).toMatchObject({ enters: 'long', code: 'STOP_WRONG_SIDE' })
})

test('bracket.stop none switches off the strategy’s own stop and its trailing stop, and nothing else', () => {
  const falling = candles`
    open  high  low  close
    100   100   100  100
    100   101   99   100
    100   100   90   91
    91    92    80   81
  `
  const setups = [{ stop: ticks(300) }, { trail: ticks(300) }, { stop: ticks(500), trail: ticks(300) }]
  for (const setup of setups) {
    const both = { ...setup, target: ticks(400), candles: 2 }
    expect(play(falling, { setup: both }).trades[0]?.exitReason).toMatch(/^(stop|trailing)$/)
    const bare = play(falling, { setup: both, settings: { bracket: { stop: 'none' } } })
    expect(bare.trades).toMatchObject([{ exitReason: 'time', initialStop: null, initialTarget: '104' }])
    expect(first(bare)?.legs).toEqual({ stop: null, target: '104', trail: null })
  }
})

/** Wants to enter at half the price on every candle, for as long as nothing is held. */
const patient = strategy({
  id: 'patient',
  version: '1',
  title: 'Patient',
  idea: 'Waits for half the price.',
  suits: 'Tests.',
  parameters: {},
  indicators: () => ({}),
  rules: () => ({ enterLong: above(close, times(close, 0.5)) }),
  setups: () => ({ long: { entry: { is: 'limit', at: times(close, 0.5), lasts: 9 } } }),
})

test('E1 a newer order replaces the one that rests, and both are told', () => {
  expect(lines(play(flat, { strategy: patient }))).toEqual([
    '1 @0 enter long limit entry replaced REPLACED #null',
    '2 @1 enter long limit entry replaced REPLACED #null',
    '3 @2 enter long limit entry unfilled UNFILLED_END #null',
  ])
})

test('F23 Q6 a reversal whose way out the volume did not carry is not entered, and says so', () => {
  const swings = {
    ...candles`
      open  high  low  close
      100   102   100  102    buy
      102   102   100  100    turn
      100   100   99   99
      99    100   99   99.5
    `,
    hasVolume: true,
    volume: BigInt64Array.of(40n, 40n, 10n, 40n),
  }
  const told = play(swings, {
    strategy: colours,
    settings: { direction: 'both', sizing: { kind: 'units', value: '2' }, fills: { volumeCapPct: '10' } },
  })
  expect(lines(told).slice(0, 3)).toEqual([
    '1 @0 enter long market entry filled #1',
    '2 @1 exit long market signal filled #1',
    '3 @1 enter short market entry cancelled NOT_FLAT #null',
  ])
  expect(told.events.filter(({ type }) => type === 'position_scaled')).toHaveLength(1)
})
