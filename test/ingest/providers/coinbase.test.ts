import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shortIsoTime } from '../../../src/main/text/utc.ts'
import { millis } from '../../../src/shared/brand.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { imported, rowsOf } from '../importing.ts'
import { exchange, walk } from './exchange.ts'
import { fetched, HOUR, LATER, START } from './fetching.ts'

const DAY = 24 * HOUR

test('D6 a stretch longer than one answer comes whole: every candle once, none at its end', async () => {
  const market = await exchange({ now: LATER })
  const { series, dataset } = await fetched(market.base, { to: START + 700 * HOUR })
  expect(Array.from(series.time)).toEqual(Array.from({ length: 700 }, (_, hour) => START + hour * HOUR))
  expect(dataset).toMatchObject({
    symbol: 'BTC-USD',
    timeframe: '1h',
    rows: 700,
    start: millis(START),
    end: millis(START + 699 * HOUR),
    synthetic: false,
    dialect: 'Coinbase candles',
    quality: { gaps: 0, duplicates: 0 },
    source: { name: 'Coinbase BTC-USD 1h, 2024-01-01T00:00:00Z to 2024-01-30T04:00:00Z' },
  })
  // Pages lie on a grid, so that another stretch can use them; none asks for more than 300.
  expect(market.asked.map(({ start, end }) => (end + 1 - start) / 3600)).toEqual([300, 300, 300, 300])
})

test.each(['1m', '5m', '15m', '1h', '6h', '1d'] as const)(
  'D6 candles of %s come with their own length',
  async (timeframe) => {
    const market = await exchange({ now: LATER })
    const { series } = await fetched(market.base, { timeframe, to: START + 10 * DAY, rows: 20_000 })
    const length = (series.time[1] ?? 0) - (series.time[0] ?? 0)
    expect(series).toMatchObject({ timeframe, rows: (10 * DAY) / length })
    expect(market.asked[0]?.granularity).toBe(length / 1000)
  },
)

test('D6 the digits arrive exactly, and the numbers are the candle they belong to', async () => {
  const rows = [
    '[SECOND,0.00000123,0.00000199,1.5e-6,0.0000016,123456789.12345678]',
    '[SECOND,1e-6,2.0e-6,1.9E-06,0.00000101,0]',
    '[SECOND,0.000001,0.000003,0.000002,0.000002,90071992547.40993]',
  ]
  const market = await exchange({
    now: LATER,
    trades: (second) => rows[(second * 1000 - START) / HOUR]?.replace('SECOND', String(second)) ?? null,
  })
  const { series, dataset } = await fetched(market.base)
  expect(series).toMatchObject({ rows: 3, priceDecimals: 8, hasVolume: true })
  expect([...series.low]).toEqual([123, 100, 100])
  expect([...series.high]).toEqual([199, 200, 300])
  expect([...series.open]).toEqual([150, 190, 200])
  expect([...series.close]).toEqual([160, 101, 200])
  // No double holds the first and the last of these.
  expect([...series.volume]).toEqual([12_345_678_912_345_678n, 0n, 9_007_199_254_740_993_000n])
  expect(dataset.recognised.map(({ what }) => what)).not.toContain('numbers')
})

test('D6 the noise of a binary fraction is rounded, and the dataset says so', async () => {
  const market = await exchange({
    now: LATER,
    trades: (second) => `[${second},1,3,2,2,0.17600000000000002]`,
  })
  const { series, dataset } = await fetched(market.base)
  expect([series.volumeDecimals, series.volume[0]]).toEqual([3, 176n])
  expect(dataset.recognised).toContainEqual(expect.objectContaining({ what: 'numbers' }))
})

