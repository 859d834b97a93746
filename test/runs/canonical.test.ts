import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical } from '../../src/main/runs/canonical.ts'

const RFC_EXAMPLE = {
  numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
  string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
  literals: [null, true, false],
}

test('R1 D10 the example of RFC 8785 has its known text and hash', () => {
  const text = canonical(RFC_EXAMPLE)
  expect(text).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  )
  expect(createHash('sha256').update(text).digest('hex')).toBe(
    '2d5e01a318d0f0879ab568c4be289c8b1f64ef8921a53c6277d5e069978baacb',
  )
})

test('R1 D10 keys are ordered by UTF-16 code units, at every level', () => {
  expect(
    canonical({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: { b: 1, a: 2 } }),
  ).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":{"a":2,"b":1},"€":1,"😀":5,"\ufb33":3}')
})

test.each([
  ['NaN', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['minus zero', -0],
  ['an integer beyond 2^53 - 1', 2 ** 53],
  ['half a character', '\ud800'],
  ['undefined', undefined],
  ['a function', () => 1],
  ['a bigint', 1n],
])('R1 D10 %s has no canonical text', (_, value) => {
  expect(() => canonical({ value })).toThrow(TypeError)
})

test('R1 D10 deeper than 64 levels is refused', () => {
  let deep: unknown = 1
  for (let level = 0; level < 65; level++) deep = [deep]
  expect(() => canonical(deep)).toThrow('64 levels')
})

test('R1 P1 the order in which keys were written never matters', () => {
  const value = fc.dictionary(
    fc.string({ unit: 'grapheme' }),
    fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null)),
  )
  fc.assert(
    fc.property(value, (record) => {
      const shuffled = Object.fromEntries(Object.entries(record).toReversed())
      expect(canonical(shuffled)).toBe(canonical(record))
      expect(JSON.parse(canonical(record))).toEqual({ ...record })
    }),
    { numRuns: 1000 },
  )
})
