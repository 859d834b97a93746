/**
 * `equity.bin`: a line of JSON that describes the columns, padded to a multiple of 8 bytes, then the
 * columns themselves as little-endian 64-bit integers. Any language reads it in five lines.
 */
import { Problem } from '../../shared/problem.ts'

/** Equity is kept to 1e-8 of the quote currency. */
export const EQUITY_DECIMALS = 8

export interface EquityColumns {
  /** Open time of each evaluated candle. */
  readonly time: BigInt64Array
  /** Equity at its close. */
  readonly equity: BigInt64Array
}

export function encodeEquity({ time, equity }: EquityColumns): Uint8Array[] {
  const text = JSON.stringify({
    schema: 1,
    rows: equity.length,
    columns: [
      { name: 'time', type: 'int64le', unit: 'ms since 1970-01-01T00:00:00Z' },
      { name: 'equity', type: 'int64le', decimals: EQUITY_DECIMALS },
    ],
  })
  const head = Buffer.from(text.padEnd(Math.ceil((text.length + 1) / 8) * 8 - 1) + '\n')
  return [head, bytesOf(time), bytesOf(equity)]
}

export function decodeEquity(bytes: Uint8Array): EquityColumns {
  const headEnd = bytes.indexOf(10) + 1
  const head: unknown = headEnd === 0 ? null : JSON.parse(Buffer.from(bytes.subarray(0, headEnd)).toString())
  const rows = typeof head === 'object' && head !== null && 'rows' in head ? Number(head.rows) : Number.NaN
  if (!Number.isSafeInteger(rows) || bytes.length !== headEnd + rows * 16) {
    throw new Problem(
      'ARTIFACT_TAMPERED',
      { text: 'equity.bin' },
      'The equity file of this run is not as it was written.',
      'Run it again with the same settings: a damaged run is put right.',
    )
  }
  const column = (at: number) => {
    const start = bytes.byteOffset + headEnd + at * rows * 8
    return littleEndian(bytes.buffer.slice(start, start + rows * 8))
  }
  return { time: column(0), equity: column(1) }
}

const BIG_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0

function bytesOf(column: BigInt64Array): Uint8Array {
  const bytes = Buffer.from(column.buffer, column.byteOffset, column.byteLength)
  return BIG_ENDIAN ? Buffer.from(bytes).swap64() : bytes
}

function littleEndian(buffer: ArrayBufferLike): BigInt64Array {
  if (BIG_ENDIAN) Buffer.from(buffer).swap64()
  return new BigInt64Array(buffer)
}
