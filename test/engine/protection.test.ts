import { expect, test } from 'vitest'
import { Columns } from '../../src/main/engine/columns.ts'
import {
  atPrice,
  away,
  explainProtection,
  levelsOf,
  needOfProtection,
  type Protection,
  trailing,
} from '../../src/main/engine/protection.ts'
import { Readings } from '../../src/main/engine/readings.ts'
import { above } from '../../src/main/engine/rules.ts'
import { atr, close, sma, times } from '../../src/main/engine/series.ts'
import { parseParams, strategy } from '../../src/main/engine/strategy.ts'
import { findStrategy } from '../../src/main/strategies/index.ts'
import { candles } from '../support/market.ts'

const market = candles`
  open high low close
  100  104  98  100
  100  104  98  102     range 6, average 101
  102  110  100 104     range 10, average 103
`
const columns = new Columns(market, market.rows)
const levels = (protection: Protection, side: 'long' | 'short', decided = 1) =>
  levelsOf(protection, columns)(decided, side, 103)

test('B2 a distance counts against the position for a stop and in its favour for a target', () => {
  const protection = { stop: away(times(atr(2), 0.5)), target: away(atr(2)) }
  expect(levels(protection, 'long')).toEqual({ stop: 100, trail: null, target: 109 })
  expect(levels(protection, 'short')).toEqual({ stop: 106, trail: null, target: 97 })
})

test('B2 a price is a price for both sides', () => {
  const protection = { stop: atPrice(sma(close, 2)) }
  expect(levels(protection, 'long')).toEqual({ stop: 101, trail: null, target: null })
  expect(levels(protection, 'short')).toEqual({ stop: 101, trail: null, target: null })
  expect(levels({ target: atPrice(close) }, 'short', 2)).toEqual({ stop: null, trail: null, target: 104 })
})

test('B2 a trailing stop begins at its distance from the entry and says how far it follows', () => {
  expect(levels({ stop: trailing(atr(2)) }, 'long')).toEqual({ stop: 97, trail: 6, target: null })
  expect(levels({ stop: trailing(atr(2)) }, 'short', 2)).toEqual({ stop: 111, trail: 8, target: null })
  expect(levels({}, 'long')).toEqual({ stop: null, trail: null, target: null })
})

test('S3 what protects is read at the close that decided, not at the candle that fills', () => {
  const before = new Columns(market, 2)
  expect(levelsOf({ stop: away(atr(2)) }, before)(1, 'long', 103).stop).toBe(97)
  expect(() => levelsOf({ stop: away(atr(2)) }, before)(2, 'long', 103)).toThrow(RangeError)
})

test('Q1 a strategy does not decide before its protection is known, and says it in words', () => {
  expect(needOfProtection({ stop: away(atr(20)), target: atPrice(sma(close, 30)) })).toBe(29)
  expect(needOfProtection({})).toBe(0)
  const guarded = strategy({
    id: 'guarded',
    version: '1',
    title: 'Guarded',
    idea: '',
    suits: '',
    parameters: {},
    indicators: () => ({}),
    rules: () => ({ enterLong: above(close, sma(close, 5)), protect: { stop: away(atr(40)) } }),
  })
  expect(guarded.plan({}).need).toBe(39)
  const plan = (id: string, given: { readonly [name: string]: number }) => {
    const strategy = findStrategy(id)
    return strategy.plan(parseParams(strategy, given))
  }
  expect(plan('atr-breakout', { entry: 5, length: 40 }).need).toBe(39)
  expect(plan('supertrend', {}).protect).toEqual({
    stop: { is: 'at', price: plan('supertrend', {}).indicators['line'] },
  })
  const readings = new Readings({ reach: atr(2) }, columns, 0)
  const words = explainProtection({ stop: trailing(atr(2)), target: atPrice(close) }, (series) =>
    readings.tell(series, 2),
  )
  expect(words).toEqual(['stop behind the best price (atr(2) 8)', 'target at a price (close 104)'])
})
