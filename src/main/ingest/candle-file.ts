/**
 * Candles on disk: magic `TAPEDECK`, version and length of the description (32 bits each), the
 * description as JSON padded with blanks to 8 bytes, then the columns one after the other: time,
 * open, high, low and close as 64-bit floats holding whole numbers, volume as 64-bit integers, all
 * little-endian. A file is named by the hash of what it says, written aside and renamed.
 */
import { type FileHandle, open, rm } from 'node:fs/promises'
import path from 'node:path'
import type { DatasetId } from '../../shared/brand.ts'
import type { CandleSeries } from '../../shared/candles.ts'
import { Problem } from '../../shared/problem.ts'
import { asideOf } from '../disk/aside.ts'
import { syncFolder } from '../disk/folder.ts'
import { renamePatiently } from '../disk/rename.ts'
import { asTrouble, codeOf } from '../disk/trouble.ts'
import { type Description, describe, readDescription } from './candle-description.ts'
import { canonical, columnsOf, datasetIdOf, fromLittleEndian, littleEndian } from './candle-identity.ts'

const MAGIC = 'TAPEDECK'
const VERSION = 1
const HEAD = 16
const LONGEST_DESCRIPTION = 4096
const SLICE = 1 << 22
const COLUMNS = 6

export interface Written {
  readonly datasetId: DatasetId
  readonly existed: boolean
}

/** Where a dataset's candles are in the folder of all of them. */
export const candlePath = (folder: string, dataset: DatasetId): string =>
  path.join(folder, `${dataset}.candles`)

/** Writes the file unless a sound one is there. `check` is called now and then and may throw to stop. */
export async function writeCandles(
  folder: string,
  series: CandleSeries,
  check: () => void = () => {},
): Promise<Written> {
  const candles = canonical(series)
  const datasetId = datasetIdOf(candles, check)
  const target = candlePath(folder, datasetId)
  if (await isSound(target, datasetId)) return { datasetId, existed: true }
  const aside = asideOf(target)
  try {
    const handle = await open(aside, 'wx')
    try {
      await writeAll(handle, headOf(candles))
      for (const column of columnsOf(candles)) {
        const bytes = littleEndian(column)
        for (let at = 0; at < bytes.length; at += SLICE) {
          check()
          await writeAll(handle, bytes.subarray(at, at + SLICE))
        }
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
    check()
    await renamePatiently(aside, target)
    await syncFolder(folder)
  } catch (error) {
    // What went wrong first is what the trader should hear about.
    await rm(aside, { force: true }).catch(() => {})
    throw asTrouble(error)
  }
  return { datasetId, existed: false }
}

/**
 * Reads a file into shared memory. With `verify` the candles are hashed and compared with the id,
 * which notices any changed bit; without, only the description and the size are checked.
 */
export async function readCandles(
  file: string,
  datasetId?: DatasetId,
  how: { readonly verify: boolean } = { verify: false },
): Promise<CandleSeries> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw codeOf(error) === 'ENOENT' ? lost() : asTrouble(error)
  })
  try {
    const series = await readFrom(handle)
    if (how.verify && datasetId !== undefined && datasetIdOf(series) !== datasetId) throw damaged()
    return series
  } finally {
    await handle.close()
  }
}

async function readFrom(handle: FileHandle): Promise<CandleSeries> {
  const head = new Uint8Array(HEAD)
  await readAll(handle, head)
  const view = new DataView(head.buffer)
  if (new TextDecoder().decode(head.subarray(0, MAGIC.length)) !== MAGIC) throw damaged()
  if (view.getUint32(8, true) !== VERSION) throw unsupported(view.getUint32(8, true))
  const length = view.getUint32(12, true)
  if (length > LONGEST_DESCRIPTION || length % 8 !== 0) throw damaged()
  const text = new Uint8Array(length)
  await readAll(handle, text)
  const description = readDescription(new TextDecoder().decode(text))
  if (description === null) throw damaged()
  const { size } = await handle.stat()
  if (size !== HEAD + length + COLUMNS * 8 * description.rows) throw damaged()
  return readColumns(handle, description)
}

async function readColumns(handle: FileHandle, description: Description): Promise<CandleSeries> {
  const shared = () => new SharedArrayBuffer(8 * description.rows)
  const series: CandleSeries = {
    ...description,
    time: new Float64Array(shared()),
    open: new Float64Array(shared()),
    high: new Float64Array(shared()),
    low: new Float64Array(shared()),
    close: new Float64Array(shared()),
    volume: new BigInt64Array(shared()),
  }
  for (const column of columnsOf(series)) {
    const bytes = new Uint8Array(column.buffer)
    for (let at = 0; at < bytes.length; at += SLICE) await readAll(handle, bytes.subarray(at, at + SLICE))
    fromLittleEndian(column)
  }
  return series
}

function headOf(series: CandleSeries): Uint8Array {
  const text = new TextEncoder().encode(describe(series))
  const length = Math.ceil(text.length / 8) * 8
  const head = new Uint8Array(HEAD + length).fill(32)
  head.set(new TextEncoder().encode(MAGIC))
  const view = new DataView(head.buffer)
  view.setUint32(8, VERSION, true)
  view.setUint32(12, length, true)
  head.set(text, HEAD)
  return head
}

async function isSound(file: string, datasetId: DatasetId): Promise<boolean> {
  try {
    await readCandles(file, datasetId, { verify: true })
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += (await handle.write(bytes, at)).bytesWritten
}

async function readAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesRead } = await handle.read(bytes, at, bytes.length - at, null)
    if (bytesRead === 0) throw damaged()
    at += bytesRead
  }
}

const damaged = (): Problem =>
  new Problem(
    'ARTIFACT_TAMPERED',
    {},
    'The stored candles of this dataset were changed or damaged.',
    'Import the original file again; runs that were made before still open.',
  )

const lost = (): Problem =>
  new Problem(
    'ARTIFACT_MISSING',
    {},
    'The stored candles of this dataset are gone.',
    'Import the original file again.',
  )

const unsupported = (version: number): Problem =>
  new Problem(
    'SCHEMA_UNSUPPORTED',
    { version },
    'These candles were stored by another version of Tapedeck.',
    'Open them with that version, or import the original file again.',
  )
