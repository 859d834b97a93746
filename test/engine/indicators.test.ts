import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CandleSeries } from '../../src/shared/candles.ts'
import { Columns } from '../../src/main/engine/columns.ts'
import { deviationColumn, deviationStep } from '../../src/main/engine/indicators/deviation.ts'
import { emaStep } from '../../src/main/engine/indicators/ema.ts'
import { highestStep, lowestStep } from '../../src/main/engine/indicators/extremes.ts'
import { rsiStep } from '../../src/main/engine/indicators/rsi.ts'
import { smaColumn, smaStep } from '../../src/main/engine/indicators/sma.ts'
import { stepThrough } from '../../src/main/engine/indicators/step.ts'
import { wilderStep } from '../../src/main/engine/indicators/wilder.ts'
import {
  atr,
  bands,
  close,
  deviation,
  ema,
  firstOf,
  high,
  highest,
  low,
  lowest,
  macd,
  momentum,
  nameOf,
  previous,
  rateOfChange,
  rsi,
  type Series,
  sma,
  supertrend,
  trueRange,
  unitOf,
} from '../../src/main/engine/series.ts'
import { candles, sharedDaily, wandering } from '../support/market.ts'
import {
  both,
  D,
  decimals,
  earlier,
  plainAtr,
  plainDeviation,
  plainEma,
  plainHighest,
  plainLowest,
  plainRateOfChange,
  plainRsi,
  plainSma,
  plainSupertrend,
  plainTrueRange,
  type Values,
} from './plain-indicators.ts'

const length = fc.integer({ min: 1, max: 40 })
const column = (most: number) =>
  fc.array(fc.integer({ min: 1, max: most }), { maxLength: 120 }).map((values) => Float64Array.from(values))

/** The last `length` values at each candle, or null where there are not enough. */
const windows = (input: Float64Array, length: number) =>
  Array.from(input, (_, i) => (i < length - 1 ? null : Array.from(input.subarray(i - length + 1, i + 1))))

test.for([9, 1e6, 2 ** 46, Number.MAX_SAFE_INTEGER])(
  'Q13 an average over prices up to %d is the same in a column and step by step, to the last bit',
  (most) => {
    fc.assert(
      fc.property(column(most), length, (input, length) => {
        expect([...smaColumn(input, length)]).toEqual([...stepThrough(smaStep(length), input)])
      }),
    )
  },
)

test('Q13 an average is its exact sum divided once', () => {
  fc.assert(
    fc.property(column(1e9), length, (input, length) => {
      const oracle = windows(input, length).map((seen) =>
        seen === null ? NaN : Number(seen.reduce((sum, value) => sum + BigInt(value), 0n)) / length,
      )
      expect([...smaColumn(input, length)]).toEqual(oracle)
    }),
  )
})

test('Q13 averages of different lengths over one price are the same number', () => {
  const flat = new Float64Array(60).fill(10_007)
  const [short, long] = [smaColumn(flat, 7), smaColumn(flat, 49)]
  expect(short[59]).toBe(long[59])
  expect(short[59]).toBe(10_007)
})

test('Q8 highest and lowest are those of the last values, whatever came before', () => {
  fc.assert(
    fc.property(column(30), length, (input, length) => {
      const oracle = (pick: (...values: number[]) => number) =>
        windows(input, length).map((seen) => (seen === null ? NaN : pick(...seen)))
      expect([...stepThrough(highestStep(length), input)]).toEqual(oracle(Math.max))
      expect([...stepThrough(lowestStep(length), input)]).toEqual(oracle(Math.min))
    }),
  )
})

test('E7 a series asked for twice is computed once, and ends where the candles end', () => {
  const series = wandering({ seed: 7, rows: 50 })
  const columns = new Columns(series, 40)
  const average = columns.of(sma(close, 5))
  expect(columns.of(sma(close, 5))).toBe(average)
  expect(columns.of(sma(close, 6))).not.toBe(average)
  expect(average.length).toBe(40)
})

