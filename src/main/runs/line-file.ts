/**
 * A file of JSON lines that may be far too long to hold: read through once in slices, remembered by
 * the place of every 256th line, and then read a page at a time.
 */
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

const STRIDE = 256
const SLICE = 1 << 18

export interface LineFile<T> {
  readonly lines: number
  readonly sha256: string
  /** Lines `first`, `first + 1`, … at most `most` of them. */
  page(first: number, most: number): Promise<T[]>
  /** Every line in order, without holding more than a page and without holding up anybody. */
  all(): AsyncGenerator<T>
  /** The same for a worker thread, which may block; it can be gone through more than once. */
  readonly blocking: Iterable<T>
}

export async function openLines<T>(file: string): Promise<LineFile<T>> {
  const hash = createHash('sha256')
  const marks: number[] = [0]
  let lines = 0
  let at = 0
  for await (const slice of slices(file, 0)) {
    hash.update(slice)
    for (let found = slice.indexOf(10); found !== -1; found = slice.indexOf(10, found + 1)) {
      lines++
      if (lines % STRIDE === 0) marks.push(at + found + 1)
    }
    at += slice.length
  }
  const total = lines

  async function* from(first: number): AsyncGenerator<T> {
    const mark = Math.floor(first / STRIDE)
    let skip = first - mark * STRIDE
    let rest = Buffer.alloc(0)
    for await (const slice of slices(file, marks[mark] ?? 0)) {
      const bytes = rest.length === 0 ? slice : Buffer.concat([rest, slice])
      let start = 0
      for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
        // The file's hash was checked against the manifest: its lines are what we wrote.
        if (skip > 0) skip--
        else yield JSON.parse(bytes.toString('utf8', start, end)) as T
        start = end + 1
      }
      rest = Buffer.from(bytes.subarray(start))
    }
  }
  return {
    lines,
    sha256: hash.digest('hex'),
    async page(first, most) {
      const page: T[] = []
      if (first >= total || most <= 0) return page
      for await (const record of from(first)) {
        page.push(record)
        if (page.length >= most) break
      }
      return page
    },
    all: () => from(0),
    blocking: { [Symbol.iterator]: () => blockingLines<T>(file) },
  }
}

/** The lines as they are, a slice of the file at a time, for whoever needs few of them. */
export async function* lineTexts(file: string): AsyncGenerator<string[]> {
  let rest = Buffer.alloc(0)
  for await (const slice of slices(file, 0)) {
    const bytes = rest.length === 0 ? slice : Buffer.concat([rest, slice])
    const end = bytes.lastIndexOf(10)
    if (end !== -1) yield bytes.toString('utf8', 0, end).split('\n')
    rest = Buffer.from(bytes.subarray(end + 1))
  }
}

function* blockingLines<T>(file: string): Generator<T> {
  const descriptor = openSync(file, 'r')
  try {
    let rest = Buffer.alloc(0)
    for (const buffer = Buffer.allocUnsafe(SLICE); ;) {
      const length = readSync(descriptor, buffer)
      if (length === 0) return
      const bytes = Buffer.concat([rest, buffer.subarray(0, length)])
      let start = 0
      for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
        yield JSON.parse(bytes.toString('utf8', start, end)) as T
        start = end + 1
      }
      rest = bytes.subarray(start)
    }
  } finally {
    closeSync(descriptor)
  }
}

async function* slices(file: string, start: number): AsyncGenerator<Buffer> {
  let handle: FileHandle | null = null
  try {
    handle = await open(file, 'r')
    for (let at = start; ;) {
      const buffer = Buffer.allocUnsafe(SLICE)
      const { bytesRead } = await handle.read(buffer, 0, SLICE, at)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
      at += bytesRead
    }
  } finally {
    await handle?.close()
  }
}
