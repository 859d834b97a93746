import { expect, test } from 'vitest'
import { close, high, low } from '../../../src/main/engine/series.ts'
import { ticks, type Setup } from '../../../src/main/engine/setup.ts'
import { candles } from '../../support/market.ts'
import { outcome, play } from './scene.ts'

test('F01 a market order fills at the next open', () => {
  const series = candles`
    open  high  low  close
    100   100   99   99
    100   102   99   101
  `
  expect(outcome(series)).toEqual(['1 buy 1 @ 100 entry F01 taker'])
})

/** The order's price is drawn with the first candle: a limit at its low, a stop at its high. */
const limit: Setup = { entry: { is: 'limit', at: low } }
const stop: Setup = { entry: { is: 'stop', at: high } }

const f07 = candles`
  open  high  low    close
  100   100   99     100    limit 99
  100   101   99.00  100
`
test('F07 a limit that is only touched is not sure to fill', () => {
  expect(outcome(f07, { setup: limit })).toEqual([])
})
test.each(['tradingview', 'backtestingpy', 'freqtrade'] as const)('F07 %s: 99', (profile) => {
  expect(outcome(f07, { setup: limit, profile })).toEqual(['1 buy 1 @ 99 entry F08 maker'])
})

test('F08 a limit that is traded through fills at its price, as maker', () => {
  const series = candles`
    open  high  low    close
    100   100   99     100    limit 99
    100   101   98.99  100
  `
  expect(outcome(series, { setup: limit })).toEqual(['1 buy 1 @ 99 entry F08 maker'])
})

const f09 = candles`
  open  high  low  close
  100   100   99   100    limit 99
  97    98    96   97
`
test('F09 a limit above the open gets no better price, and pays the taker fee', () => {
  expect(outcome(f09, { setup: limit })).toEqual(['1 buy 1 @ 99 entry F09 taker'])
})
test.each(['tradingview', 'backtestingpy'] as const)('F09 %s: the open, 97', (profile) => {
  expect(outcome(f09, { setup: limit, profile })).toEqual(['1 buy 1 @ 97 entry F09 taker'])
})

test('F10 a buy stop fills at its price', () => {
  const series = candles`
    open  high  low  close
    104   105   100  104    stop 105
    103   106   102  104
  `
  expect(outcome(series, { setup: stop })).toEqual(['1 buy 1 @ 105 entry F10 taker'])
})

test('F11 a buy stop that is gapped over fills at the open', () => {
  const series = candles`
    open  high  low  close
    104   105   100  104    stop 105
    107   108   106  107
  `
  expect(outcome(series, { setup: stop })).toEqual(['1 buy 1 @ 107 entry F11 taker'])
})

const f12 = candles`
  open  high  low    close
  104   105   104    104      buy stop 105
  104   106   102    103.5    stop 103, target 110: was the low of 102 before the entry?
  103   103.5 102.5  103
`
const f12Legs: Setup = { ...stop, stop: ticks(200), target: ticks(500) }
const in105 = '1 buy 1 @ 105 entry F10 taker'
test('F12 an entry and its stop in one candle: in at 105, out at 103, ambiguous', () => {
  expect(outcome(f12, { setup: f12Legs })).toEqual([
    in105,
    '1 sell 1 @ 103 stop F12 taker AMBIGUOUS',
    'ambiguous: 1',
  ])
  // The optimist has the low before the entry, and is stopped by the open of the next candle.
  expect(outcome(f12, { setup: f12Legs, assume: 'optimistic' })).toEqual([
    in105,
    '2 sell 1 @ 103 stop F04 taker',
    'ambiguous: 1',
  ])
})
test('F12 backtestingpy leaves the stop to the next candle, with a warning', () => {
  const told = play(f12, { setup: f12Legs, profile: 'backtestingpy' })
  expect([...told.fills()].map(({ candle, price }) => [candle, price])).toEqual([
    [1, '105'],
    [2, '103'],
  ])
  expect(told.decisions[1]?.reasons).toContain(
    'AMBIGUOUS: this candle hides whether the stop was touched before the entry or after it',
  )
})
test('F12 tradingview goes to the low first: the stop is not touched after the entry', () => {
  expect(outcome(f12, { setup: f12Legs, profile: 'tradingview' })[1]).toBe('2 sell 1 @ 103 stop F04 taker')
})