test('Q8 previous is the same series some candles ago, and nothing before it began', () => {
  const series = candles`
    open high low close
    1    5    1   2
    2    7    1   3
    3    6    1   4
    4    9    1   5
  `
  const columns = new Columns(series, 4)
  expect([...columns.of(previous(highest(high, 2)))]).toEqual([NaN, NaN, 7, 7])
  expect([...columns.of(previous(close, 3))]).toEqual([NaN, NaN, NaN, 2])
  expect([...columns.of(previous(close, 9))]).toEqual([NaN, NaN, NaN, NaN])
})

const google = sharedDaily('GOOG_1d.csv')
const bitcoin = sharedDaily('BTCUSD_1d_2017_bitfinex.csv')

const markets: readonly (readonly [name: string, series: CandleSeries | null])[] = [
  ['stock', wandering({ seed: 1, rows: 500 })],
  ['forex', wandering({ seed: 2, rows: 500, price: 1.1, priceDecimals: 5, swing: 0.004 })],
  ['whole prices, many ties', wandering({ seed: 4, rows: 500, price: 12, priceDecimals: 0, swing: 0.2 })],
  ['dear coin, fine ticks', wandering({ seed: 5, rows: 500, price: 64_000, priceDecimals: 8, swing: 0.05 })],
  ['Google', google],
  ['Bitcoin', bitcoin],
]

const indicators: readonly (readonly [series: Series, plain: (market: PlainMarket) => Values])[] = [
  [sma(close, 20), ({ close }) => plainSma(close, 20)],
  [sma(trueRange, 5), (market) => plainSma(plainTrueRange(market), 5)],
  [ema(close, 12), ({ close }) => plainEma(close, 12)],
  [ema(sma(close, 3), 5), ({ close }) => plainEma(plainSma(close, 3), 5)],
  [deviation(close, 20), ({ close }) => plainDeviation(close, 20)],
  [rsi(close, 14), ({ close }) => plainRsi(close, 14)],
  [rsi(close, 2), ({ close }) => plainRsi(close, 2)],
  [highest(high, 7), ({ high }) => plainHighest(high, 7)],
  [lowest(low, 7), ({ low }) => plainLowest(low, 7)],
  [trueRange, plainTrueRange],
  [atr(14), (market) => plainAtr(market, 14)],
  [supertrend(10, 3), (market) => plainSupertrend(market, 10, 3)],
  [supertrend(3, 1), (market) => plainSupertrend(market, 3, 1)],
  [rateOfChange(close, 10), ({ close }) => plainRateOfChange(close, 10)],
  [momentum(close, 10), ({ close }) => both(close, earlier(close, 10), (now, then) => now.minus(then))],
  [macd(close, 12, 26), ({ close }) => plainMacd(close)],
  [ema(macd(close, 12, 26), 9), ({ close }) => plainEma(plainMacd(close), 9)],
  [
    bands(sma(close, 20), deviation(close, 20), 2).upper,
    ({ close }) =>
      both(plainSma(close, 20), plainDeviation(close, 20), (middle, one) => middle.plus(one.times(2))),
  ],
  [
    bands(ema(close, 20), atr(10), 1.5).lower,
    (market) =>
      both(plainEma(market.close, 20), plainAtr(market, 10), (middle, one) => middle.minus(one.times(1.5))),
  ],
]

type PlainMarket = { readonly [price in 'high' | 'low' | 'close']: readonly D[] }
const plainMacd = (close: readonly D[]) =>
  both(plainEma(close, 12), plainEma(close, 26), (fast, slow) => fast.minus(slow))

/** Far below what could turn a decision, and far above what doubles lose on the way. */
const CLOSE = new D('1e-11')

test.for(markets)(
  'S1 every indicator is what its definition says, in decimals: %s',
  ([, series], { skip }) => {
    if (series === null) return skip('../shared/data/series is not here')
    const columns = new Columns(series, series.rows)
    const market = { high: decimals(series.high), low: decimals(series.low), close: decimals(series.close) }
    for (const [indicator, plain] of indicators) {
      const column = columns.of(indicator)
      const expected = plain(market)
      expect(column.length).toBe(expected.length)
      // The scale is the price's: a difference of two averages can be anything near 0.
      const far = [...column].findIndex((value, i) => {
        const right = expected[i] ?? null
        if (right === null || Number.isNaN(value)) return (right === null) !== Number.isNaN(value)
        const scale = unitOf(indicator) === 'price' ? market.close[i]! : new D(100)
        return right.minus(value).abs().gt(scale.times(CLOSE))
      })
      expect([nameOf(indicator), far]).toEqual([nameOf(indicator), -1])
      expect(column.findIndex((value) => !Number.isNaN(value))).toBe(firstOf(indicator))
    }
  },
)

