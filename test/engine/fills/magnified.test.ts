import { expect, test } from 'vitest'
import { ticks } from '../../../src/main/engine/setup.ts'
import { candles, seriesOf } from '../../support/market.ts'
import { fills, play } from './scene.ts'

const MINUTE = 60_000
const days = candles`
  open  high  low  close
  100   100   100  100
  100   100   100  100
  100   105   97   103    stop 98, target 104
`
/** Ten finer candles inside the third day; the two before are one candle each. */
const finer = (minutes: readonly (readonly [string, string, string, string])[]) => ({
  ...seriesOf(
    [['100', '100', '100', '100'], ['100', '100', '100', '100'], ...minutes],
    [days.time[0]!, days.time[1]!, ...minutes.map((_, minute) => days.time[2]! + minute * MINUTE)],
  ),
  timeframe: '1m' as const,
})
const still = ['100', '100', '100', '100'] as const
const setup = { stop: ticks(200), target: ticks(400) }

const apart = finer([
  still,
  still,
  still,
  ['100', '105', '100', '104'],
  ['104', '104', '104', '104'],
  ['104', '104', '104', '104'],
  ['104', '104', '104', '104'],
  ['104', '104', '104', '104'],
  ['104', '104', '104', '104'],
  ['104', '104', '97', '103'],
])
const together = finer([still, still, ['100', '105', '97', '103']])

test('F28 A1 with the high at minute 3 and the low at minute 9 it was the target, resolved', () => {
  const told = play(days, { setup, finer: apart })
  expect(fills(told)).toEqual(['1 buy 1 @ 100 entry F01 taker', '2 sell 1 @ 104 target F08 maker'])
  expect([told.ambiguousCandles, told.resolvedCandles, told.trades[0]?.ambiguous]).toEqual([0, 1, false])
  expect([...told.fills()][1]?.time).toBe('2024-01-03T00:03:00.000Z')
})

test('F29 both in one minute: the stop, ambiguous at 1m', () => {
  const told = play(days, { setup, finer: together })
  expect(fills(told)).toEqual([
    '1 buy 1 @ 100 entry F01 taker',
    '2 sell 1 @ 98 stop F02 taker AMBIGUOUS',
    'ambiguous: 1',
  ])
  expect([told.resolvedCandles, [...told.fills()][1]?.time]).toEqual([0, '2024-01-03T00:02:00.000Z'])
})

test('F28 without magnifying, or with candles that tell another story, the whole candle counts', () => {
  const off = play(days, { setup, finer: apart, settings: { fills: { magnify: false } } })
  const broken = play(days, { setup, finer: finer([still, still]) })
  for (const told of [off, broken]) {
    expect(fills(told)[1]).toBe('2 sell 1 @ 98 stop F02 taker AMBIGUOUS')
    expect([told.ambiguousCandles, told.resolvedCandles]).toEqual([1, 0])
  }
})

test('A5 a fill says what the other profiles make of its candle', () => {
  const nearHigh = candles`
    open  high   low  close
    100   100    100  100
    100   100    100  100
    100   103.5  94   95    stop 96, target 103
  `
  const told = play(nearHigh, { setup: { stop: ticks(400), target: ticks(300) } })
  expect([...told.fills()][1]).toEqual({
    trade: 1,
    candle: 2,
    time: '2024-01-03T00:00:00.000Z',
    action: 'sell',
    why: 'stop',
    order: 'stop',
    rule: 'F02',
    quantity: '1',
    price: '96',
    before: '96',
    fee: '0',
    liquidity: 'taker',
    ambiguous: true,
    others: { tradingview: '103' },
  })
})
