import { expect, test } from 'vitest'
import { above } from '../../src/main/engine/rules.ts'
import {
  atr,
  close,
  high,
  low,
  minus,
  plus,
  rsi,
  type Series,
  sma,
  times,
} from '../../src/main/engine/series.ts'
import { at, atrs, away, RANGE, seriesInSetups, type Setups } from '../../src/main/engine/setup.ts'
import { strategy } from '../../src/main/engine/strategy.ts'
import { candles, wandering } from '../support/market.ts'
import { replayed } from '../support/replayed.ts'
import { outcome, play } from './fills/scene.ts'

const guarded = (setups: Setups) =>
  strategy({
    id: 'guarded',
    version: '1',
    title: 'Guarded',
    idea: '',
    suits: '',
    parameters: {},
    indicators: () => ({}),
    rules: () => ({ enterLong: above(close, sma(close, 5)) }),
    setups: () => setups,
  })

const market = candles`
  open  high  low  close
  100   101   99   100   range 2: what is decided here knows nothing of later ranges
  103   113   101  104   filled at 103
  104   104   96   97
`
const range = minus(high, low)

test('S3 B2 a distance is that of the candle that decided, from the price that was paid', () => {
  const legs = (side: 'long' | 'short') => {
    const setup = { stop: away(times(range, 0.5)), target: away(times(range, 10)) }
    const { initialStop, initialTarget } = play(market, { side, setup }).trades[0]!
    return [initialStop, initialTarget]
  }
  expect(legs('long')).toEqual(['102', '123'])
  expect(legs('short')).toEqual(['104', '83'])
})

test('B2 a trailing stop stays a distance behind the best price, as far as the deciding candle said', () => {
  // Four ranges of 2 below 113; the candle closed below that, so it was there on the way.
  expect(outcome(market, { setup: { trail: away(times(range, 4)) } })).toEqual([
    '1 buy 1 @ 103 entry F01 taker',
    '1 sell 1 @ 105 trailing F15 taker',
  ])
})

test('B2 a price is a price for both sides, and is read where it was decided', () => {
  const stop = (side: 'long' | 'short', price: Series) =>
    play(market, { side, setup: { stop: at(price) } }).trades[0]!.initialStop
  expect(stop('long', low)).toBe('99')
  expect(stop('short', plus(high, range))).toBe('103')
})

test('Q1 a strategy does not decide before every price of its orders is known', () => {
  expect(guarded({}).plan({}).need).toBe(4)
  expect(guarded({ long: { stop: away(atr(40)) } }).plan({}).need).toBe(39)
  expect(guarded({ short: { target: at(sma(close, 30)) } }).plan({}).need).toBe(29)
  expect(guarded({ long: { entry: { is: 'limit', at: sma(close, 20) } } }).plan({}).need).toBe(19)
  expect(guarded({ long: { trail: atrs(2) } }).plan({}).need).toBe(13)
  const both = { stop: at(low), trail: atrs(3) }
  expect(seriesInSetups({ long: both, short: both })).toEqual([low, RANGE])
})

test('S2 an order that a plain number prices is STRATEGY_INVALID', () => {
  expect(() => guarded({ long: { stop: at(rsi(close, 14)) } }).plan({})).toThrow(
    expect.objectContaining({
      code: 'STRATEGY_INVALID',
      message: 'guarded: an order or a leg is priced by rsi(close, 14), a plain number.',
    }),
  )
  expect(() => guarded({ long: { trail: away(atr(0)) } }).plan({})).toThrow('atr(0) needs a whole number')
})

test('S1 the stops that strategies come with are those of the market', () => {
  const series = wandering({ seed: 21, rows: 1500, swing: 0.03 })
  const reasons = (id: string) => {
    const settings = { direction: 'both', sizing: { kind: 'cash', value: '100' } } as const
    return new Set(replayed({ series, strategy: id, settings }).trades.map(({ exitReason }) => exitReason))
  }
  expect(reasons('atr-breakout')).toContain('trailing')
  expect(reasons('supertrend')).toContain('stop')
})
