import { Decimal } from 'decimal.js'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  divideHalfEven,
  divideUp,
  floorDivide,
  nearestDouble,
  readDecimal,
  roundDown,
  roundUp,
  textOf,
  textOfWhole,
} from '../../src/main/engine/exact.ts'
import { valueOf } from '../../src/main/engine/ledger.ts'
import { OpenTimes } from '../../src/main/engine/open-times.ts'

const Exact = Decimal.clone({ precision: 120 })
const anyInteger = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
const positive = fc.bigInt({ min: 1n, max: 10n ** 20n })

const read = (text: string) => readDecimal(text, 2)

test('E5 decimal text becomes a scaled integer, and what is no decimal or too fine becomes nothing', () => {
  expect(['12.5', '0', '-0.25', '007', '1.500', '-0'].map(read)).toEqual([1250n, 0n, -25n, 700n, 150n, 0n])
  const refused = ['', '.', '1.', '.5', '+1', '1e3', '1.234', ' 1', '1,5', 'NaN', '0x1', '١']
  expect(refused.map(read)).toEqual(refused.map(() => null))
})

test('E5 text of a scaled integer is the shortest, and reads back', () => {
  expect([1250n, 100n, -5n, 0n, 123_456n].map((value) => textOf(value, 2))).toEqual([
    '12.5',
    '1',
    '-0.05',
    '0',
    '1234.56',
  ])
  fc.assert(
    fc.property(anyInteger, fc.integer({ min: 0, max: 12 }), (value, decimals) => {
      expect(readDecimal(textOf(value, decimals), decimals)).toBe(value)
    }),
  )
})

const quarter = (value: bigint) => divideHalfEven(value, 4n)

test('E5 a price is written alike from a double and from an integer', () => {
  const anyTicks = fc.oneof(fc.nat({ max: 100_000 }), fc.maxSafeNat(), fc.constantFrom(2 ** 53, 2 ** 60))
  fc.assert(
    fc.property(anyTicks, fc.integer({ min: 0, max: 18 }), (ticks, decimals) => {
      const oracle = new Exact(String(BigInt(ticks))).div(new Exact(10).pow(decimals)).toFixed()
      expect([textOfWhole(ticks, decimals), textOf(BigInt(ticks), decimals)]).toEqual([oracle, oracle])
    }),
    { numRuns: 2000 },
  )
  for (let places = 1; places <= 15; places += 1) {
    const ticks = Number.MAX_SAFE_INTEGER - (Number.MAX_SAFE_INTEGER % 10 ** places) - 1
    expect(textOfWhole(ticks, places)).toBe(new Exact(String(ticks)).div(10 ** places).toFixed())
  }
})

test('Q10 a quotient is rounded half to even', () => {
  expect([1n, 2n, 3n, 5n, 6n, 7n, -1n, -2n, -3n, -6n, -10n].map(quarter)).toEqual([
    0n,
    0n,
    1n,
    1n,
    2n,
    2n,
    0n,
    0n,
    -1n,
    -2n,
    -2n,
  ])
  fc.assert(
    fc.property(anyInteger, positive, (dividend, divisor) => {
      const oracle = new Exact(dividend.toString())
        .div(divisor.toString())
        .toDecimalPlaces(0, Decimal.ROUND_HALF_EVEN)
      expect(divideHalfEven(dividend, divisor)).toBe(BigInt(oracle.toFixed(0)))
    }),
  )
})

test('Q10 rounding to an increment goes up or down, below zero as well', () => {
  expect([roundDown(17n, 5n), roundUp(17n, 5n), roundDown(15n, 5n), roundUp(15n, 5n)]).toEqual([
    15n,
    20n,
    15n,
    15n,
  ])
  expect([roundDown(-17n, 5n), roundUp(-17n, 5n)]).toEqual([-20n, -15n])
  expect([floorDivide(-7n, 2n), divideUp(7n, 2n), divideUp(-7n, 2n), divideUp(6n, 2n)]).toEqual([
    -4n,
    4n,
    -3n,
    3n,
  ])
  fc.assert(
    fc.property(anyInteger, positive, (dividend, divisor) => {
      const oracle = new Exact(dividend.toString()).div(divisor.toString()).ceil()
      expect(divideUp(dividend, divisor)).toBe(BigInt(oracle.toFixed(0)))
    }),
  )
})

