import { expect, test } from 'vitest'
import { candlesCsv } from '../../src/main/ingest/candles-csv.ts'
import { millis } from '../../src/shared/brand.ts'
import { drawnSeries } from '../support/drawn-series.ts'
import { writeCandles } from '../../src/main/ingest/candle-file.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { imported } from './importing.ts'

const ALL = [millis(0), millis(Infinity)] as const

test('D8 ISO times and exact digits', async () => {
  const { series } = await imported(
    'time,open,high,low,close,volume\n1704067200,0.05,100,0.05,1.25,0.00000001\n1704070800,1,1,1,1,12345678901.5\n',
  )
  expect([...candlesCsv(series, ...ALL)].join('')).toBe(
    'time,open,high,low,close,volume\n' +
      '2024-01-01T00:00:00Z,0.05,100.00,0.05,1.25,0.00000001\n' +
      '2024-01-01T01:00:00Z,1.00,1.00,1.00,1.00,12345678901.50000000\n',
  )
})

test('D8 from one time up to another', () => {
  const series = drawnSeries({ rows: 5000 })
  const text = [...candlesCsv(series, millis(series.time[100] ?? 0), millis(series.time[3100] ?? 0))].join('')
  expect(text.split('\n')).toHaveLength(3002)
  expect(text.split('\n')[1]?.slice(0, 20)).toBe(
    new Date(series.time[100] ?? 0).toISOString().replace('.000', ''),
  )
})

test.each([1, 2, 3, 4, 5])('D8 what is exported imports as the same dataset (seed %i)', async (seed) => {
  const series = { ...drawnSeries({ rows: 3000, seed }), hasVolume: seed % 2 === 0 }
  const kept = seed % 2 === 0 ? series : { ...series, volume: new BigInt64Array(series.rows) }
  const { datasetId } = await writeCandles(tempFolder(), kept)
  const { dataset } = await imported([...candlesCsv(kept, ...ALL)].join(''), { name: 'DRAWN_1d.csv' })
  expect(dataset.datasetId).toBe(datasetId)
})
