import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DecisionRecord, TradeRecord } from '../../src/shared/run.ts'
import { diffDecisions, diffInputs, diffTrades } from '../../src/main/runs/diff.ts'
import { INPUTS } from './published-run.ts'

const decision = (candle: number, more: Partial<DecisionRecord> = {}): DecisionRecord => ({
  candle,
  asOf: `2024-01-${String(candle).padStart(2, '0')}T00:00:00.000Z`,
  wanted: 'enter-long',
  approved: true,
  reasons: ['crossed'],
  values: {},
  ...more,
})
const quiet = (candle: number, count: number): DecisionRecord =>
  decision(candle, { wanted: 'nothing', approved: null, reasons: [], quiet: count })

const trade = (number: number, more: Partial<TradeRecord> = {}): TradeRecord =>
  ({
    trade: number,
    symbol: 'TEST',
    side: 'long',
    quantity: '1',
    entryTime: 't',
    entryPrice: '100',
    ...more,
  }) as TradeRecord

test('A4 inputs are told the weightiest first, by the paths that can be set', () => {
  const other = {
    ...INPUTS,
    journal: 'full' as const,
    params: { ...INPUTS.params, slow: 21 },
    timeframe: '4h' as const,
    settings: { ...INPUTS.settings, fees: { ...INPUTS.settings.fees, takerBps: '5' } },
  }
  expect(diffInputs(INPUTS, other).map(({ field, first, second }) => [field, first, second])).toEqual([
    ['timeframe', '1d', '4h'],
    ['params.slow', '20', '21'],
    ['settings.fees.takerBps', '10', '5'],
    ['journal', 'events', 'full'],
  ])
  expect(diffInputs(INPUTS, INPUTS)).toEqual([])
})

test('A4 a parameter that only one run has is not there in the other', () => {
  const [difference] = diffInputs(INPUTS, { ...INPUTS, params: { fast: 5 } })
  expect(difference).toEqual({ field: 'params.slow', first: '20', second: 'not there' })
})

test('A4 quiet stretches may be counted differently and are no difference', () => {
  const full = [1, 2, 3].map((candle) => decision(candle, { wanted: 'nothing', approved: null, reasons: [] }))
  expect(diffDecisions([quiet(1, 3), decision(4)], [...full, decision(4)])).toBe(null)
})

test.each([
  ['another answer', [decision(4)], [decision(4, { approved: false })], 4, true, true],
  ['another reason', [decision(4)], [decision(4, { reasons: ['other'] })], 4, true, true],
  ['quiet in the second', [decision(4), decision(7)], [decision(7)], 4, true, false],
  ['quiet in the first', [decision(7)], [decision(4), decision(7)], 4, false, true],
  ['the second ends first', [decision(4), decision(7)], [decision(4)], 7, true, false],
  ['the first ends first', [decision(4)], [decision(4), decision(7)], 7, false, true],
])('A4 the first decision that differs: %s', (_, first, second, candle, inFirst, inSecond) => {
  const found = diffDecisions(first, second)
  expect([found?.asOf, found?.first !== null, found?.second !== null]).toEqual([
    decision(candle).asOf,
    inFirst,
    inSecond,
  ])
})

test('A4 the first trade that differs is named with its first field, or as missing', () => {
  const trades = [1, 2, 3].map((number) => trade(number))
  expect(diffTrades(trades, trades)).toBe(null)
  const dearer = [trades[0]!, trade(2, { entryPrice: '101', quantity: '2' }), trades[2]!]
  expect(diffTrades(trades, dearer)).toMatchObject({ trade: 2, field: 'entryPrice' })
  expect(diffTrades(trades, trades.slice(0, 2))).toMatchObject({ trade: 3, field: null, second: null })
})

test('A4 a difference is found from either side, at the same place', () => {
  const records = fc
    .uniqueArray(fc.integer({ min: 1, max: 28 }), { maxLength: 12 })
    .map((candles) => candles.toSorted((a, b) => a - b).map((candle) => decision(candle)))
  fc.assert(
    fc.property(records, records, (first, second) => {
      const [there, back] = [diffDecisions(first, second), diffDecisions(second, first)]
      expect([back?.asOf, back?.first, back?.second]).toEqual([there?.asOf, there?.second, there?.first])
      expect(there === null).toBe(JSON.stringify(first) === JSON.stringify(second))
    }),
  )
})
