import { expect, test } from 'vitest'
import { legsOf, worstLoss } from '../../../src/main/engine/bracket.ts'
import { textOf } from '../../../src/main/engine/exact.ts'
import { ticks } from '../../../src/main/engine/setup.ts'
import { candles, firstOf } from '../../support/market.ts'
import { cents, fills, outcome, play } from './scene.ts'

const entryRow = '1 buy 1 @ 100 entry F01 taker'
const isReason = (told: ReturnType<typeof play>, code: string) =>
  told.decisions.some(({ reasons }) => reasons.some((reason) => reason.includes(code)))

test('F19 a market entry pays the taker fee, a target that is traded through the maker fee', () => {
  const series = candles`
    open  high   low  close
    100   100    100  100
    100   104.5  99   104    target 104
  `
  const told = play(series, {
    setup: { target: ticks(4000) },
    settings: { fees: { makerBps: '10', takerBps: '20' }, product: { ...cents, quoteIncrement: '0.001' } },
  })
  expect([...told.fills()].map(({ price, fee, liquidity }) => [price, fee, liquidity])).toEqual([
    ['100', '0.2', 'taker'],
    ['104', '0.104', 'maker'],
  ])
})

const flat = candles`
  open  high  low  close
  100   100   100  100
  100   101   99   100
`
test('F20 a quantity below the smallest step is refused, before any order', () => {
  const told = play(flat, {
    settings: { sizing: { kind: 'cash', value: '0.0000009' }, product: { ...cents, quoteIncrement: '0.01' } },
  })
  expect([fills(told), isReason(told, 'QTY_ZERO')]).toEqual([[], true])
  const units = play(flat, {
    settings: { sizing: { kind: 'units', value: '0.009' }, product: { ...cents, baseIncrement: '0.01' } },
  })
  expect([fills(units), isReason(units, 'risk rejects: QTY_ZERO: less than 0.01')]).toEqual([[], true])
})

test('F21 B2 entry and target round down, the stop up; for a short the other way round', () => {
  const at = (price: number) => ({ is: 'at', ticks: price }) as const
  // Prices in thousandths, the increment is 0.01.
  const long = legsOf(
    { stop: at(102_361_001), target: at(112_860_009), trail: null, candles: null },
    104_500_000,
    10,
  )
  expect(long).toEqual({ stop: 102_361_010, target: 112_860_000, trail: null })
  const short = legsOf(
    { stop: at(-106_639_009), target: at(-96_140_001), trail: null, candles: null },
    -104_500_010,
    10,
  )
  expect(short).toEqual({ stop: -106_639_000, target: -96_140_010, trail: null })
})

test('F22 B3 the worst case of a stop, with a buffer of 5 %', () => {
  const fivePercent = 500_000_000n
  const thousandth = 100_000n
  expect(textOf(worstLoss(10_450_000, 10_236_100, fivePercent, thousandth, 2), 8)).toBe('7.25705')
  expect(textOf(worstLoss(-10_000, -10_200, fivePercent, 10n ** 8n, 2), 8)).toBe('7.1')
})

const thin = {
  ...candles`
    open  high  low  close
    100   101   99   100
    100   101   99   100
    100   101   99   100
    100   101   99   100
    100   101   99   100
  `,
  hasVolume: true,
  volume: BigInt64Array.of(10n, 10n, 10n, 10n, 0n),
}
test('F23 a tenth of the volume carries 1.0, 1.0 and 0.5 on three candles', () => {
  const scene = {
    settings: { sizing: { kind: 'units', value: '2.5' }, fills: { volumeCapPct: '10' } },
  } as const
  const told = play(thin, scene)
  expect(fills(told)).toEqual([
    '1 buy 1 @ 100 entry F01 taker',
    '2 buy 1 @ 100 entry F23 taker',
    '3 buy 0.5 @ 100 entry F23 taker',
  ])
  expect(told.trades).toMatchObject([{ trade: 1, quantity: '2.5', entryPrice: '100' }])
})

test('2.3 an exit that the volume does not carry goes on at the next open, as one trade', () => {
  const falling = {
    ...candles`
      open  high  low  close
      100   101   99   100
      100   101   99   100    bought 2 of 20
      100   100   97   97     stop 98: one is sold
      96    97    95   96     the other
    `,
    hasVolume: true,
    volume: BigInt64Array.of(20n, 20n, 10n, 10n),
  }
  const told = play(falling, {
    setup: { stop: ticks(200) },
    settings: { sizing: { kind: 'units', value: '2' }, fills: { volumeCapPct: '10' } },
  })
  expect(fills(told)).toEqual([
    '1 buy 2 @ 100 entry F01 taker',
    '2 sell 1 @ 98 stop F06 taker',
    '3 sell 1 @ 96 stop F01 taker',
  ])
  expect(told.trades).toMatchObject([{ quantity: '2', exitPrice: '97', exitReason: 'stop', netPnl: '-6' }])
})

test('F24 a position open at the last candle is an open trade, and the equity its last close', () => {
  const series = candles`
    open  high  low  close
    100   100   100  100
    100   101   99   101
  `
  const told = play(series)
  expect(told.trades).toMatchObject([{ exitTime: null, exitReason: null, netPnl: null }])
  expect(told.equity.at(-1)).toBe(10_001n * 10n ** 8n)
})