test('D6 hours without a trade stay gaps and are told as such', async () => {
  const missing = new Set([3, 4, 5].map((hour) => (START + hour * HOUR) / 1000))
  const market = await exchange({ now: LATER, trades: (s, g) => (missing.has(s) ? null : walk(s, g)) })
  const { series, dataset } = await fetched(market.base)
  expect([...series.time].map((time) => (time - START) / HOUR)).toEqual([0, 1, 2, 6, 7, 8, 9])
  expect(dataset.quality).toMatchObject({ gaps: 1, longestGapMs: 3 * HOUR })
})

test('D6 a candle that is still open, or has only just closed, is not taken', async () => {
  const now = START + 5 * HOUR + 30 * 60_000
  const market = await exchange({ now })
  const open = await fetched(market.base, { now, to: START + DAY })
  expect(open.series.rows).toBe(5)
  const justClosed = START + 5 * HOUR + 20_000
  const fresh = await exchange({ now: justClosed })
  expect((await fetched(fresh.base, { now: justClosed, to: START + DAY })).series.rows).toBe(4)
})

test('D6 a clock of ours that is ahead does not make an open candle a closed one', async () => {
  const market = await exchange({ now: START + 5 * HOUR + 30 * 60_000 })
  const { series } = await fetched(market.base, { now: START + 3 * DAY, to: START + DAY })
  expect(series.rows).toBe(5)
})

test('D6 what was loaded is never asked twice and needs no network', async () => {
  const market = await exchange({ now: LATER })
  const shelf = tempFolder()
  const first = await fetched(market.base, { shelf, to: START + 500 * HOUR })
  const asked = market.asked.length
  await market.close()
  const again = await fetched(market.base, { shelf, to: START + 500 * HOUR })
  expect(again.dataset.datasetId).toBe(first.dataset.datasetId)
  const part = await fetched(market.base, { shelf, from: START + 100 * HOUR, to: START + 400 * HOUR })
  expect(part.series.rows).toBe(300)
  expect(market.asked.length).toBe(asked)
})

test('D6 a page that was not over is asked only for what has closed since', async () => {
  const shelf = tempFolder()
  const first = START + 20 * HOUR + 5 * 60_000
  const earlier = await exchange({ now: first })
  expect((await fetched(earlier.base, { shelf, now: first, to: LATER })).series.rows).toBe(20)
  const second = first + 10 * HOUR
  const later = await exchange({ now: second })
  expect((await fetched(later.base, { shelf, now: second, to: LATER })).series.rows).toBe(30)
  expect(later.asked.map(({ start }) => shortIsoTime(start * 1000))).toEqual(['2024-01-01T20:00:00Z'])
})

test('D6 a kept page that was changed on disk is asked for again', async () => {
  const market = await exchange({ now: LATER })
  const shelf = tempFolder()
  const { dataset } = await fetched(market.base, { shelf })
  const folder = join(shelf, 'coinbase-BTC-USD-1h')
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), 'utf8')
    writeFileSync(join(folder, name), text.replace(/\.25,/, '.26,'))
  }
  const again = await fetched(market.base, { shelf })
  expect(again.dataset.datasetId).toBe(dataset.datasetId)
  expect(market.asked.length).toBe(2)
})

test('D6 the same candles from a file are the same dataset', async () => {
  const market = await exchange({ now: LATER })
  const { series, dataset } = await fetched(market.base)
  const csv = ['time,open,high,low,close,volume', ...rowsOf(series).map((row) => row.join(','))].join('\n')
  const file = await imported(`${csv}\n`, { name: 'BTC-USD_1h.csv' })
  expect(file.dataset.datasetId).toBe(dataset.datasetId)
})

test('D6 requests keep their distance', async () => {
  const market = await exchange({ now: LATER })
  await fetched(market.base, { to: START + 1500 * HOUR, manners: { paceMs: 40 } })
  const between = market.at.slice(1).map((time, at) => time - (market.at[at] ?? 0))
  expect(between.length).toBeGreaterThan(3)
  // The clock that paces is ours; a request may lie a little on its way.
  expect(between.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(between.length * 30)
})
