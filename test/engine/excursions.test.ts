import { expect, test } from 'vitest'
import { firstOf } from '../../src/main/engine/series.ts'
import { atrs, pct, RANGE, ticks } from '../../src/main/engine/setup.ts'
import { high, low } from '../../src/main/engine/series.ts'
import type { CandleSeries } from '../../src/shared/candles.ts'
import { candles } from '../support/market.ts'
import { outcome, play } from './fills/scene.ts'

const excursions = (series: CandleSeries, scene: Parameters<typeof play>[1]) => {
  const { trades, adverse, equity } = play(series, scene)
  const whole = (column: BigInt64Array) => [...column].map((worth) => Number(worth) / 1e8 - 10_000)
  return { mae: trades[0]?.mae, mfe: trades[0]?.mfe, adverse: whole(adverse), equity: whole(equity) }
}

test('M4 before a target the candle may have been at its low: MAE, and the worst-case equity, count it', () => {
  const series = candles`
    open  high  low  close
    100   100   100  100
    100   101   99   100
    100   105   98   104    target 104
  `
  expect(excursions(series, { setup: { target: ticks(400) } })).toEqual({
    mae: '2',
    mfe: '4',
    adverse: [0, -1, -2],
    equity: [0, 0, 4],
  })
})

test('M4 beyond a stop nothing counts: it was left there', () => {
  const series = candles`
    open  high  low  close
    100   100   100  100
    100   101   99   100
    100   103   90   91     stop 98
  `
  expect(excursions(series, { setup: { stop: ticks(200) } })).toEqual({
    mae: '2',
    // The high of 103 may have come after the stop.
    mfe: '1',
    adverse: [0, -1, -2],
    equity: [0, 0, -2],
  })
})

test('M4 in the candle of a resting entry only the adverse extreme and the close count', () => {
  const fell = candles`
    open  high  low  close
    100   100   99   100    limit 99
    100   104   97   98     the high of 104 came before, or may have
  `
  expect(excursions(fell, { setup: { entry: { is: 'limit', at: low } } })).toMatchObject({
    mae: '2',
    mfe: '0',
  })
  const rose = candles`
    open  high  low  close
    104   105   104  104    stop 105
    104   109   103  107
  `
  expect(excursions(rose, { setup: { entry: { is: 'stop', at: high } } })).toMatchObject({
    mae: '2',
    mfe: '2',
  })
})

test('B2 a stop by ATR rounds up to the increment, its target down, and a short the other way', () => {
  const rows = firstOf(RANGE) + 4
  const column = (price: number) => new Float64Array(rows).fill(price)
  const ranging = {
    ...candles`
      open  high  low  close
      100   100   100  100
    `,
    rows,
    time: Float64Array.from({ length: rows }, (_, day) => Date.UTC(2024, 0, 1 + day)),
    open: column(100),
    high: column(101),
    low: column(100),
    close: column(100),
    volume: new BigInt64Array(rows),
  }
  // An average range of 1, a third of which is 33.33… increments.
  const setup = { stop: atrs(1 / 3), target: atrs(4 / 3) }
  const legs = (side: 'long' | 'short') => {
    const { initialStop, initialTarget } = play(ranging, { side, setup }).trades[0]!
    return [initialStop, initialTarget]
  }
  expect(legs('long')).toEqual(['99.67', '101.33'])
  expect(legs('short')).toEqual(['100.33', '98.67'])
})

test('Q3 legs are percentages of the price that was paid, slippage included', () => {
  const series = candles`
    open  high  low  close
    100   100   100  100
    200   200   200  200
  `
  const settings = { slippage: { kind: 'ticks', value: '100' } } as const
  expect(play(series, { setup: { stop: pct(2), target: pct(3) }, settings }).trades[0]).toMatchObject({
    entryPrice: '201',
    initialStop: '196.98',
    initialTarget: '207.03',
    initialRisk: '4.02',
  })
})

test('E3 a position is held for the most candles that its strategy allows, and leaves as `time`', () => {
  const series = candles`
    open  high  low  close
    100   100   100  100
    100   101   99   100
    101   102   100  101
    102   102   102  102
  `
  expect(outcome(series, { setup: { candles: 2 } })).toEqual([
    '1 buy 1 @ 100 entry F01 taker',
    '3 sell 1 @ 102 time F01 taker',
  ])
})

test('E5 an entry that could not pay its own way out is refused', () => {
  const series = candles`
    open  high  low   close
    1.00  1.00  1.00  1.00
    1.00  1.00  1.00  1.00
  `
  const told = (capital: string) =>
    play(series, {
      settings: {
        capital,
        sizing: { kind: 'units', value: '0.3' },
        fees: { takerBps: '0', minimum: '0.5' },
      },
    })
  expect(told('0.99').timeline.find(({ kind }) => kind === 'rejected')?.title).toBe(
    'FEES_EXCEED_CASH: the way in and out costs 1, there is 0.99',
  )
  expect(told('1').trades.length).toBe(1)
})
