import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateOf, daysOf, isoTime, readIsoTime, shortIsoTime } from '../../src/main/text/utc.ts'

test('R2 ISO times are read as the platform reads them, for every day of eight hundred years', () => {
  const days = Array.from({ length: 292_194 }, (_, day) => Date.UTC(1600, 0, 1) + day * 86_400_000)
  expect(days.filter((time) => readIsoTime(new Date(time).toISOString()) !== time)).toEqual([])
  expect(readIsoTime('2024-02-29T23:59:58.123Z')).toBe(Date.UTC(2024, 1, 29, 23, 59, 58, 123))
  expect(readIsoTime('2024-02-29T23:59:58Z')).toBe(Date.UTC(2024, 1, 29, 23, 59, 58))
  for (const text of [
    '',
    '2024-02-29',
    '2024-02-29T23:59:58+01:00',
    '2024-13-01T00:00:00Z',
    'x024-01-01T00:00:00Z',
  ]) {
    expect(() => readIsoTime(text), text).toThrow(RangeError)
  }
})

test('D8 dates by arithmetic agree with the calendar of the platform', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(2100, 11, 31) }), (time) => {
      const iso = new Date(time).toISOString()
      expect([isoTime(time), shortIsoTime(time)]).toEqual([iso, iso.replace('.000Z', 'Z')])
      const { year, month, day } = dateOf(Math.floor(time / 86_400_000))
      expect(daysOf(year, month, day)).toBe(Math.floor(time / 86_400_000))
    }),
  )
})
