/**
 * The directory of a zip file. Every number in it was written by a stranger: each is held against
 * the size of the file before it is used, and names are only ever compared and shown.
 */
import { damaged } from './damaged.ts'
import type { SourceFile } from './source-file.ts'

const END = 0x0605_4b50
const ENTRY = 0x0201_4b50
const LOCAL = 0x0403_4b50
const END_SIZE = 22
const ENTRY_SIZE = 46
const LOCAL_SIZE = 30
const LONGEST_REMARK = 0xffff
const MOST_ENTRIES = 10_000
const LARGEST_DIRECTORY = 1 << 23
const ENCRYPTED = 1
const UTF_8 = 1 << 11

export interface ZipEntry {
  readonly name: string
  readonly encrypted: boolean
  /** 0 is stored, 8 is deflated. */
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly header: number
}

export async function readDirectory(source: SourceFile): Promise<ZipEntry[]> {
  const tailFrom = Math.max(0, source.bytes - END_SIZE - LONGEST_REMARK)
  const tail = await source.part(tailFrom, source.bytes - tailFrom)
  const view = viewOf(tail)
  let end = tail.length - END_SIZE
  while (end >= 0 && view.getUint32(end, true) !== END) end--
  if (end < 0) throw damaged('The list of what is inside is missing.')
  const count = view.getUint16(end + 10, true)
  const size = view.getUint32(end + 12, true)
  const from = view.getUint32(end + 16, true)
  if (from + size > tailFrom + end || size > LARGEST_DIRECTORY || count > MOST_ENTRIES) {
    throw damaged('The list of what is inside does not fit the file.')
  }
  return entriesOf(await source.part(from, size), count)
}

function entriesOf(directory: Uint8Array, count: number): ZipEntry[] {
  const view = viewOf(directory)
  const entries: ZipEntry[] = []
  let at = 0
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_SIZE > directory.length || view.getUint32(at, true) !== ENTRY) {
      throw damaged('The list of what is inside is broken.')
    }
    const flags = view.getUint16(at + 8, true)
    const nameFrom = at + ENTRY_SIZE
    const nameEnd = nameFrom + view.getUint16(at + 28, true)
    const decoder = new TextDecoder((flags & UTF_8) === 0 ? 'latin1' : 'utf-8')
    entries.push({
      name: decoder.decode(directory.subarray(nameFrom, nameEnd)),
      encrypted: (flags & ENCRYPTED) !== 0,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      header: view.getUint32(at + 42, true),
    })
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** Where the bytes of an entry begin. */
export async function entryStart(source: SourceFile, { header, packed }: ZipEntry): Promise<number> {
  const local = await source.part(header, LOCAL_SIZE)
  const view = viewOf(local)
  if (local.length < LOCAL_SIZE || view.getUint32(0, true) !== LOCAL) {
    throw damaged('What is inside is not where the list says.')
  }
  const start = header + LOCAL_SIZE + view.getUint16(26, true) + view.getUint16(28, true)
  if (start + packed > source.bytes) throw damaged('It ends before what is inside does.')
  return start
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength)
