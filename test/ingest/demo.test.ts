import { expect, test } from 'vitest'
import { candlePath, readCandles } from '../../src/main/ingest/candle-file.ts'
import { candlesCsv } from '../../src/main/ingest/candles-csv.ts'
import { importDemo } from '../../src/main/ingest/demo.ts'
import { DEMO_DATASET } from '../../src/main/ingest/synthetic-market.ts'
import { xoshiro128 } from '../../src/main/ingest/xoshiro.ts'
import { millis } from '../../src/shared/brand.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { imported } from './importing.ts'

const listener = { stopped: () => false, progress: () => {} }

test(
  'U1 the demo market is the same everywhere, sound, and never taken for a real one',
  { timeout: 120_000 },
  async () => {
    const folder = tempFolder()
    const { dataset, existed } = await importDemo({ folder }, listener)
    expect(existed).toBe(false)
    expect(dataset).toMatchObject({
      datasetId: DEMO_DATASET,
      symbol: 'DEMO-USD',
      timeframe: '1m',
      rows: 653_420,
      synthetic: true,
      dialect: 'synthetic',
      hasVolume: true,
      quality: { gaps: 2, longestGapMs: 2 * 86_400_000, zeroVolume: 0, outliers: 0 },
    })
    expect(dataset.source.name).toMatch(/^Synthetic market, seed/)

    const series = await readCandles(candlePath(folder, dataset.datasetId))
    for (let i = 0; i < series.rows; i++) {
      const [open = 0, high = 0, low = 0, close = 0] = [
        series.open[i],
        series.high[i],
        series.low[i],
        series.close[i],
      ]
      const sound = high >= Math.max(open, close) && low <= Math.min(open, close) && low > 0
      if (!sound || (i > 0 && (series.time[i] ?? 0) <= (series.time[i - 1] ?? 0))) expect.fail(`candle ${i}`)
    }
    const lowest = Math.min(...dataset.sparkline)
    expect(Math.max(...dataset.sparkline) / lowest).toBeGreaterThan(1.5)

    const csv = [...candlesCsv(series, millis(0), millis(Infinity))].join('')
    const back = await imported(csv, { name: 'DEMO-USD_1m.csv' })
    expect(back.dataset).toMatchObject({ datasetId: DEMO_DATASET, synthetic: true })
  },
)

test('RELIABILITY D6 the generator is xoshiro128**, as another implementation of it says', () => {
  const WORD = 0xffff_ffffn
  const rotated = (word: bigint, by: bigint) => ((word << by) | (word >> (32n - by))) & WORD
  let [a, b, c, d] = [1n, 2n, 3n, 4n]
  const next = () => {
    const result = (rotated((b * 5n) & WORD, 7n) * 9n) & WORD
    const shifted = (b << 9n) & WORD
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotated(d, 11n)
    return Number(result)
  }
  const random = xoshiro128([1, 2, 3, 4])
  const made = Array.from({ length: 1000 }, () => random.uniform() * 2 ** 32)
  expect(made.slice(0, 3)).toEqual([11_520, 0, 5_927_040])
  expect(made).toEqual(Array.from({ length: 1000 }, next))
})
