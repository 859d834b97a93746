import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pyramidOf, readPyramid } from '../../src/main/ingest/pyramid.ts'
import { resample } from '../../src/main/ingest/resample.ts'
import { type DatasetId, millis } from '../../src/shared/brand.ts'
import { drawnSeries } from '../support/drawn-series.ts'

const dataset = 'd'.repeat(64) as DatasetId
const series = drawnSeries({ rows: 1000 })
const pyramid = pyramidOf(series)
const timeOf = (row: number) => millis(series.time[row] ?? Infinity)

test('U3 a stretch that fits is the data itself', () => {
  const shown = readPyramid(pyramid, { from: timeOf(10), to: timeOf(20), most: 4000, dataset })
  expect(shown).toMatchObject({ dataset, timeframe: '1d', per: 1, first: 10, total: 1000, priceDecimals: 2 })
  expect([shown.start, shown.end]).toEqual([series.time[0], series.time[999]])
  expect(shown.time).toEqual(series.time.slice(10, 20))
  expect([...shown.open]).toEqual(Array.from(series.open.slice(10, 20), (ticks) => ticks / 100))
  expect([...shown.volume]).toEqual(Array.from(series.volume.slice(10, 20), Number))
})

test('U7 any stretch in at most so many candles, each merged from its neighbours', () => {
  fc.assert(
    fc.property(fc.nat(1010), fc.nat(1010), fc.integer({ min: 1, max: 300 }), (from, to, most) => {
      const shown = readPyramid(pyramid, { from: timeOf(from), to: timeOf(to), most, dataset })
      expect(shown.time.length).toBeLessThanOrEqual(most)
      expect(shown.first % shown.per).toBe(0)
      const rows = Math.min(to, 1000) - Math.min(from, 1000)
      if (rows <= 0) {
        expect(shown.time.length).toBe(0)
        return
      }
      expect(shown.first).toBeLessThanOrEqual(from)
      expect(shown.first + shown.time.length * shown.per).toBeGreaterThanOrEqual(Math.min(to, 1000))
      for (const [i, time] of shown.time.entries()) {
        const begin = shown.first + i * shown.per
        const end = Math.min(begin + shown.per, 1000)
        expect([time, shown.open[i], shown.high[i], shown.low[i], shown.close[i], shown.volume[i]]).toEqual([
          series.time[begin],
          (series.open[begin] ?? 0) / 100,
          Math.max(...series.high.slice(begin, end)) / 100,
          Math.min(...series.low.slice(begin, end)) / 100,
          (series.close[end - 1] ?? 0) / 100,
          Number(series.volume.slice(begin, end).reduce((sum, volume) => sum + volume, 0n)),
        ])
      }
    }),
    { numRuns: 300 },
  )
})

test('U7 no coarser than it has to be', () => {
  const shown = readPyramid(pyramid, { from: timeOf(0), to: millis(Infinity), most: 500, dataset })
  expect([shown.per, shown.time.length]).toEqual([2, 500])
})

test('D4 candles that were made from a part of their time are marked for the chart', () => {
  // From a Wednesday to a Monday.
  const weeks = resample(series, '1w')
  const shown = readPyramid(pyramidOf(weeks), { from: timeOf(0), to: millis(Infinity), most: 10, dataset })
  expect(shown.partial).toEqual({ first: true, last: true })
  const whole = readPyramid(pyramid, { from: timeOf(0), to: millis(Infinity), most: 10, dataset })
  expect(whole.partial).toEqual({ first: false, last: false })
})

test('U3 without volume every bar of it is zero', () => {
  const { volume } = readPyramid(pyramidOf({ ...series, hasVolume: false }), {
    from: timeOf(0),
    to: timeOf(900),
    most: 50,
    dataset,
  })
  expect(volume.every((value) => value === 0)).toBe(true)
})
