import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrowMarker, cellBars, gather } from '../../src/renderer/chart/marks.ts'
import type { Theme } from '../../src/renderer/chart/theme.ts'
import { trailPath } from '../../src/renderer/chart/trail.ts'
import { millis } from '../../src/shared/brand.ts'
import type { Marker } from '../../src/shared/run.ts'
import { MINUTE, candlesOf, minutes } from './chart-market.ts'

const answerOf = candlesOf(minutes(4096))
const candles = answerOf({ from: millis(0), to: millis(4096 * MINUTE), most: 1024 })
const marker = (minute: number, more: Partial<Marker> = {}): Marker => ({
  time: millis(minute * MINUTE),
  kind: 'entry',
  side: 'long',
  price: 100,
  trade: 1,
  count: 1,
  won: null,
  ambiguous: false,
  ...more,
})

test('U3 a fill is marked on the merged bar it falls into', () => {
  expect(candles.per).toBe(4)
  const { arrows, crowds } = gather([marker(0), marker(3), marker(4)], candles, 64)
  expect(arrows.map(({ bar }) => bar)).toEqual([0, 0, 1])
  expect(crowds).toEqual([])
})

test('U3 where arrows would crowd, fills are counted', () => {
  const busy = Array.from({ length: 37 }, (_, trade) => marker(trade * 4, { trade }))
  const { arrows, crowds } = gather([...busy, marker(2000)], candles, 64)
  expect(crowds).toEqual([{ first: 0, last: 36, fills: 37 }])
  expect(arrows.map(({ bar }) => bar)).toEqual([500])
})

test('U3 no fill is lost or counted twice, however they are gathered', () => {
  const some = fc.array(
    fc.record({ minute: fc.integer({ min: 0, max: 4095 }), count: fc.integer({ min: 1, max: 50 }) }),
    { maxLength: 300 },
  )
  fc.assert(
    fc.property(some, fc.integer({ min: 0, max: 10 }), (fills, power) => {
      const markers = fills.map(({ minute, count }) =>
        marker(minute, { count, kind: count > 1 ? 'several' : 'exit' }),
      )
      const { arrows, crowds } = gather(markers, candles, 2 ** power)
      const counted = crowds.reduce((sum, crowd) => sum + crowd.fills, arrows.length)
      expect(counted).toBe(fills.reduce((sum, { count }) => sum + count, 0))
      expect(arrows.every(({ marker }) => marker.kind !== 'several')).toBe(true)
    }),
  )
})

test('U7 cells stay where they are in the series while the window moves', () => {
  const markers = Array.from({ length: 400 }, (_, trade) => marker(1000 + trade * 2, { trade }))
  const seen = (from: number) => {
    const window = answerOf({ from: millis(from * MINUTE), to: millis((from + 2048) * MINUTE), most: 512 })
    return gather(markers, window, 64).crowds.map(({ first, fills }) => [
      window.first / window.per + first,
      fills,
    ])
  }
  expect(seen(800)).toEqual(seen(900))
})

test('U7 a cell has room for its words at any zoom', () => {
  for (const pixels of [0.01, 0.7, 1, 2, 5, 40, 200]) {
    expect(cellBars(pixels) * pixels).toBeGreaterThanOrEqual(76)
  }
})

test('U3 entries point the way of the trade, exits back and in the colour of their result', () => {
  const theme = { accent: 'accent', profit: 'profit', loss: 'loss', muted: 'muted' } as Theme
  const drawn = (more: Partial<Marker>) => {
    const { shape, position, color } = arrowMarker({ bar: 0, marker: marker(0, more) }, candles, theme)
    return [shape, position, color]
  }
  expect(drawn({ kind: 'entry', side: 'long' })).toEqual(['arrowUp', 'belowBar', 'accent'])
  expect(drawn({ kind: 'exit', side: 'long', won: true })).toEqual(['arrowDown', 'aboveBar', 'profit'])
  expect(drawn({ kind: 'entry', side: 'short' })).toEqual(['arrowDown', 'aboveBar', 'accent'])
  expect(drawn({ kind: 'exit', side: 'short', won: false })).toEqual(['arrowUp', 'belowBar', 'loss'])
  expect(drawn({ kind: 'exit', side: 'long', won: null })).toEqual(['arrowDown', 'aboveBar', 'muted'])
})

test('U3 a trailing stop is followed from the entry on, and never back', () => {
  const series = answerOf({ from: millis(0), to: millis(32 * MINUTE), most: 32 })
  const at = (side: 'long' | 'short', entry: number) =>
    trailPath(series, 3 * MINUTE, 8 * MINUTE, { entry, trail: 2, side }).map(({ bar, level }) => [bar, level])
  // Highs from minute 3 on: 104, 105, 106, 107, 101, 102.
  expect(at('long', 103)).toEqual([
    [3, 101],
    [4, 102],
    [5, 103],
    [6, 104],
    [7, 105],
    [8, 105],
  ])
  // Lows: 102, 103, 104, 105, 99, 100.
  expect(at('short', 103).map(([, level]) => level)).toEqual([105, 104, 104, 104, 104, 101])
  expect(trailPath(candles, 4 * MINUTE, 8 * MINUTE, { entry: 103, trail: 2, side: 'long' })).toEqual([])
  expect(trailPath(series, 90, 8 * MINUTE, { entry: 103, trail: 2, side: 'long' })).toEqual([])
})