const f13 = candles`
  open  high  low    close
  104   105   104    104    buy stop 105
  104   109   103.5  107    stop 103, target 108
`
test.each(['conservative', 'backtestingpy'] as const)(
  'F13 %s: an entry and its target the same way are certain: in at 105, out at 108',
  (profile) => {
    const setup = { ...stop, stop: ticks(200), target: ticks(300) }
    expect(outcome(f13, { setup, profile })).toEqual([in105, '1 sell 1 @ 108 target F13 maker'])
  },
)

const limited: Setup = { ...limit, stop: ticks(200), target: ticks(200) }
const in99 = '1 buy 1 @ 99 entry F08 maker'
test('2.3 after a limit entry the stop below is certain, and the target needs the close', () => {
  const fell = candles`
    open  high  low  close
    100   100   99   100    limit 99
    100   100.5 97   98     stop 97
  `
  expect(outcome(fell, { setup: limited })).toEqual([in99, '1 sell 1 @ 97 stop F06 taker'])
  const hidden = candles`
    open  high    low  close
    100   100     99   100    limit 99
    100   101.01  98   100    target 101: on the way down, or after?
    100   100.5   98   100
  `
  expect(outcome(hidden, { setup: limited })).toEqual([in99, 'ambiguous: 1'])
  expect(outcome(hidden, { setup: limited, assume: 'optimistic' })[1]).toBe(
    '1 sell 1 @ 101 target F08 maker AMBIGUOUS',
  )
  const proven = candles`
    open  high    low  close
    100   100     99   100    limit 99
    100   101.01  98   101    target 101
  `
  expect(outcome(proven, { setup: limited })).toEqual([in99, '1 sell 1 @ 101 target F08 maker'])
})

const stopLimit: Setup = { entry: { is: 'stop-limit', at: high, limit: close, lasts: 2 } }
test('2.3 a triggered stop-limit fills in its candle only if the close proves it, else rests as a limit', () => {
  const proven = candles`
    open  high  low  close
    103   105   100  104    stop 105, limit 104
    104   106   103  104
  `
  expect(outcome(proven, { setup: stopLimit })).toEqual(['1 buy 1 @ 104 entry F10 taker'])
  const later = candles`
    open  high   low     close
    103   105    100     104    stop 105, limit 104
    104   106    103     105    triggered, and the close is above the limit
    105   105.5  103.99  105
  `
  expect(outcome(later, { setup: stopLimit })).toEqual(['2 buy 1 @ 104 entry F08 maker'])
})

test('2.1 an entry rests for as long as it was asked to, and then is gone', () => {
  const series = candles`
    open  high  low    close
    100   100   99     100    limit 99
    100   101   99.5   100
    100   101   98     100
  `
  const told = play(series, { setup: limit })
  expect([...told.fills()]).toEqual([])
  expect(told.timeline[1]).toMatchObject({
    candle: 1,
    kind: 'unfilled',
    title: 'EXPIRED: the price never came to the order to enter long',
  })
  expect(outcome(series, { setup: { entry: { is: 'limit', at: low, lasts: 2 } } })).toEqual([
    '2 buy 1 @ 99 entry F08 maker',
  ])
})

test('2.1 a short rests mirrored: a sell limit above, a sell stop below', () => {
  const series = candles`
    open  high    low    close
    100   101     99     100
    100   101.01  99.5   100
  `
  const above: Setup = { entry: { is: 'limit', at: high } }
  const below: Setup = { entry: { is: 'stop', at: low } }
  expect(outcome(series, { side: 'short', setup: above })).toEqual(['1 sell 1 @ 101 entry F08 maker'])
  expect(outcome(series, { side: 'short', setup: below })).toEqual([])
})
