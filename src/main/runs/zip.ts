/**
 * The one form of ZIP that a capsule has: entries in the order of their names, stored as they are, every
 * time the first of 1980. Any archive program opens it, and the same files always give the same bytes.
 * That is also how it is read: what is not exactly what we would have written is no capsule, so nothing
 * is ever inflated and no size is ever believed.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { crc32 } from 'node:zlib'

export interface ZipEntry {
  readonly name: string
  readonly bytes: number
  readonly crc: number
}

export interface ZipFile {
  readonly entries: readonly ZipEntry[]
  /** Throws where the bytes are not those that the entry promised. */
  read(entry: ZipEntry): Generator<Buffer>
  close(): void
}

export class NotACapsule extends Error {}

const MOST_BYTES = 0xffff_ffff
const MOST_ENTRIES = 64
const LONGEST_NAME = 120
const SLICE = 1 << 20
const LOCAL = 30
const CENTRAL = 46
const END = 22
/** 1980-01-01 as ZIP counts days. */
const FIRST_DAY = 0x21
const VERSION = 20

export const localHead = ({ name, bytes, crc }: ZipEntry): Buffer => {
  const head = Buffer.alloc(LOCAL)
  head.writeUInt32LE(0x0403_4b50, 0)
  head.writeUInt16LE(VERSION, 4)
  describe(head.subarray(10), { name, bytes, crc })
  return Buffer.concat([head, Buffer.from(name)])
}

/** Everything after the last file's bytes. */
export function directory(entries: readonly ZipEntry[]): Buffer {
  let offset = 0
  const rows = entries.map((entry) => {
    const row = Buffer.alloc(CENTRAL)
    row.writeUInt32LE(0x0201_4b50, 0)
    row.writeUInt16LE(VERSION, 4)
    row.writeUInt16LE(VERSION, 6)
    describe(row.subarray(12), entry)
    row.writeUInt32LE(offset, 42)
    offset += LOCAL + entry.name.length + entry.bytes
    return Buffer.concat([row, Buffer.from(entry.name)])
  })
  const central = Buffer.concat(rows)
  if (offset + central.length + END > MOST_BYTES)
    throw new RangeError('more than a ZIP of this form can hold')
  const end = Buffer.alloc(END)
  end.writeUInt32LE(0x0605_4b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([central, end])
}

/** Time, day, checksum, both sizes and the length of the name, as both kinds of heads have them. */
function describe(at: Buffer, { name, bytes, crc }: ZipEntry): void {
  at.writeUInt16LE(FIRST_DAY, 2)
  at.writeUInt32LE(crc, 4)
  at.writeUInt32LE(bytes, 8)
  at.writeUInt32LE(bytes, 12)
  at.writeUInt16LE(name.length, 16)
}

export function openZip(file: string): ZipFile {
  const descriptor = openSync(file, 'r')
  try {
    const entries = readEntries(descriptor, fstatSync(descriptor).size)
    const starts = startsOf(entries)
    return {
      entries,
      read: (entry) => readEntry(descriptor, entry, starts.get(entry.name) ?? 0),
      close: () => closeSync(descriptor),
    }
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

function readEntries(descriptor: number, size: number): ZipEntry[] {
  if (size < END || size > MOST_BYTES) throw new NotACapsule('too short or too long')
  const end = readAt(descriptor, size - END, END)
  const count = end.readUInt16LE(10)
  const length = end.readUInt32LE(12)
  const longest = count * (CENTRAL + LONGEST_NAME)
  if (count > MOST_ENTRIES || length > longest || length + END > size) throw new NotACapsule('no directory')
  const tail = readAt(descriptor, size - END - length, length + END)
  const entries = [...rowsOf(tail.subarray(0, length))]
  const isOrdered = entries.every(({ name }, at) => at === 0 || (entries[at - 1]?.name ?? '') < name)
  const before = entries.reduce((sum, { name, bytes }) => sum + LOCAL + name.length + bytes, 0)
  // Made again from what was read: every bit that we did not look at is then as we would have set it.
  if (!isOrdered || before + tail.length !== size || !directory(entries).equals(tail)) {
    throw new NotACapsule('its directory is not one of ours')
  }
  for (const [name, start] of startsOf(entries)) {
    const entry = entries.find((candidate) => candidate.name === name)
    if (entry === undefined) continue
    const head = localHead(entry)
    if (!readAt(descriptor, start - head.length, head.length).equals(head)) {
      throw new NotACapsule(`the head of ${name} is not one of ours`)
    }
  }
  return entries
}

function* rowsOf(central: Buffer): Generator<ZipEntry> {
  for (let at = 0; at + CENTRAL <= central.length;) {
    const length = central.readUInt16LE(at + 28)
    const name = central.toString('latin1', at + CENTRAL, at + CENTRAL + length)
    if (!/^[a-z0-9_./-]{1,120}$/.test(name)) throw new NotACapsule('a name that no capsule has')
    yield { name, bytes: central.readUInt32LE(at + 24), crc: central.readUInt32LE(at + 16) }
    at += CENTRAL + length
  }
}

function startsOf(entries: readonly ZipEntry[]): Map<string, number> {
  let at = 0
  return new Map(
    entries.map(({ name, bytes }) => {
      const start = at + LOCAL + name.length
      at = start + bytes
      return [name, start]
    }),
  )
}

function* readEntry(descriptor: number, { name, bytes, crc }: ZipEntry, start: number): Generator<Buffer> {
  let found = 0
  for (let at = 0; at < bytes; at += SLICE) {
    const slice = readAt(descriptor, start + at, Math.min(SLICE, bytes - at))
    found = crc32(slice, found)
    yield slice
  }
  if (found !== crc) throw new NotACapsule(`${name} is damaged`)
}

function readAt(descriptor: number, position: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length)
  let read = 0
  while (read < length) {
    const more = readSync(descriptor, buffer, read, length - read, position + read)
    if (more === 0) throw new NotACapsule('it ends too early')
    read += more
  }
  return buffer
}
