import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { METRIC_GROUPS, METRICS } from '../../src/shared/metrics.ts'
import { toNumber, units } from '../../src/main/metrics/decimal-text.ts'

test('E5 decimal text becomes whole units and back to the nearest double', () => {
  const text = fc
    .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.integer({ min: 0, max: 18 }))
    .map(([digits, places]) => {
      const size = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0')
      const whole = size.slice(0, size.length - places)
      return `${digits < 0n ? '-' : ''}${whole}${places > 0 ? `.${size.slice(-places)}` : ''}`
    })
  fc.assert(
    fc.property(text, (value) => {
      const [whole = '', fraction = ''] = value.split('.')
      expect(units(value)).toBe(BigInt(whole + fraction.padEnd(18, '0')))
      expect(toNumber(units(value))).toBe(Number(value) === 0 ? 0 : Number(value))
    }),
    { numRuns: 2000 },
  )
})

test('E5 what is not decimal text is a defect, not a number', () => {
  for (const text of [
    '',
    '-',
    '.',
    '1.',
    '.5',
    '1e5',
    '+1',
    ' 1',
    '1,5',
    '1.2.3',
    '0.1234567890123456789',
    'NaN',
  ]) {
    expect(() => units(text), text).toThrow(RangeError)
  }
})

test('X1 every figure stands in exactly one group', () => {
  const grouped = METRIC_GROUPS.flatMap(([, names]) => names)
  expect(grouped.toSorted()).toEqual(Object.keys(METRICS).toSorted())
})
