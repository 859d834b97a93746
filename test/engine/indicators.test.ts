import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Columns } from '../../src/main/engine/columns.ts'
import { highestStep, lowestStep } from '../../src/main/engine/indicators/extremes.ts'
import { smaColumn, smaStep } from '../../src/main/engine/indicators/sma.ts'
import { stepThrough } from '../../src/main/engine/indicators/step.ts'
import { close, high, highest, previous, sma } from '../../src/main/engine/series.ts'
import { candles, wandering } from '../support/market.ts'

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
