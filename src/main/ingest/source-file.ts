/**
 * The file as it was handed over: a regular file of a bearable size, read in blocks of whole lines
 * while its hash is taken. Memory stays at one block, whatever the size.
 */
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { Problem } from '../../shared/problem.ts'
import { codeOf } from '../disk/trouble.ts'
import { LF } from './ascii.ts'
import { LONGEST_LINE, longLine } from './dialect.ts'

const BLOCK = 1 << 18

export interface LineTaker {
  /**
   * Whole lines, the last byte a line feed; `unfinished` where the file ended without one and it
   * was put there. `offset` is where the first of them begins in the file.
   */
  take(lines: Uint8Array, unfinished: boolean, offset: number): void
  /** Number of the line that comes next. */
  readonly line: number
}

export interface SourceFile {
  readonly bytes: number
  /** The first block, up to 256 KiB. */
  readonly head: Uint8Array
  /** Hands over the whole file and answers its SHA-256. */
  read(taker: LineTaker): Promise<string>
  close(): Promise<void>
}

export async function openSource(path: string, most: number): Promise<SourceFile> {
  // Opening a pipe would wait for somebody to write into it.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(
    (error: unknown) => {
      throw unopened(codeOf(error), error)
    },
  )
  try {
    const about = await handle.stat()
    if (!about.isFile()) throw unreadable('It is a folder or a device, not a file.')
    if (about.size > most) throw tooLarge(about.size, most)
    const buffer = new Uint8Array(BLOCK + LONGEST_LINE + 2)
    const first = await fill(handle, buffer, 0, BLOCK)
    return {
      bytes: about.size,
      head: buffer.subarray(0, first),
      read: (taker) => readLines(handle, buffer, first, most, taker),
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error instanceof Problem ? error : unopened(codeOf(error), error)
  }
}

async function readLines(
  handle: FileHandle,
  buffer: Uint8Array,
  first: number,
  most: number,
  taker: LineTaker,
): Promise<string> {
  const hash = createHash('sha256')
  let kept = 0
  let done = 0
  for (let fresh = first; fresh > 0;) {
    hash.update(buffer.subarray(kept, kept + fresh))
    const filled = kept + fresh
    done += fresh
    if (done > most) throw tooLarge(done, most)
    const end = buffer.lastIndexOf(LF, filled - 1) + 1
    if (end > 0) taker.take(buffer.subarray(0, end), false, done - filled)
    buffer.copyWithin(0, end, filled)
    kept = filled - end
    if (kept > LONGEST_LINE) throw longLine(taker.line)
    fresh = await fill(handle, buffer, kept, BLOCK)
  }
  if (kept > 0) {
    buffer[kept] = LF
    taker.take(buffer.subarray(0, kept + 1), true, done - kept)
  }
  return hash.digest('hex')
}

/** Reads until the block is full or the file ends. */
async function fill(handle: FileHandle, buffer: Uint8Array, at: number, wanted: number): Promise<number> {
  let got = 0
  while (got < wanted) {
    const { bytesRead } = await handle.read(buffer, at + got, wanted - got, null)
    if (bytesRead === 0) break
    got += bytesRead
  }
  return got
}

function unopened(code: string, error: unknown): unknown {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new Problem(
        'FILE_NOT_FOUND',
        {},
        'There is no such file.',
        'Check the name, and whether it was moved.',
      )
    case 'EISDIR':
      return unreadable('It is a folder, not a file.')
    case 'EACCES':
    case 'EPERM':
      return unreadable('Reading it is not permitted.')
    case '':
      return error
    default:
      return unreadable(`The system refused to read it (${code}).`)
  }
}

const unreadable = (why: string): Problem =>
  new Problem(
    'FILE_UNREADABLE',
    {},
    `This can not be read. ${why}`,
    'Choose a file that you may read, such as a .csv.',
  )

const tooLarge = (bytes: number, most: number): Problem =>
  new Problem(
    'FILE_TOO_LARGE',
    { bytes, limit: most },
    `This file has ${bytes} bytes; at most ${most} are taken.`,
    'Split it by years, or raise the limit in the settings.',
  )