test.for([9, 1e6, 3e8, Number.MAX_SAFE_INTEGER])(
  'Q13 a deviation over prices up to %d is the same in a column and step by step, to the last bit',
  (most) => {
    fc.assert(
      fc.property(column(most), length, (input, length) => {
        expect([...deviationColumn(input, length)]).toEqual([...stepThrough(deviationStep(length), input)])
      }),
    )
  },
)

test('Q13 a quiet stretch after a wild one has no deviation at all', () => {
  const wild = Float64Array.from({ length: 50 }, (_, i) => (i < 20 ? 10 ** (i % 12) : 777))
  expect([...deviationColumn(wild, 10)].slice(29)).toEqual(Array.from({ length: 21 }, () => 0))
})

test('S1 averages of equal values stay exactly that value, and nothing moving is an RSI of 50', () => {
  const flat = new Float64Array(400).fill(10_007)
  for (const length of [2, 3, 7, 26, 100]) {
    for (const step of [emaStep(length), wilderStep(length)]) {
      expect(new Set(stepThrough(step, flat).subarray(length - 1))).toEqual(new Set([10_007]))
    }
    expect(new Set(stepThrough(rsiStep(length), flat).subarray(length))).toEqual(new Set([50]))
  }
})

test('S1 an RSI over its first values is an exact share', () => {
  // Seven down and three up, in an order: 30, not almost 30.
  const values = [100, 99, 98, 97, 96, 95, 94, 93, 94, 95, 96]
  expect(stepThrough(rsiStep(10), Float64Array.from(values)).at(-1)).toBe(30)
  expect(
    stepThrough(
      rsiStep(10),
      Float64Array.from(values, (value) => 200 - value),
    ).at(-1),
  ).toBe(70)
})

/** Daily closes and the values that a widely used charting course prints for them, to two decimals. */
const published = {
  rsi: {
    closes: [
      44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931,
      46.0328, 45.614, 46.282, 46.282, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439, 46.2122, 46.2521, 45.7137,
      46.4515, 45.7835, 45.3548, 44.0288, 44.1783, 44.2181, 44.5672, 43.4205, 42.6628, 43.1314,
    ],
    values: [
      70.53, 66.32, 66.55, 69.41, 66.36, 57.97, 62.93, 63.26, 56.06, 62.38, 54.71, 50.42, 39.99, 41.46, 41.87,
      45.46, 37.3, 33.08, 37.77,
    ],
  },
  ema: {
    closes: [
      22.2734, 22.194, 22.0847, 22.1741, 22.184, 22.1344, 22.2337, 22.4323, 22.2436, 22.2933, 22.1542,
      22.3926, 22.3816, 22.6109, 23.3558, 24.0519, 23.753, 23.8324, 23.9516, 23.6338, 23.8225, 23.8722,
      23.6537, 23.187, 23.0976, 23.326, 22.6805, 23.0976, 22.4025, 22.1725,
    ],
    values: [
      22.22, 22.21, 22.24, 22.27, 22.33, 22.52, 22.8, 22.97, 23.13, 23.28, 23.34, 23.43, 23.51, 23.54, 23.47,
      23.4, 23.39, 23.26, 23.23, 23.08, 22.92,
    ],
  },
}

test('S1 published worked examples come out as published', () => {
  const ticks = (prices: readonly number[]) => Float64Array.from(prices, (price) => Math.round(price * 1e4))
  const round = (value: number) => Math.round(value * 100) / 100
  const rsiOf = stepThrough(rsiStep(14), ticks(published.rsi.closes))
  expect([...rsiOf.subarray(14)].map(round)).toEqual(published.rsi.values)
  const emaOf = stepThrough(emaStep(10), ticks(published.ema.closes))
  expect([...emaOf.subarray(9)].map((average) => round(average / 1e4))).toEqual(published.ema.values)
})
