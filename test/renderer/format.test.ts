import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ago,
  bytes,
  count,
  day,
  decimal,
  fixed,
  fraction,
  metric,
  moment,
  money,
  parameters,
  plural,
  signed,
  signedDecimal,
  signedPercent,
  span,
  tone,
} from '../../src/renderer/parts/format.ts'

test('U1 numbers read the same on every machine: grouped, U+2212 for minus, no negative nothing', () => {
  expect([money(1234567.891), money(-1234.5), money(-0.001), count(1048576), count(999)]).toEqual([
    '1,234,567.89',
    '−1,234.50',
    '0.00',
    '1,048,576',
    '999',
  ])
  expect([signed(0), signed(3.14159), signed(-0.004), signedPercent(8.06), fraction(0.4129)]).toEqual([
    '0.00',
    '+3.14',
    '0.00',
    '+8.1\u202f%',
    '41.3\u202f%',
  ])
})

test('U1 decimal text keeps every digit it came with', () => {
  expect([decimal('1234.5600'), decimal('-0.00000001'), decimal('12345678901234567890.1')]).toEqual([
    '1,234.5600',
    '−0.00000001',
    '12,345,678,901,234,567,890.1',
  ])
  expect([signedDecimal('12.50'), signedDecimal('-12.50'), signedDecimal('0.00')]).toEqual([
    '+12.50',
    '−12.50',
    '0.00',
  ])
  fc.assert(
    fc.property(fc.bigInt(), fc.nat(), (whole, part) => {
      const text = `${whole}.${part}`
      expect(decimal(text).replaceAll(',', '').replace('−', '-')).toBe(text)
    }),
  )
})

test('U1 a fixed number is the machine’s own rounding, grouped', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e15, max: 1e15, noNaN: true }), fc.nat(8), (value, decimals) => {
      const read = Number(fixed(value, decimals).replaceAll(',', '').replace('−', '-'))
      expect(read).toBe(Number(value.toFixed(decimals)) + 0)
    }),
  )
})

test('D5 times are UTC, spans take the two largest units', () => {
  expect([day(Date.UTC(2017, 2, 1)), moment(Date.UTC(2017, 2, 1, 4)), moment(1_500_000_001_000)]).toEqual([
    '2017-03-01',
    '2017-03-01 04:00',
    '2017-07-14 02:40:01',
  ])
  expect([span(0), span(90_000), span(3_600_000), span(270_000_000), span(86_460_000)]).toEqual([
    '0\u202fs',
    '1\u202fmin 30\u202fs',
    '1\u202fh',
    '3\u202fd 3\u202fh',
    '1\u202fd',
  ])
  expect([ago(0, 59_000), ago(0, 3_000_000), ago(0, 7_200_000), ago(0, 1e9)]).toEqual([
    'just now',
    '50 min ago',
    '2 h ago',
    '1970-01-01',
  ])
})

test('U3 a figure that does not exist is a dash; one that does carries its unit', () => {
  expect([
    metric('sharpe', { value: null, reason: 'NO_TRADES' }),
    metric('netProfit', { value: 812.5 }),
    metric('winRate', { value: 0.41 }),
    metric('maxDrawdownPct', { value: 4.4 }),
    metric('maxDrawdownDays', { value: 12.04 }),
    metric('costBreakEvenBps', { value: 11 }),
    metric('closedTrades', { value: 0 }),
  ]).toEqual(['\u2013', '+812.50', '41.0\u202f%', '4.40\u202f%', '12.0\u202fd', '11.0\u202fbps', '0'])
  expect([tone(null), tone(0), tone(0.1), tone(-0.1)]).toEqual(['', '', 'profit', 'loss'])
})

test('U2 small words: plurals, sizes, parameters', () => {
  expect([plural(1, 'gap'), plural(0, 'gap'), plural(1200, 'gap')]).toEqual(['1 gap', '0 gaps', '1,200 gaps'])
  expect([bytes(999), bytes(1_500), bytes(56_000_000), bytes(2e9)]).toEqual([
    '999\u202fB',
    '1.5\u202fkB',
    '56.0\u202fMB',
    '2.00\u202fGB',
  ])
  expect(parameters({ fast: 10, slow: -1200.5, kind: 'ema', on: true })).toBe(
    'fast 10 · slow −1,200.5 · kind ema · on true',
  )
})