test('Q10 the value of a trade is the same in doubles and beyond them', () => {
  const anyQuantity = fc.oneof(
    fc.bigInt({ min: 0n, max: 2n ** 40n }),
    fc.bigInt({ min: 0n, max: 2n ** 54n }),
    fc.bigInt({ min: 0n, max: 10n ** 22n }),
    // Ties, where halves go to the even side.
    fc
      .tuple(fc.nat(100_000), fc.integer({ min: 0, max: 9 }))
      .map(([odd, power]) => BigInt(odd * 5) * 10n ** BigInt(power)),
  )
  const anyTicks = fc.oneof(fc.nat(100_000), fc.integer({ min: -1000, max: 1000 }), fc.maxSafeNat())
  fc.assert(
    fc.property(anyQuantity, anyTicks, fc.integer({ min: 0, max: 10 }), (quantity, ticks, decimals) => {
      const exactly = divideHalfEven(quantity * BigInt(ticks), 10n ** BigInt(decimals))
      expect(valueOf(quantity, ticks, decimals)).toBe(exactly)
    }),
    { numRuns: 5000 },
  )
})

test('Q13 a quotient of integers is the nearest double', () => {
  expect([nearestDouble(0n, 7n), nearestDouble(1n, 3n), nearestDouble(10n ** 20n, 7n)]).toEqual([
    0,
    1 / 3,
    1e20 / 7,
  ])
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 2 ** 31 - 1 }), (dividend, divisor) => {
      expect(nearestDouble(BigInt(dividend), BigInt(divisor))).toBe(dividend / divisor)
    }),
  )
  // Beyond what doubles hold: the text of the exact quotient, read as a number, is the nearest one.
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), positive, (dividend, divisor) => {
      const oracle = new Exact(dividend.toString()).div(divisor.toString())
      expect(nearestDouble(dividend, divisor)).toBe(Number(oracle.toString()))
    }),
  )
  // Halfway between two doubles goes to the even one, and a hair above halfway goes up.
  const halfway = 2n ** 63n + 2n ** 10n
  expect(nearestDouble(halfway * 3n, 3n)).toBe(2 ** 63)
  expect(nearestDouble(halfway * 3n + 1n, 3n)).toBe(2 ** 63 + 2 ** 11)
})

const written = (...times: number[]) => {
  const opens = new OpenTimes(Float64Array.from(times))
  return times.map((_, candle) => opens.of(candle))
}

test('E2 times are written by the calendar, as ISO UTC', () => {
  expect(written(Date.UTC(2004, 7, 19))).toEqual(['2004-08-19T00:00:00.000Z'])
  const anyTime = fc.integer({
    min: Date.parse('0000-01-01T00:00:00Z'),
    max: Date.parse('9999-12-31T23:59:59.999Z'),
  })
  fc.assert(
    fc.property(fc.array(anyTime), (times) => {
      expect(written(...times)).toEqual(times.map((time) => new Date(time).toISOString()))
    }),
    { numRuns: 500 },
  )
  const days = ['1900-02-28', '1900-03-01', '2000-02-29', '2024-12-31', '1969-12-31', '2100-02-28'].flatMap(
    (day) => [`${day}T00:00:00.000Z`, `${day}T00:00:00.000Z`, `${day}T23:59:59.999Z`],
  )
  expect(written(...days.map((iso) => Date.parse(iso)))).toEqual(days)
  expect(() => written(Date.UTC(10_000, 0, 1))).toThrow('year 10000')
})
