import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { coverageOf, holeAt, ticksOf } from '../../src/renderer/screens/dataset/coverage.ts'
import { millis } from '../../src/shared/brand.ts'
import type { Dataset, Gap } from '../../src/shared/dataset.ts'
import { drawnDataset } from './drawn-dataset.ts'

const HOUR = 3_600_000
const START = Date.UTC(2024, 0, 1)

/** 100 hours, less the gaps: each from one hour to another that are both there. */
function drawn(gaps: readonly (readonly [after: number, until: number])[]): Dataset {
  const gapList = gaps.map(([after, until]): Gap => ({
    after: millis(START + after * HOUR),
    until: millis(START + until * HOUR),
    missing: until - after - 1,
  }))
  const missing = gapList.reduce((sum, gap) => sum + gap.missing, 0)
  const whole = drawnDataset({ timeframe: '1h', rows: 100, start: '2024-01-01T00:00Z' })
  const quality = { ...whole.quality, candles: 100 - missing, gaps: gapList.length, gapList }
  return { ...whole, rows: 100 - missing, quality }
}

test('D5 a hole lies where its candles are missing, and is as long as they would be', () => {
  const { holes, share, atMost } = coverageOf(
    drawn([
      [9, 20],
      [49, 51],
    ]),
  )
  expect(holes.map(({ at, length }) => [at, length])).toEqual([
    [0.1, 0.1],
    [0.5, 0.01],
  ])
  expect({ share, atMost }).toEqual({ share: 0.89, atMost: false })
})

test('D5 without gaps all of it is there, and where only the longest are listed it says so', () => {
  expect(coverageOf(drawn([]))).toEqual({ holes: [], share: 1, atMost: false })
  const some = drawn([[9, 20]])
  expect(coverageOf({ ...some, quality: { ...some.quality, gaps: 2000 } }).atMost).toBe(true)
})

test('D5 pointing means the nearest hole within reach, and nothing beyond it', () => {
  const coverage = coverageOf(
    drawn([
      [9, 20],
      [49, 51],
    ]),
  )
  const at = (place: number) => holeAt(coverage, place, 0.02)?.gap.missing ?? null
  expect([at(0.05), at(0.09), at(0.15), at(0.21), at(0.3), at(0.49), at(0.505)]).toEqual([
    null,
    10,
    10,
    10,
    null,
    1,
    1,
  ])
})

test('D5 below a strip of any length stand a few round moments, in order, all of them inside', () => {
  const time = fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2100, 0) })
  const length = fc.integer({ min: 3 * 86_400_000, max: 60 * 366 * 86_400_000 })
  fc.assert(
    fc.property(time, length, (start, length) => {
      const ticks = ticksOf(start, start + length).map(({ time }) => time)
      expect(ticks.length).toBeLessThanOrEqual(8)
      expect(ticks.length).toBeGreaterThan(0)
      expect(ticks).toEqual(ticks.toSorted((a, b) => a - b))
      for (const tick of ticks) {
        expect(tick).toBeGreaterThan(start)
        expect(tick).toBeLessThan(start + length)
        expect(tick % 86_400_000).toBe(0)
      }
    }),
  )
  expect(ticksOf(Date.UTC(2015, 5), Date.UTC(2024, 5)).map(({ text }) => text)).toEqual([
    '2016',
    '2018',
    '2020',
    '2022',
  ])
})
