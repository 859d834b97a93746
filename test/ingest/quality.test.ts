import { expect, test } from 'vitest'
import { qualityOf, sparklineOf } from '../../src/main/ingest/quality.ts'
import type { CandleSeries, Timeframe } from '../../src/shared/candles.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** A Monday. */
const START = Date.UTC(2024, 0, 1)

/** Candles of 100.00 at these times. */
function flat(
  times: readonly number[],
  timeframe: Timeframe,
  changes: Partial<CandleSeries> = {},
): CandleSeries {
  const column = () => new Float64Array(times.length).fill(10_000)
  return {
    symbol: 'T',
    timeframe,
    priceDecimals: 2,
    volumeDecimals: 0,
    hasVolume: true,
    rows: times.length,
    time: Float64Array.from(times),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: new BigInt64Array(times.length).fill(1n),
    ...changes,
  }
}
const every = (step: number, count: number) => Array.from({ length: count }, (_, i) => START + i * step)
const weekday = (time: number) => new Date(time).getUTCDay()
const gapsOf = (series: CandleSeries) => qualityOf(series, { duplicates: 0, repairs: [] }).gapList
const without = (times: readonly number[], from: number, until: number) =>
  times.filter((time) => time < START + from || time >= START + until)

test('D5 a market around the clock has a gap for every missing candle', () => {
  const times = without(without(every(HOUR, 24 * 30), 5 * HOUR, 6 * HOUR), 50 * HOUR, 53 * HOUR)
  const quality = qualityOf(flat(times, '1h'), { duplicates: 0, repairs: [] })
  expect(quality).toMatchObject({ candles: 716, gaps: 2, longestGapMs: 3 * HOUR })
  expect(quality.gapList).toEqual([
    { after: START + 4 * HOUR, until: START + 6 * HOUR, missing: 1 },
    { after: START + 49 * HOUR, until: START + 53 * HOUR, missing: 3 },
  ])
})

test('D5 weekends are no gaps in a market that rests on them, two days in mid-week are', () => {
  const open = every(HOUR, 24 * 70).filter((time) => {
    const hour = new Date(time).getUTCHours()
    return weekday(time) === 0 ? hour >= 22 : weekday(time) === 5 ? hour < 22 : weekday(time) !== 6
  })
  expect(gapsOf(flat(open, '1h'))).toEqual([])
  const hole = without(open, 30 * DAY + 8 * HOUR, 32 * DAY + 8 * HOUR)
  expect(gapsOf(flat(hole, '1h'))).toEqual([
    { after: START + 30 * DAY + 7 * HOUR, until: START + 32 * DAY + 8 * HOUR, missing: 48 },
  ])
})

test('D5 nights and clock changes are no gaps, a missing candle within a session is', () => {
  const session = every(30 * 60_000, 48 * 120).filter((time) => {
    const opens = time < START + 69 * DAY ? 14.5 : 13.5
    const hour = (time % DAY) / HOUR
    return weekday(time) % 6 !== 0 && hour >= opens && hour < opens + 6.5
  })
  expect(gapsOf(flat(session, '30m'))).toEqual([])
  const hole = without(session, 9 * DAY + 16 * HOUR, 9 * DAY + 17 * HOUR)
  expect(gapsOf(flat(hole, '30m'))).toHaveLength(1)
})

test('D5 a daily break that moves with the clock is no gap', () => {
  const open = every(HOUR, 24 * 140).filter((time) => {
    const hour = new Date(time).getUTCHours()
    const rest = time < START + 70 * DAY ? 22 : 21
    if (weekday(time) === 6) return false
    return weekday(time) === 0 ? hour > rest : weekday(time) === 5 ? hour < rest : hour !== rest
  })
  expect(gapsOf(flat(open, '1h'))).toEqual([])
})

test('D5 a last weekend that begins an hour early is no gap', () => {
  const open = every(HOUR, 24 * 26).filter((time) => {
    const hour = new Date(time).getUTCHours()
    const closes = time < START + 21 * DAY ? 22 : 21
    return weekday(time) === 0 ? hour >= closes : weekday(time) === 5 ? hour < closes : weekday(time) !== 6
  })
  expect(gapsOf(flat([...open, START + 27 * DAY + 21 * HOUR], '1h'))).toEqual([])
})

