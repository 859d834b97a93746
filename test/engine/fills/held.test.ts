import { expect, test } from 'vitest'
import { ticks, type Setup } from '../../../src/main/engine/setup.ts'
import type { FillProfileName } from '../../../src/shared/settings.ts'
import { candles } from '../../support/market.ts'
import { outcome } from './scene.ts'

/** Bought, or sold short, at 100 on candle 1; the case is candle 2. Legs as distances of 0.01. */
const legs = (stop: number | null, target: number | null = null): Setup => ({
  ...(stop === null ? {} : { stop: ticks(stop) }),
  ...(target === null ? {} : { target: ticks(target) }),
})
const bought = '1 buy 1 @ 100 entry F01 taker'
const sold = '1 sell 1 @ 100 entry F01 taker'
const by = (profile: FillProfileName) => ({ profile })

const f02 = candles`
  open  high  low  close
  100   100   100  100
  100   100   100  100
  100   105   97   103    stop 98, target 104
`
test('F02 stop and target in one candle: the stop, ambiguous; the optimist takes the target', () => {
  const scene = { setup: legs(200, 400) }
  expect(outcome(f02, scene)).toEqual([bought, '2 sell 1 @ 98 stop F02 taker AMBIGUOUS', 'ambiguous: 1'])
  expect(outcome(f02, { ...scene, assume: 'optimistic' })).toEqual([
    bought,
    '2 sell 1 @ 104 target F02 maker AMBIGUOUS',
    'ambiguous: 1',
  ])
})
test.each(['tradingview', 'backtestingpy', 'freqtrade'] as const)('F02 %s: 98 as well', (profile) => {
  const told = outcome(f02, { setup: legs(200, 400), profile })
  expect(told[1]).toBe('2 sell 1 @ 98 stop F02 taker AMBIGUOUS')
})

const f03 = candles`
  open  high   low  close
  100   100    100  100
  100   100    100  100
  100   103.5  94   95     stop 96, target 103
`
test('F03 stop and target, the target nearer to the open: still the stop, ambiguous', () => {
  const scene = { setup: legs(400, 300) }
  expect(outcome(f03, scene)).toEqual([bought, '2 sell 1 @ 96 stop F02 taker AMBIGUOUS', 'ambiguous: 1'])
  expect(outcome(f03, { ...scene, assume: 'optimistic' })[1]).toBe(
    '2 sell 1 @ 103 target F02 maker AMBIGUOUS',
  )
})
test('F03 tradingview goes to the nearer extreme first: 103', () => {
  expect(outcome(f03, { setup: legs(400, 300), ...by('tradingview') })[1]).toBe(
    '2 sell 1 @ 103 target F02 maker AMBIGUOUS',
  )
})
test('F03 backtestingpy: 96', () => {
  expect(outcome(f03, { setup: legs(400, 300), ...by('backtestingpy') })[1]).toBe(
    '2 sell 1 @ 96 stop F02 taker AMBIGUOUS',
  )
})

const f04 = candles`
  open  high  low  close
  100   100   100  100
  100   100   99   99
  95    99    94   97     stop 98
`
test('F04 a stop that is gapped through fills at the open, not at the stop', () => {
  expect(outcome(f04, { setup: legs(200) })).toEqual([bought, '2 sell 1 @ 95 stop F04 taker'])
})
test.each(['tradingview', 'backtestingpy'] as const)('F04 %s: 95', (profile) => {
  expect(outcome(f04, { setup: legs(200), profile })[1]).toBe('2 sell 1 @ 95 stop F04 taker')
})
test('F04 freqtrade believes in the stop, 98, unless the whole candle is below it', () => {
  expect(outcome(f04, { setup: legs(200), ...by('freqtrade') })[1]).toBe('2 sell 1 @ 98 stop F04 taker')
  const below = candles`
    open  high   low  close
    100   100    100  100
    100   100    99   99
    95    97.99  94   97
  `
  expect(outcome(below, { setup: legs(200), ...by('freqtrade') })[1]).toBe('2 sell 1 @ 95 stop F04 taker')
})

const f05 = candles`
  open  high  low  close
  100   100   100  100
  100   100   100  100
  106   107   105  106    target 104
`
test('F05 a target that is gapped over gets its own price, and pays the taker fee', () => {
  expect(outcome(f05, { setup: legs(null, 400) })).toEqual([bought, '2 sell 1 @ 104 target F05 taker'])
})
test.each(['tradingview', 'backtestingpy'] as const)('F05 %s: the better open, 106', (profile) => {
  expect(outcome(f05, { setup: legs(null, 400), profile })[1]).toBe('2 sell 1 @ 106 target F05 taker')
})

test('F06 a stop that is touched is triggered', () => {
  const series = candles`
    open  high  low    close
    100   100   100    100
    100   100   100    100
    100   101   98.00  99     stop 98
  `
  expect(outcome(series, { setup: legs(200) })).toEqual([bought, '2 sell 1 @ 98 stop F06 taker'])
})

