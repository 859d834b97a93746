/**
 * What is inside a gzip or zip archive, one table and no archive in it. Nothing is unpacked to the
 * disk. What comes out is counted, because sizes that an archive states are a stranger's words.
 */
import { Readable, pipeline } from 'node:stream'
import { crc32, createGunzip, createInflateRaw } from 'node:zlib'
import { Problem } from '../../../shared/problem.ts'
import { shown } from '../complaints.ts'
import { damaged } from './damaged.ts'
import { PIECE, type SourceFile, tooLarge } from './source-file.ts'
import { entryStart, readDirectory, type ZipEntry } from './zip-directory.ts'

export interface Archive {
  readonly kind: 'gzip' | 'zip'
  /** Of the table inside; null where the archive does not say. */
  readonly name: string | null
  /** Bytes of the archive that were read last time. */
  readonly done: () => number
  pieces(): AsyncGenerator<Uint8Array>
}

/** Text of candles packs about ten to one. */
const MOST_RATIO = 100
/** A few candles repeated may pack well; they harm nobody. */
const HARMLESS = 1 << 20
/** With something inside, and with nothing. */
const ZIP_STARTS = [
  [0x50, 0x4b, 3, 4],
  [0x50, 0x4b, 5, 6],
]
const STORED = 0
const DEFLATED = 8
const TABLES = ['.csv', '.txt', '.tsv']

/** Null where the file is neither. `most` is how much may come out. */
export async function openArchive(source: SourceFile, most: number): Promise<Archive | null> {
  const magic = await source.part(0, 4)
  if (magic[0] === 0x1f && magic[1] === 0x8b) {
    return inflating(source, 'gzip', null, 0, source.bytes, most)
  }
  if (!ZIP_STARTS.some((start) => start.every((byte, at) => magic[at] === byte))) return null
  const entry = tableAmong(await readDirectory(source))
  const start = await entryStart(source, entry)
  const inside = inflating(source, 'zip', entry, start, start + entry.packed, most)
  return { ...inside, pieces: () => checked(inside.pieces(), entry.crc) }
}

function inflating(
  source: SourceFile,
  kind: Archive['kind'],
  entry: ZipEntry | null,
  from: number,
  until: number,
  most: number,
): Archive {
  let done = 0
  async function* packed() {
    for await (const piece of source.pieces(from, until)) {
      done += piece.length
      // What inflates reads ahead, so it can't share one buffer.
      yield piece.slice()
    }
  }
  async function* pieces() {
    done = 0
    let out = 0
    for await (const piece of entry?.method === STORED ? packed() : inflated(kind, packed())) {
      out += piece.length
      if (out > most) throw tooLarge(out, most)
      if (out > HARMLESS && out > MOST_RATIO * done) throw bomb(out, done)
      yield piece
    }
  }
  return { kind, name: entry === null ? null : baseName(entry.name), done: () => from + done, pieces }
}

async function* inflated(kind: Archive['kind'], packed: AsyncIterable<Uint8Array>) {
  const engine = kind === 'gzip' ? createGunzip({ chunkSize: PIECE }) : createInflateRaw({ chunkSize: PIECE })
  const from = Readable.from(packed, { objectMode: false, highWaterMark: PIECE })
  // An error of either end is thrown by the loop below.
  pipeline(from, engine, () => {})
  try {
    for await (const piece of engine) yield piece as Uint8Array
  } catch (error) {
    if (error instanceof Problem) throw error
    throw damaged('Its contents can not be unpacked to the end.')
  } finally {
    from.destroy()
  }
}

async function* checked(pieces: AsyncIterable<Uint8Array>, expected: number): AsyncGenerator<Uint8Array> {
  let crc = 0
  for await (const piece of pieces) {
    crc = crc32(piece, crc)
    yield piece
  }
  if (crc !== expected) throw damaged('Its contents do not have the checksum that it states.')
}

/** The one table inside; a licence or a report beside it does not matter. */
function tableAmong(entries: readonly ZipEntry[]): ZipEntry {
  const files = entries.filter(({ name }) => !name.endsWith('/') && !name.startsWith('__MACOSX/'))
  if (files.some(({ name }) => name === '[Content_Types].xml')) {
    throw new Problem(
      'CSV_BINARY',
      {},
      'This is a spreadsheet or a document, not a CSV file.',
      'Save the sheet as CSV and import that.',
    )
  }
  const endingIn = (extension: string) => files.filter(({ name }) => name.toLowerCase().endsWith(extension))
  const tables = TABLES.map(endingIn).find((found) => found.length > 0) ?? (files.length === 1 ? files : [])
  const [table, second] = tables
  if (table === undefined) {
    throw refused(files, 'No table is in this archive.', 'Import the .csv or .txt file with the candles.')
  }
  if (second !== undefined) {
    throw refused(
      tables,
      `This archive holds ${tables.length} tables, and each may be another market.`,
      'Unpack it and import the files inside, all at once if you like.',
    )
  }
  if (table.encrypted || (table.method !== STORED && table.method !== DEFLATED)) {
    throw refused([table], 'This archive is locked or packed in an unusual way.', 'Unpack it first.')
  }
  return table
}

const MOST_NAMED = 20

const refused = (files: readonly ZipEntry[], message: string, hint: string): Problem =>
  new Problem(
    'CSV_DIALECT_UNKNOWN',
    { files: files.slice(0, MOST_NAMED).map(({ name }) => shown(name)) },
    message,
    hint,
  )

const bomb = (bytes: number, packed: number): Problem =>
  new Problem(
    'FILE_TOO_LARGE',
    { bytes, packed, limit: MOST_RATIO },
    `More than ${MOST_RATIO} bytes come out of each byte of this archive, which no table of candles does.`,
    'If you trust it, unpack it and import the file inside.',
  )

/** The last part of a path in either style; it is never used as a path. */
const baseName = (name: string): string => name.replaceAll('\\', '/').split('/').at(-1) ?? ''
