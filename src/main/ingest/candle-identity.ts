/**
 * What makes two series the same dataset: their description and every value, whatever the file they
 * came from looked like. The id is the root of a tree of hashes over chunks of 64k rows, so that a
 * later reader may check a part alone.
 */
import { createHash } from 'node:crypto'
import type { DatasetId } from '../../shared/brand.ts'
import type { CandleSeries } from '../../shared/candles.ts'
import { describe } from './candle-description.ts'
import { POWERS } from './decimal-text.ts'

const CHUNK_ROWS = 1 << 16
const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** `check` is called for every chunk and may throw to stop. */
export function datasetIdOf(series: CandleSeries, check: () => void = () => {}): DatasetId {
  const root = createHash('sha256').update(`candles/v1\0${describe(series)}\0`)
  for (const column of columnsOf(series)) {
    for (let row = 0; row < series.rows; row += CHUNK_ROWS) {
      check()
      const chunk = column.subarray(row, Math.min(row + CHUNK_ROWS, series.rows))
      root.update(createHash('sha256').update('candles/v1 chunk\0').update(littleEndian(chunk)).digest())
    }
  }
  return root.digest('hex') as DatasetId
}

export const columnsOf = (series: CandleSeries): readonly (Float64Array | BigInt64Array)[] => [
  series.time,
  series.open,
  series.high,
  series.low,
  series.close,
  series.volume,
]

/** The bytes of a column as they are on disk and in hashes. */
export function littleEndian(column: Float64Array | BigInt64Array): Uint8Array {
  const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
  return LITTLE_ENDIAN ? bytes : Buffer.from(bytes).swap64()
}

/** Turns a column that was just read from disk into the machine's own byte order. */
export function fromLittleEndian(column: Float64Array | BigInt64Array): void {
  if (LITTLE_ENDIAN) return
  new Uint8Array(column.buffer, column.byteOffset, column.byteLength).set(littleEndian(column))
}

/** The same candles at the fewest decimals that hold every value. */
export function canonical(series: CandleSeries): CandleSeries {
  const prices = [series.open, series.high, series.low, series.close]
  let spare = series.priceDecimals
  for (const column of prices) spare = Math.min(spare, zerosAtTheEnd(column, series.rows, spare))
  const spareVolume = volumeZeros(series)
  if (spare === 0 && spareVolume === 0) return series
  const power = POWERS[spare] ?? 1
  const volumePower = 10n ** BigInt(spareVolume)
  const coarser = (column: Float64Array) => column.map((units) => units / power)
  return {
    ...series,
    priceDecimals: series.priceDecimals - spare,
    volumeDecimals: series.volumeDecimals - spareVolume,
    open: coarser(series.open),
    high: coarser(series.high),
    low: coarser(series.low),
    close: coarser(series.close),
    volume: spareVolume === 0 ? series.volume : series.volume.map((units) => units / volumePower),
  }
}

/** How many decimals, at most `most`, no value of the column uses. */
function zerosAtTheEnd(column: Float64Array, rows: number, most: number): number {
  let spare = most
  for (let row = 0; row < rows && spare > 0; row++) {
    while (spare > 0 && (column[row] ?? 0) % (POWERS[spare] ?? 1) !== 0) spare--
  }
  return spare
}

function volumeZeros({ volume, rows, volumeDecimals }: CandleSeries): number {
  let spare = volumeDecimals
  for (let row = 0; row < rows && spare > 0; row++) {
    while (spare > 0 && (volume[row] ?? 0n) % 10n ** BigInt(spare) !== 0n) spare--
  }
  return spare
}
