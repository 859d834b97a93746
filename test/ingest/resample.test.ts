import fc from 'fast-check'
import { expect, test } from 'vitest'
import { resample, timeframesOf } from '../../src/main/ingest/resample.ts'
import type { CandleSeries, Timeframe } from '../../src/shared/candles.ts'
import { Problem } from '../../src/shared/problem.ts'
import { imported, rowsOf } from './importing.ts'

const MINUTE = 60_000

function minutes(start: number, present: readonly number[], timeframe: Timeframe = '1m'): CandleSeries {
  const column = (of: (i: number) => number) => Float64Array.from(present, of)
  return {
    symbol: 'T',
    timeframe,
    priceDecimals: 0,
    volumeDecimals: 0,
    hasVolume: true,
    rows: present.length,
    time: column((at) => start + at * MINUTE),
    open: column((at) => 100 + (at % 7)),
    high: column((at) => 110 + (at % 11)),
    low: column((at) => 90 - (at % 5)),
    close: column((at) => 100 + (at % 3)),
    volume: BigInt64Array.from(present, (at) => BigInt(at)),
  }
}
const range = (count: number) => Array.from({ length: count }, (_, i) => i)

test('D4 five minutes: first open, highest high, lowest low, last close, all the volume', async () => {
  const text = `time,open,high,low,close,volume
2024-01-01T00:03:00Z,10,12,9,11,1.5
2024-01-01T00:04:00Z,11,15,10,14,2
2024-01-01T00:05:00Z,14,14,8,9,4
2024-01-01T00:09:00Z,9,10,9,10,1
2024-01-01T00:10:00Z,10,11,10,11,1`
  const { series } = await imported(text, { settings: { timeframe: '1m' } })
  const made = resample(series, '5m')
  expect(rowsOf(made)).toEqual([
    ['2024-01-01T00:00:00.000Z', 10, 15, 9, 14, 3.5],
    ['2024-01-01T00:05:00.000Z', 14, 14, 8, 10, 5],
    ['2024-01-01T00:10:00.000Z', 10, 11, 10, 11, 1],
  ])
  expect(made.partial).toEqual({ first: true, last: true })
})

test('D4 a stretch without candles makes no candle', () => {
  const made = resample(minutes(0, [0, 1, 2, 3, 4, 600, 601, 602, 603, 604]), '5m')
  expect([...made.time]).toEqual([0, 600 * MINUTE])
  expect(made.partial).toEqual({ first: false, last: false })
})

test('D4 weeks begin on Monday, UTC', () => {
  const sunday = Date.UTC(2024, 0, 7)
  const series = minutes(
    sunday,
    range(3).map((day) => day * 1440),
    '1d',
  )
  expect([...resample(series, '1w').time]).toEqual([Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 8)])
})

test('D4 in steps or at once, the candles are the same', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(20_000), { minLength: 1, maxLength: 300 }), (present) => {
      const series = minutes(
        Date.UTC(2024, 2, 3),
        present.toSorted((a, b) => a - b),
      )
      const { partial: _, ...direct } = resample(series, '1d')
      const { partial: __, ...stepwise } = resample(
        resample(resample(resample(series, '5m'), '30m'), '4h'),
        '1d',
      )
      expect(stepwise).toEqual(direct)
    }),
    { numRuns: 50 },
  )
})

test('D4 what a series can become, and what not', () => {
  expect(timeframesOf(minutes(0, range(10)))).toEqual(['1m', '5m', '15m', '30m', '1h', '4h', '1d', '1w'])
  expect(timeframesOf(minutes(0, [0, 240, 480], '4h'))).toEqual(['4h', '1d', '1w'])
  expect(timeframesOf(minutes(0, [0, 45, 90], '45m'))).toEqual(['45m', '1d', '1w'])
  expect(timeframesOf(minutes(0, [0, 1440], '1w'))).toEqual(['1w'])
  expect(timeframesOf(minutes(0, [0], '1mo'))).toEqual(['1mo'])
  // Candles that start an hour off would lie across the days.
  expect(timeframesOf(minutes(0, [60, 300, 540], '4h'))).toEqual(['4h'])
  for (const timeframe of ['1m', '7m', '3d', '1mo', 'x'] as Timeframe[]) {
    expect(() => resample(minutes(0, range(10), '5m'), timeframe)).toThrow(Problem)
  }
})
