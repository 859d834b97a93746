/**
 * A file as UTF-8 text, whatever it was packed and encoded as: its beginning for recognition, then
 * all of it in whole lines, as often as asked.
 */
import { createHash } from 'node:crypto'
import { type Archive, openArchive } from './archive.ts'
import { refuseOtherKinds, refuseOtherText } from '../container.ts'
import { asUtf8, type Encoding, recogniseEncoding } from './encoding.ts'
import { type LineTaker, readLines } from './lines.ts'
import { openSource, PIECE } from './source-file.ts'

export interface TextFile {
  /** Of the file on disk. */
  readonly bytes: number
  readonly archive: Archive | null
  readonly encoding: Encoding
  /** The beginning, as UTF-8, up to 256 KiB. */
  readonly head: Uint8Array
  /** The head is all there is. */
  readonly isWhole: boolean
  /** Bytes of the file on disk that were read when the reader is at this byte of the text. */
  doneAt(offset: number): number
  read(taker: LineTaker): Promise<void>
  /** SHA-256 of the file on disk; `check` is called now and then and may throw to stop. */
  sha256(check: () => void): Promise<string>
  close(): Promise<void>
}

/** `most` is for the file and for what comes out of it. */
export async function openText(path: string, most: number): Promise<TextFile> {
  const source = await openSource(path, most)
  try {
    const archive = await openArchive(source, most)
    const raw = () => archive?.pieces() ?? source.pieces()
    // A file of a few rows is not worth the room of a large one.
    const room = archive === null ? Math.min(PIECE, source.bytes + 1) : PIECE
    const rawHead = await beginning(raw(), room)
    refuseOtherKinds(rawHead)
    const encoding = recogniseEncoding(rawHead)
    const head = await beginning(asUtf8(once(rawHead), encoding), Math.min(PIECE, 3 * rawHead.length + 3))
    refuseOtherText(head)
    const isWhole = rawHead.length < PIECE && head.length < PIECE
    const all = () => (isWhole ? once(rawHead) : raw())
    let hash: string | null = null
    return {
      bytes: source.bytes,
      archive,
      encoding,
      head,
      isWhole,
      doneAt: (offset) => Math.min(archive?.done() ?? offset, source.bytes),
      async read(taker) {
        const sum = createHash('sha256')
        const pieces = archive === null ? summed(all(), sum) : all()
        await readLines(asUtf8(pieces, encoding), taker, isWhole ? head.length : PIECE)
        if (archive === null) hash = sum.digest('hex')
      },
      async sha256(check) {
        if (hash !== null) return hash
        const sum = createHash('sha256')
        for await (const bytes of source.pieces()) {
          check()
          sum.update(bytes)
        }
        return sum.digest('hex')
      },
      close: () => source.close(),
    }
  } catch (error) {
    await source.close()
    throw error
  }
}

async function* summed(pieces: AsyncIterable<Uint8Array>, sum: { update(bytes: Uint8Array): unknown }) {
  for await (const bytes of pieces) {
    sum.update(bytes)
    yield bytes
  }
}

// oxlint-disable-next-line require-await
async function* once(bytes: Uint8Array) {
  yield bytes
}

async function beginning(pieces: AsyncIterable<Uint8Array>, room: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(room)
  let filled = 0
  for await (const bytes of pieces) {
    const part = bytes.subarray(0, room - filled)
    buffer.set(part, filled)
    filled += part.length
    if (filled === room) break
  }
  return buffer.subarray(0, filled)
}