test('F25 a signal on the last candle is reported as UNFILLED_END', async () => {
  const { colours } = await import('../../support/colours.ts')
  const series = candles`
    open  high  low  close
    100   100   100  100
    100   101   99   101
  `
  const told = play(series, { strategy: colours })
  expect([fills(told), told.unfilledAtEnd, isReason(told, 'UNFILLED_END')]).toEqual([[], true, true])
})

test('F26 a market order before a missing candle fills at the next open there is, and says so', () => {
  const three = candles`
    open  high  low  close
    100   100   100  100
    101   101   101  101
    102   103   102  102
  `
  const DAY = 86_400_000
  const gap = { ...firstOf(three, 2), time: Float64Array.of(three.time[0]!, three.time[0]! + 2 * DAY) }
  const told = play(gap)
  expect(fills(told)).toEqual(['1 buy 1 @ 101 entry F01 taker'])
  expect(told.decisions[1]?.reasons).toEqual([
    'GAP: 1 candle is missing before this one',
    'bought 1 at 101, fee 0',
  ])
  // A weekend is none where the market rests.
  const stock = { ...cents, calendar: 'sessions' } as const
  expect(isReason(play(gap, { settings: { product: stock } }), 'GAP')).toBe(false)
})

test('F27 funding is paid at its time, by what is held, and its absence is said', () => {
  const series = candles`
    open  high  low  close
    100   100   100  100
    100   101   99   101
    101   101   101  101
  `
  const eight = series.time[1]! + 8 * 3_600_000
  const funding = { time: Float64Array.of(eight), rate: Float64Array.of(10_000) }
  const told = play(series, { funding })
  expect(told.decisions[1]?.reasons).toEqual([
    'bought 1 at 100, fee 0',
    'funding -0.01 at 2024-01-02T08:00:00.000Z',
  ])
  expect(told.equity.at(-1)).toBe(10_001n * 10n ** 8n - 10n ** 6n)
  expect(told.trades).toMatchObject([{ funding: '-0.01', fees: '0' }])
  expect(told.fundingMissing).toBe(false)
  expect(play(series, { funding, side: 'short' }).trades).toMatchObject([{ funding: '0.01' }])
  const unknown = play(series, { funding: { ...funding, rate: Float64Array.of(NaN) } })
  expect([unknown.fundingMissing, isReason(unknown, 'FUNDING_MISSING')]).toEqual([true, true])
})

test('B4 a bracket that cannot protect is not a position: it is left at once, and says why', () => {
  const series = candles`
    open  high  low  close
    100   100   99   100    the stop is drawn at 99
    98    99    97   98     the open is below it
  `
  const told = play(series, { setup: { stop: { is: 'at', price: { is: 'price', price: 'low' } } } })
  expect(fills(told)).toEqual(['1 buy 1 @ 98 entry F01 taker', '1 sell 1 @ 98 kill B4 taker'])
  expect(isReason(told, 'left at once: STOP_WRONG_SIDE')).toBe(true)
})

test('B4 a stop on the wrong side at the decision is refused before any order', () => {
  const told = play(flat, { setup: { stop: { is: 'at', price: { is: 'price', price: 'high' } } } })
  expect([fills(told), isReason(told, 'risk rejects: STOP_WRONG_SIDE')]).toEqual([[], true])
})

test('2.3 slippage is against the trader, may leave the candle, and never touches a limit', () => {
  const series = candles`
    open  high   low   close
    100   100    100   100
    100   100    100   100
    100   104.5  99    104    target
  `
  const setup = { target: ticks(400) }
  const slipped = (kind: 'ticks' | 'bps', value: string) =>
    outcome(series, { setup, settings: { slippage: { kind, value } } })
  expect(slipped('ticks', '5')).toEqual([
    '1 buy 1 @ 100.05 entry F01 taker',
    '2 sell 1 @ 104.05 target F08 maker',
  ])
  expect(slipped('bps', '10')).toEqual([
    '1 buy 1 @ 100.1 entry F01 taker',
    '2 sell 1 @ 104.1 target F08 maker',
  ])
  const stopped = candles`
    open  high  low   close
    100   100   100   100
    100   100   100   100
    100   100   98    98     stop
  `
  const told = play(stopped, {
    setup: { stop: ticks(200) },
    settings: { slippage: { kind: 'bps', value: '100' } },
  })
  // Bought at 101, stopped at 99 and filled a percent below, which the candle never saw.
  expect([...told.fills()].map(({ price, before }) => [price, before])).toEqual([
    ['101', '100'],
    ['98.01', '99'],
  ])
})

test('2.3 slippage by volume is the square of the share of the volume, and at most that of 2.5 %', () => {
  const at = (units: string) =>
    fills(
      play(thin, {
        settings: { sizing: { kind: 'units', value: units }, slippage: { kind: 'volume', value: '100' } },
      }),
    )[0]
  // 1 % of the volume: 100 × 100 × 0.01² = 1. More than 2.5 %: 100 × 100 × 0.025² = 6.25.
  expect(at('0.1')).toBe('1 buy 0.1 @ 101 entry F01 taker')
  expect(at('5')).toBe('1 buy 5 @ 106.25 entry F01 taker')
})

test('the entry candle of a market order is whole: its legs may fill at once', () => {
  const series = candles`
    open  high  low  close
    100   100   100  100
    100   101   97   99     stop 98
  `
  expect(outcome(series, { setup: { stop: ticks(200) } })).toEqual([entryRow, '1 sell 1 @ 98 stop F06 taker'])
})
