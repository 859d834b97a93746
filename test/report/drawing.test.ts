import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { axis } from '../../src/main/report/axis.ts'
import type { EquityRows } from '../../src/main/report/index.ts'
import { monthsOf } from '../../src/main/report/months.ts'
import { grouped, pricePlaces, rounded, signed } from '../../src/main/report/number-text.ts'
import { indexAt, tape } from '../../src/main/report/tape.ts'
import { thinned } from '../../src/main/report/thinned-equity.ts'
import type { ChartCandles } from '../../src/shared/candles.ts'
import { drawnReport } from './drawn-report.ts'

test('numbers are grouped in threes by commas as in the window, with a real minus and no negative zero', () => {
  expect(['0', '999', '1000', '-1234567.891', '0.00000001', '-0.00'].map(grouped)).toEqual([
    '0',
    '999',
    '1,000',
    '\u22121,234,567.891',
    '0.00000001',
    '0.00',
  ])
  expect([signed(12.345, 1), signed(-12.345, 1), signed(0.0001, 2), rounded(-0.0001, 2)]).toEqual([
    '+12.3',
    '\u221212.3',
    '0.00',
    '0.00',
  ])
})

test.each([
  [4200, 8, 2],
  [740, 8, 3],
  [110.1, 3, 3],
  [1.04, 5, 5],
  [0.06, 8, 7],
  [0.00001234, 8, 8],
  [2_000_000, 0, 0],
])('prices from %s up, kept to %s places, are shown with %s', (lowest, priceDecimals, places) => {
  const low = Float64Array.from([lowest * 3, lowest])
  expect(pricePlaces({ ...drawnReport({ candles: 1 }).candles, low, priceDecimals })).toBe(places)
})

const values = fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 50 })

test('an axis keeps every value inside its box, in order, with few labels that lie inside too', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 2, max: 10 }), (drawn, labels) => {
      const { place, ticks } = axis(drawn, { lowest: 300, highest: 10, room: 0.06, labels })
      const places = drawn.toSorted((a, b) => a - b).map(place)
      for (const at of [...places, ...ticks.map(({ at }) => at)]) {
        expect(at).toBeGreaterThanOrEqual(10 - 1e-6)
        expect(at).toBeLessThanOrEqual(300 + 1e-6)
      }
      expect(places).toEqual(places.toSorted((a, b) => b - a))
      expect(ticks.length).toBeLessThanOrEqual(labels + 1)
      expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length)
    }),
  )
})

test('thinning keeps the first and the last row, the highest, the lowest and the worst', () => {
  const cents = fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 300 })
  fc.assert(
    fc.property(cents, fc.integer({ min: 1, max: 40 }), (drawn, most) => {
      const thin = thinned(rowsOf(drawn), most)
      const shown = thin.points.map(({ equity }) => equity)
      expect(Math.max(...shown)).toBe(Math.max(...drawn))
      expect(Math.min(...shown)).toBe(Math.min(...drawn))
      expect(Math.max(...thin.drawdowns.map(({ percent }) => percent))).toBe(Math.max(...drawn))
      expect(thin.points.at(-1)?.row).toBe(drawn.length - 1)
      const rows = thin.points.map(({ row }) => row)
      expect(rows).toEqual([...new Set(rows)].toSorted((a, b) => a - b))
      expect(rows.length).toBeLessThanOrEqual(2 * most + 1)
    }),
  )
})

const rowsOf = (values: readonly number[], times: readonly string[] = []): EquityRows => ({
  rows: values.length,
  time: (row) => times[row] ?? '',
  equity: (row) => String(values[row]),
  cash: () => '0',
  position: () => '0',
  drawdown: (row) => String(values[row]),
})

test('X1 months: a candle belongs to the month it opens in, and the start to none', () => {
  const days = ['2024-01-30', '2024-01-30', '2024-01-31', '2024-02-01', '2024-02-29', '2024-03-01']
  const rows = rowsOf(
    [100, 101, 102, 103, 110, 99],
    days.map((day) => `${day}T00:00:00.000Z`),
  )
  expect(monthsOf(rows)).toEqual([
    { name: '2024-01', start: 100, end: 102 },
    { name: '2024-02', start: 102, end: 110 },
    { name: '2024-03', start: 110, end: 99 },
  ])
})

test('X1 the months together make the whole: each starts where the one before ended', () => {
  const { equity } = drawnReport()
  const months = monthsOf(equity)
  expect(months.map(({ name }) => name)).toEqual([
    '2017-06',
    '2017-07',
    '2017-08',
    '2017-09',
    '2017-10',
    '2017-11',
    '2017-12',
    '2018-01',
  ])
  expect(months.slice(1).map(({ start }) => start)).toEqual(months.slice(0, -1).map(({ end }) => end))
  expect(months[0]?.start).toBe(10_000)
  expect(months.at(-1)?.end).toBe(Number(equity.equity(equity.rows - 1)))
})

test('a pause of the market takes no room, and what happens in it is drawn at its edge', () => {
  const hour = 3_600_000
  const time = Float64Array.from([0, 1, 2, 50, 51].map((at) => at * hour))
  const { place, middle } = tape({ ...drawnReport().candles, time } satisfies ChartCandles, 0, 100)
  expect([0, 1, 50, 51].map((at) => place(at * hour))).toEqual([0, 20, 60, 80])
  expect(middle(3)).toBe(70)
  expect([-5, 0, 0.9, 1, 49, 50, 99].map((at) => indexAt(time, at * hour))).toEqual([0, 0, 0, 1, 2, 3, 4])
  expect(place(51.5 * hour)).toBe(90)
  expect(place(1000 * hour)).toBe(100)
  expect(place(-5 * hour)).toBe(0)
})
