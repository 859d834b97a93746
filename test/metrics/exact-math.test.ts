import { createHash } from 'node:crypto'
import { Decimal } from 'decimal.js'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { exp, log, power } from '../../src/main/metrics/exact-math.ts'

const Oracle = Decimal.clone({ precision: 80, maxE: 9e15, minE: -9e15 })
const COUNT = 12_000

/** Numbers that are the same on every machine: a 32-bit generator, whole arithmetic only. */
function* seeded(seed: number): Generator<number> {
  let state = seed
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const upper = state
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    yield (upper * 0x20_0000 + (state >>> 11)) / 2 ** 53
  }
}

const inputs = (seed: number, make: (next: () => number) => readonly [number, number]) => {
  const numbers = seeded(seed)
  const next = () => numbers.next().value as number
  return Array.from({ length: COUNT }, () => make(next))
}

const logInputs = inputs(1, (next) => [(next() + 0.5) * 2 ** Math.floor(next() * 2000 - 1000), 0])
const nearOne = inputs(2, (next) => [1 + (next() - 0.5) * 2 ** -Math.floor(next() * 50), 0])
const expInputs = inputs(3, (next) => [(next() - 0.5) * 1400, 0])
const powerInputs = inputs(4, (next) => [next() * 20 + 1e-9, (next() - 0.5) * 60])

const digest = (values: readonly number[]) =>
  createHash('sha256')
    .update(new DataView(Float64Array.from(values).buffer))
    .digest('hex')

test.each([
  [
    'log',
    logInputs,
    (x: number) => log(x),
    '3b2e0fa44aebd17906f5d6ddc7aedaff24b367fdae8b053662ac0d99b8c0e35d',
  ],
  [
    'log near 1',
    nearOne,
    (x: number) => log(x),
    '40238f3e2e651516bb46c6d8eccda34f1768820d33ed98bf965de5eb94cd590f',
  ],
  [
    'exp',
    expInputs,
    (x: number) => exp(x),
    'e049c7ea453ee188e27207015614d6163bc493a405a6e873e4bafc078c14298b',
  ],
  [
    'power',
    powerInputs,
    (x: number, y: number) => power(x, y),
    '9839aea72b6b81a43cd52aedfb1071f5633bdecb1bea515965acd05b0dec3be9',
  ],
] as const)('D2 %s gives the same bits for 12,000 inputs on every machine', (_, pairs, compute, golden) => {
  expect(digest(pairs.map(([x, y]) => compute(x, y)))).toBe(golden)
})

/** All digits of a double: decimal.js would take its shortest text, which is another number. */
const exact = (value: number) => new Oracle(value.toPrecision(100))

/** How many representable steps of a double the answer is away from the true value. */
function ulps(answer: number, truth: Decimal): number {
  const size = Math.max(Math.abs(answer), 2 ** -1022)
  const ulp = 2 ** (Math.floor(Math.log2(size)) - 52)
  return truth.minus(exact(answer)).abs().div(ulp).toNumber()
}

const worst = (pairs: readonly (readonly [number, number])[], error: (x: number, y: number) => number) =>
  Math.max(...pairs.filter((_, index) => index % 20 === 0).map(([x, y]) => error(x, y)))

test('D2 log, exp and power are within 0.51 units in the last place of the true value', () => {
  expect(worst(logInputs, (x) => ulps(log(x), exact(x).ln()))).toBeLessThan(0.51)
  expect(worst(nearOne, (x) => (x === 1 ? 0 : ulps(log(x), exact(x).ln())))).toBeLessThan(0.51)
  expect(worst(expInputs, (x) => ulps(exp(x), exact(x).exp()))).toBeLessThan(0.51)
  expect(worst(powerInputs, (x, y) => ulps(power(x, y), exact(x).pow(exact(y))))).toBeLessThan(0.51)
})

test('D2 the ends of the range: overflow is infinite, underflow is 0, what has no logarithm is refused', () => {
  expect([exp(0), exp(710), exp(-746), exp(709.7), exp(-745.1)]).toEqual([
    1,
    Infinity,
    0,
    1.6549840276802644e308,
    5e-324,
  ])
  expect([power(1, 1e300), power(5, 0), power(1e300, 1e300), power(1e300, -1e300), power(1e-300, 2)]).toEqual(
    [1, 1, Infinity, 0, 0],
  )
  expect(log(Number.MIN_VALUE)).toBe(-744.4400719213812)
  expect(log(Number.MAX_VALUE)).toBe(709.782712893384)
  for (const value of [0, -1, Number.NaN, Infinity]) expect(() => log(value)).toThrow(RangeError)
})

test('D2 powers of whole numbers are exact where a double can hold them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 6 }), (base, exponent) => {
      expect(power(base, exponent)).toBe(Number(BigInt(base) ** BigInt(exponent)))
    }),
  )
})