/** A trail of 2.00 whose peak is 110: the stop stands at 108. */
const trailing = { setup: { trail: ticks(200) } }
const f14 = candles`
  open  high  low    close
  100   100   100    100
  109   110   109    110
  109   112   108.5  111    the stop may follow to 110 before the low of 108.5, or after it
  111   111.5 110.5  111    at 110 it is out of reach
  110.5 111   109    109
`
test('F14 a trailing stop that may have been met after the high: no exit, it follows to 110, ambiguous', () => {
  expect(outcome(f14, trailing)).toEqual([
    '1 buy 1 @ 109 entry F01 taker',
    '4 sell 1 @ 110 trailing F06 taker',
    'ambiguous: 1',
  ])
})
test('F14 freqtrade takes the high first: out at 110', () => {
  expect(outcome(f14, { ...trailing, ...by('freqtrade') })[1]).toBe(
    '2 sell 1 @ 110 trailing F14 taker AMBIGUOUS',
  )
})
test('F14 tradingview: the low is nearer to the open and comes first, so nothing is met', () => {
  expect(outcome(f14, { ...trailing, ...by('tradingview') })[1]).toBe('4 sell 1 @ 110 trailing F06 taker')
})

const f15 = candles`
  open  high  low    close
  100   100   100    100
  109   110   109    110
  109   112   108.5  109    stop 108, which follows to 110, and the close is below that
`
test('F15 a close below the stop that followed proves the exit at 110', () => {
  expect(outcome(f15, trailing)).toEqual([
    '1 buy 1 @ 109 entry F01 taker',
    '2 sell 1 @ 110 trailing F15 taker',
  ])
})
test('F15 backtestingpy has no trailing stop inside a candle: it moves at the close', () => {
  expect(outcome(f15, { ...trailing, ...by('backtestingpy') })).toEqual(['1 buy 1 @ 109 entry F01 taker'])
})

test('F16 a short, stop and target in one candle: the stop, ambiguous', () => {
  const series = candles`
    open  high  low  close
    100   100   100  100
    100   100   100  100
    100   103   95   97     stop 102, target 96
  `
  const scene = { side: 'short', setup: legs(200, 400) } as const
  expect(outcome(series, scene)).toEqual([sold, '2 buy 1 @ 102 stop F02 taker AMBIGUOUS', 'ambiguous: 1'])
  expect(outcome(series, { ...scene, assume: 'optimistic' })[1]).toBe(
    '2 buy 1 @ 96 target F02 maker AMBIGUOUS',
  )
})

test('F17 a short whose stop is gapped over pays the open', () => {
  const series = candles`
    open  high  low  close
    100   100   100  100
    100   100   100  100
    105   106   104  105    stop 102
  `
  expect(outcome(series, { side: 'short', setup: legs(200) })).toEqual([sold, '2 buy 1 @ 105 stop F04 taker'])
})

test('F18 candles are bids: a short buys back at the ask, whose high reaches the stop', () => {
  const series = candles`
    open  high    low  close
    100   100     100  100
    100   100     100  100
    101   101.95  100  101    stop 102, ask high 102.05
  `
  const scene = { side: 'short', setup: legs(200) } as const
  expect(outcome(series, { ...scene, settings: { spread: '0.10' } })).toEqual([
    sold,
    '2 buy 1 @ 102 stop F06 taker',
  ])
  expect(outcome(series, scene)).toEqual([sold])
})

test('F30 Q5 an exit signal comes first: it fills at the open, before the stop inside', async () => {
  const { colours } = await import('../../support/colours.ts')
  const series = candles`
    open  high  low  close
    99    100   99   100    rises: buy
    100   101   99   99     bought here; falls: sell
    99    100   97   98     stop 98
  `
  expect(outcome(series, { strategy: colours, settings: { bracket: { stop: 'ticks:200' } } })).toEqual([
    bought,
    '2 sell 1 @ 99 signal F01 taker',
  ])
})

test('Q4 a target that is only touched is not reached, and makes nothing ambiguous', () => {
  const series = candles`
    open  high    low  close
    100   100     100  100
    100   100     100  100
    100   104     97   103    stop 98; target 104 is touched
  `
  expect(outcome(series, { setup: legs(200, 400) })).toEqual([bought, '2 sell 1 @ 98 stop F06 taker'])
})

test('Q4 a target gapped at the open fills before the stop inside, and is not ambiguous', () => {
  const series = candles`
    open    high  low  close
    100     100   100  100
    100     100   100  100
    104.01  105   97   98     stop 98, target 104
  `
  expect(outcome(series, { setup: legs(200, 400) })).toEqual([bought, '2 sell 1 @ 104 target F05 taker'])
})
