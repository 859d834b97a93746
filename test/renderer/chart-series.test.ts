import { TickMarkType } from 'lightweight-charts'
import { expect, test } from 'vitest'
import { legendOf, readingAt, volumeText } from '../../src/renderer/chart/reading.ts'
import { align, assertAscending, bars, line } from '../../src/renderer/chart/series.ts'
import { crosshairText, lengthOf, tickText } from '../../src/renderer/chart/time-text.ts'
import { millis } from '../../src/shared/brand.ts'
import { MINUTE, candlesOf, minutes } from './chart-market.ts'

const answerOf = candlesOf(minutes(64))
const candles = answerOf({ from: millis(0), to: millis(32 * MINUTE), most: 8 })
const curve = (...points: readonly (readonly [minute: number, equity: number, drawdown: number])[]) => ({
  capital: 100,
  time: Float64Array.from(points, ([minute]) => minute * MINUTE),
  equity: Float64Array.from(points, ([, equity]) => equity),
  drawdown: Float64Array.from(points, ([, , drawdown]) => drawdown),
})

test('U3 candles out of order or repeated never reach the chart', () => {
  expect(() => assertAscending(Float64Array.of(1, 2, 3))).not.toThrow()
  expect(() => assertAscending(Float64Array.of(1, 2, 2))).toThrow('candle 2')
  expect(() => assertAscending(Float64Array.of(1, 3, 2))).toThrow('candle 2')
  expect(() => assertAscending(Float64Array.of(1, Number.NaN))).toThrow('candle 1')
})

test('U3 times reach the chart as UTC seconds', () => {
  expect(bars(candles).map(({ time }) => time)).toEqual([0, 240, 480, 720, 960, 1200, 1440, 1680])
})

test('U3 equity takes the times of the candles: the last value of each bar and its worst drawdown', () => {
  const { equity, drawdown } = align(
    candles,
    curve([8, 101, 0], [9, 99, 2], [11, 100, 1], [12, 98, 3], [21, 97, 4], [23, 103, 0]),
  )
  const none = Number.NaN
  // Nothing before the first point; 16 keeps what 12 left; nothing after the last.
  expect([...equity]).toEqual([none, none, 100, 98, 98, 103, none, none])
  expect([...drawdown]).toEqual([none, none, 2, 3, 3, 4, none, none])
  expect(line(candles.time, drawdown, -1)).toEqual([
    { time: 480, value: -2 },
    { time: 720, value: -3 },
    { time: 960, value: -3 },
    { time: 1200, value: -4 },
  ])
})

test('U3 a run without a curve has none drawn', () => {
  const { equity } = align(candles, curve())
  expect(line(candles.time, equity, 1)).toEqual([])
})

test('U3 the legend reads one bar, with its units, and says where there is nothing', () => {
  const loaded = { candles, curves: align(candles, curve([4, 101.5, 0], [7, 99.25, 2.2])), markers: [] }
  const words = (bar: number) => {
    const reading = readingAt(loaded, bar)
    return reading === null
      ? null
      : legendOf(reading, '1m', 2).map(({ name, text }) => `${name} ${text}`.trim())
  }
  expect(words(1)).toEqual([
    '1970-01-01 00:04',
    'O 104.00',
    'H 107.00',
    'L 99.00',
    'C 100.00',
    'Vol 8',
    'Equity 99.25',
    'DD −2.20\u202f%',
    '4 per bar',
  ])
  expect(words(0)?.slice(-3)).toEqual(['Equity –', 'DD –', '4 per bar'])
  const total = candles.time.length * candles.per
  const ends = (first: boolean, last: boolean) =>
    Array.from(
      candles.time,
      (_, bar) =>
        readingAt({ ...loaded, candles: { ...candles, first: 0, total, partial: { first, last } } }, bar)
          ?.isPartial,
    )
  const none = Array.from(candles.time, () => false)
  expect(ends(false, false)).toEqual(none)
  expect(ends(true, true)).toEqual(none.with(0, true).with(none.length - 1, true))
  expect(words(99)).toBeNull()
})

test('U3 volume is read at a glance', () => {
  expect([0, 0.25, 950, 12_345, 3_400_000, 45_600_000_000].map(volumeText)).toEqual([
    '0',
    '0.25',
    '950',
    '12.3\u202fK',
    '3.4\u202fM',
    '45.6\u202fB',
  ])
})

test('U7 the time axis says what is new, in UTC, from seconds to years', () => {
  const at = Date.UTC(2017, 2, 1, 4, 30, 5)
  const kinds = [
    TickMarkType.Year,
    TickMarkType.Month,
    TickMarkType.DayOfMonth,
    TickMarkType.Time,
    TickMarkType.TimeWithSeconds,
  ]
  expect(kinds.map((kind) => tickText(at, kind))).toEqual(['2017', 'Mar', '1', '04:30', '04:30:05'])
  expect(crosshairText(Date.UTC(2017, 2, 1), '1d')).toBe('Wed 2017-03-01')
  expect(crosshairText(at, '1m')).toBe('Wed 2017-03-01 04:30:05')
  expect(['30s', '5m', '4h', '1d', '1w', '1mo'].map((text) => lengthOf(text as '1m') / MINUTE)).toEqual([
    0.5, 5, 240, 1440, 10_080, 43_200,
  ])
})