test('D5 daily sessions: a single missing day is a holiday, two in a row are a gap', () => {
  const days = every(DAY, 200).filter((time) => weekday(time) % 6 !== 0)
  expect(gapsOf(flat(days, '1d'))).toEqual([])
  expect(gapsOf(flat(without(days, 49 * DAY, 50 * DAY), '1d'))).toEqual([])
  expect(gapsOf(flat(without(days, 49 * DAY, 51 * DAY), '1d'))).toHaveLength(1)
  expect(gapsOf(flat(without(days, 49 * DAY, 80 * DAY), '1d'))).toHaveLength(1)
})

test('D5 months are as long as they are', () => {
  const months = Array.from({ length: 40 }, (_, i) => Date.UTC(2020, i + 1, 0))
  expect(gapsOf(flat(months, '1mo'))).toEqual([])
  expect(gapsOf(flat(months.toSpliced(7, 2), '1mo'))).toEqual([
    { after: months[6], until: months[9], missing: 2 },
  ])
})

test('D5 the longest thousand gaps are listed, all of them counted', () => {
  const times = every(HOUR, 30_000).filter((_, i) => i % 10 !== 5 && !(i > 20_000 && i < 20_004))
  const quality = qualityOf(flat(times, '1h'), { duplicates: 0, repairs: [] })
  expect(quality.gaps).toBe(3001)
  expect(quality.gapList).toHaveLength(1000)
  expect(quality.gapList.some(({ missing }) => missing === 3)).toBe(true)
  expect(quality.gapList).toEqual(quality.gapList.toSorted((a, b) => a.after - b.after))
})

test('D5 slips of the feed are outliers, a crash that stays down is none', () => {
  const series = flat(every(HOUR, 100), '1h')
  const outliers = (changes: Partial<CandleSeries>) =>
    qualityOf({ ...series, ...changes }, { duplicates: 0, repairs: [] }).outliers
  expect(outliers({})).toBe(0)
  expect(outliers({ high: series.high.with(50, 1_000_000), close: series.close.with(50, 1_000_000) })).toBe(1)
  expect(outliers({ low: series.low.with(50, 1) })).toBe(1)
  const halved = (column: Float64Array) => column.map((ticks, i) => (i < 50 ? ticks : ticks / 2))
  const crash = {
    open: halved(series.open),
    high: halved(series.high),
    low: halved(series.low),
    close: halved(series.close),
  }
  expect(outliers(crash)).toBe(0)
  const tenth = (column: Float64Array) => column.map((ticks, i) => (i < 50 ? ticks : ticks / 10))
  const lost = {
    open: tenth(series.open),
    high: tenth(series.high),
    low: tenth(series.low),
    close: tenth(series.close),
  }
  expect(outliers(lost)).toBe(1)
})

test('D5 zero volume is counted where there is volume', () => {
  const series = flat(every(HOUR, 8), '1h', {
    volume: BigInt64Array.of(0n, 1n, 0n, 2n ** 32n, 5n, 5n, 5n, 5n),
  })
  expect(qualityOf(series, { duplicates: 3, repairs: [{ repair: 'dedupe', rows: 3 }] })).toMatchObject({
    zeroVolume: 2,
    zeroVolumePct: 25,
    duplicates: 3,
    repairs: [{ repair: 'dedupe', rows: 3 }],
  })
  expect(qualityOf({ ...series, hasVolume: false }, { duplicates: 0, repairs: [] }).zeroVolume).toBe(0)
})

test('U1 a sparkline runs from the first close to the last', () => {
  const close = Float64Array.from({ length: 1000 }, (_, i) => i * 100)
  const line = sparklineOf(flat(every(HOUR, 1000), '1h', { close }))
  expect(line).toHaveLength(60)
  expect([line[0], line.at(-1)]).toEqual([0, 999])
  expect(sparklineOf(flat(every(HOUR, 1), '1h'))).toEqual([100])
})
