import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { candlePath, readCandles, writeCandles } from '../../src/main/ingest/candle-file.ts'
import { datasetIdOf } from '../../src/main/ingest/candle-identity.ts'
import type { CandleSeries } from '../../src/shared/candles.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { problemOf } from './importing.ts'

const pair: CandleSeries = {
  symbol: 'A',
  timeframe: '1h',
  priceDecimals: 2,
  volumeDecimals: 1,
  hasVolume: true,
  rows: 2,
  time: Float64Array.of(3_600_000, 7_200_000),
  open: Float64Array.of(101, 102),
  high: Float64Array.of(110, 2 ** 53 - 1),
  low: Float64Array.of(99, 1),
  close: Float64Array.of(100, 103),
  volume: BigInt64Array.of(5n, 2n ** 62n + 1n),
}

test('D16 the bytes of a file and its name are the same on every machine', async () => {
  const folder = tempFolder()
  const { datasetId } = await writeCandles(folder, pair)
  expect(datasetId).toBe('ffb28d0f9a1ac1a4a8d2915b654ab97de06c8c874fbc795c1e4b4b2c4a676d2d')
  const bytes = readFileSync(candlePath(folder, datasetId))
  const description =
    '{"symbol":"A","timeframe":"1h","priceDecimals":2,"volumeDecimals":1,"hasVolume":true,"rows":2}'
  expect(bytes.subarray(0, 8).toString()).toBe('TAPEDECK')
  expect(bytes.subarray(8, 16).toString('hex')).toBe('0100000060000000')
  expect(bytes.subarray(16, 112).toString()).toBe(description.padEnd(96))
  expect(bytes.subarray(112).toString('hex').match(/.{16}/g)).toEqual([
    '0000000040774b41',
    '0000000040775b41',
    '0000000000405940',
    '0000000000805940',
    '0000000000805b40',
    'ffffffffffff3f43',
    '0000000000c05840',
    '000000000000f03f',
    '0000000000005940',
    '0000000000c05940',
    '0500000000000000',
    '0100000000000040',
  ])
})

test('D4 candles come back as they were, in shared memory', async () => {
  const folder = tempFolder()
  const { datasetId } = await writeCandles(folder, pair)
  const series = await readCandles(candlePath(folder, datasetId), datasetId, { verify: true })
  expect(series).toEqual(pair)
  for (const column of [series.time, series.open, series.high, series.low, series.close, series.volume]) {
    expect(column.buffer).toBeInstanceOf(SharedArrayBuffer)
  }
})

test('D11 anything that differs is another dataset; decimals that nothing uses make no difference', () => {
  const ids = new Set(
    [
      pair,
      { ...pair, symbol: 'B' },
      { ...pair, timeframe: '4h' as const },
      { ...pair, priceDecimals: 3 },
      { ...pair, hasVolume: false },
      { ...pair, time: pair.time.with(1, 7_200_001) },
      { ...pair, open: pair.low, low: pair.open },
      { ...pair, volume: pair.volume.with(0, 6n) },
    ].map((series) => datasetIdOf(series)),
  )
  expect(ids.size).toBe(8)
})

test('D4 trailing zeros do not matter', async () => {
  const folder = tempFolder()
  const small = { ...pair, high: Float64Array.of(110, 120), volume: BigInt64Array.of(5n, 7n) }
  const finer: CandleSeries = {
    ...small,
    priceDecimals: 4,
    volumeDecimals: 3,
    open: small.open.map((ticks) => ticks * 100),
    high: small.high.map((ticks) => ticks * 100),
    low: small.low.map((ticks) => ticks * 100),
    close: small.close.map((ticks) => ticks * 100),
    volume: small.volume.map((units) => units * 100n),
  }
  const { datasetId } = await writeCandles(folder, small)
  expect(await writeCandles(folder, finer)).toEqual({ datasetId, existed: true })
})

test('P17 a file that was cut, lengthened or changed in one bit is noticed, and mended by writing again', async () => {
  const folder = tempFolder()
  const { datasetId } = await writeCandles(folder, pair)
  const file = candlePath(folder, datasetId)
  const bytes = readFileSync(file)
  const verified = () => problemOf(readCandles(file, datasetId, { verify: true }))
  for (let at = 0; at < bytes.length; at += 5) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 4
    writeFileSync(file, changed)
    expect(['ARTIFACT_TAMPERED', 'SCHEMA_UNSUPPORTED'], `byte ${at}`).toContain((await verified()).code)
  }
  for (const length of [0, 7, 16, 100, bytes.length - 1]) {
    writeFileSync(file, bytes)
    truncateSync(file, length)
    expect((await problemOf(readCandles(file))).code, `${length} bytes`).toBe('ARTIFACT_TAMPERED')
  }
  writeFileSync(file, Buffer.concat([bytes, Buffer.from([0])]))
  expect((await problemOf(readCandles(file))).code).toBe('ARTIFACT_TAMPERED')
  expect(await writeCandles(folder, pair)).toEqual({ datasetId, existed: false })
  expect(readFileSync(file)).toEqual(bytes)
})

test('D4 a file under the name of another dataset, or none at all, is no dataset', async () => {
  const folder = tempFolder()
  const one = await writeCandles(folder, pair)
  const two = await writeCandles(folder, { ...pair, symbol: 'B' })
  copyFileSync(candlePath(folder, one.datasetId), candlePath(folder, two.datasetId))
  const swapped = readCandles(candlePath(folder, two.datasetId), two.datasetId, { verify: true })
  expect((await problemOf(swapped)).code).toBe('ARTIFACT_TAMPERED')
  expect((await problemOf(readCandles(path.join(folder, 'none.candles')))).code).toBe('ARTIFACT_MISSING')
})

test('P7 a folder that can not be written is trouble with the store, and nothing is left in it', async () => {
  const folder = tempFolder()
  const file = path.join(folder, 'a-file')
  writeFileSync(file, '')
  expect((await problemOf(writeCandles(file, pair))).code).toBe('STORE_UNAVAILABLE')
  expect(readdirSync(folder)).toEqual(['a-file'])
})
