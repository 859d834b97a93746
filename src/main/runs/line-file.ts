/**
 * A file of JSON lines that may be far too long to hold: read through once in slices, remembered by
 * the place and the checksum of every stretch of 256 lines, and then read a page at a time.
 */
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'

const STRIDE = 256
const SLICE = 1 << 18

export interface LineFile<T> {
  readonly lines: number
  readonly sha256: string
  /** Lines `first`, `first + 1`, … at most `most` of them. */
  page(first: number, most: number): Promise<T[]>
  /** Every line in order, without holding more than a stretch and without holding up anybody. */
  all(): AsyncGenerator<T>
  /** The same for a worker thread, which may block; it can be gone through more than once. */
  readonly blocking: Iterable<T>
}

/** 256 lines, the last of them fewer. */
interface Stretch {
  readonly start: number
  readonly bytes: number
  readonly crc: number
}

/** `changed` is called, and throws, where the file is no longer what was read through at first. */
export async function openLines<T>(
  file: string,
  changed: () => never = () => {
    throw new Error(`${file} has changed while it was open`)
  },
): Promise<LineFile<T>> {
  const { lines, sha256, stretches } = await readThrough(file)

  async function* from(first: number): AsyncGenerator<T> {
    let skip = first % STRIDE
    for await (const bytes of sound(file, stretches.slice(Math.floor(first / STRIDE)), changed)) {
      for (const record of recordsIn<T>(bytes, skip)) yield record
      skip = 0
    }
  }
  return {
    lines,
    sha256,
    async page(first, most) {
      const page: T[] = []
      if (first >= lines || most <= 0) return page
      for await (const record of from(first)) {
        page.push(record)
        if (page.length >= most) break
      }
      return page
    },
    all: () => from(0),
    blocking: { [Symbol.iterator]: () => blockingLines<T>(file, stretches, changed) },
  }
}

/** The lines as they are, a slice of the file at a time, for whoever needs few of them. */
export async function* lineTexts(file: string): AsyncGenerator<string[]> {
  let rest = Buffer.alloc(0)
  for await (const slice of slices(file)) {
    const bytes = rest.length === 0 ? slice : Buffer.concat([rest, slice])
    const end = bytes.lastIndexOf(10)
    if (end !== -1) yield bytes.toString('utf8', 0, end).split('\n')
    rest = Buffer.from(bytes.subarray(end + 1))
  }
}

async function readThrough(
  file: string,
): Promise<{ lines: number; sha256: string; stretches: readonly Stretch[] }> {
  const hash = createHash('sha256')
  const stretches: Stretch[] = []
  let [lines, start, bytes, crc] = [0, 0, 0, 0]
  const take = (piece: Buffer) => {
    bytes += piece.length
    crc = crc32(piece, crc)
  }
  const close = () => {
    if (bytes > 0) stretches.push({ start, bytes, crc })
    start += bytes
    bytes = crc = 0
  }
  for await (const slice of slices(file)) {
    hash.update(slice)
    let taken = 0
    for (let found = slice.indexOf(10); found !== -1; found = slice.indexOf(10, found + 1)) {
      lines++
      if (lines % STRIDE !== 0) continue
      take(slice.subarray(taken, found + 1))
      close()
      taken = found + 1
    }
    take(slice.subarray(taken))
  }
  close()
  return { lines, sha256: hash.digest('hex'), stretches }
}

/** Stretches as they were: one that is not is never handed on. */
async function* sound(
  file: string,
  stretches: readonly Stretch[],
  changed: () => never,
): AsyncGenerator<Buffer> {
  let handle: FileHandle | null = null
  try {
    handle = await open(file, 'r')
    for (const { start, bytes, crc } of stretches) {
      const buffer = Buffer.allocUnsafe(bytes)
      const { bytesRead } = await handle.read(buffer, 0, bytes, start)
      if (bytesRead !== bytes || crc32(buffer) !== crc) changed()
      yield buffer
    }
  } finally {
    await handle?.close()
  }
}

function* blockingLines<T>(file: string, stretches: readonly Stretch[], changed: () => never): Generator<T> {
  const descriptor = openSync(file, 'r')
  try {
    for (const { start, bytes, crc } of stretches) {
      const buffer = Buffer.allocUnsafe(bytes)
      if (readSync(descriptor, buffer, 0, bytes, start) !== bytes || crc32(buffer) !== crc) changed()
      yield* recordsIn<T>(buffer, 0)
    }
  } finally {
    closeSync(descriptor)
  }
}

function* recordsIn<T>(bytes: Buffer, skip: number): Generator<T> {
  let start = 0
  for (let line = 0, end = bytes.indexOf(10); end !== -1; line++, end = bytes.indexOf(10, start)) {
    // The stretch was checked: its lines are what we wrote.
    if (line >= skip) yield JSON.parse(bytes.toString('utf8', start, end)) as T
    start = end + 1
  }
}

async function* slices(file: string): AsyncGenerator<Buffer> {
  const handle = await open(file, 'r')
  try {
    for (let at = 0; ;) {
      const buffer = Buffer.allocUnsafe(SLICE)
      const { bytesRead } = await handle.read(buffer, 0, SLICE, at)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
      at += bytesRead
    }
  } finally {
    await handle.close()
  }
}
