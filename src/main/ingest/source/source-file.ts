/**
 * The file as it was handed over: a regular file of a bearable size, read in pieces and as often as
 * needed. Memory stays at one piece, whatever the size.
 */
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { Problem } from '../../../shared/problem.ts'
import { codeOf } from '../../disk/trouble.ts'

export const PIECE = 1 << 18

export interface SourceFile {
  readonly bytes: number
  /** The file from one byte up to another, in pieces that are overwritten by the next one. */
  pieces(from?: number, until?: number): AsyncGenerator<Uint8Array>
  /** So many bytes, or fewer where the file ends. */
  part(from: number, length: number): Promise<Uint8Array>
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
    return {
      bytes: about.size,
      // What somebody writes to it meanwhile is left for the next time.
      pieces: (from = 0, until = Infinity) => piecesOf(handle, from, Math.min(until, about.size)),
      async part(from, length) {
        const bytes = new Uint8Array(length)
        return bytes.subarray(0, await fill(handle, bytes, from))
      },
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error instanceof Problem ? error : unopened(codeOf(error), error)
  }
}

async function* piecesOf(handle: FileHandle, from: number, until: number): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(Math.max(0, Math.min(PIECE, until - from)))
  for (let at = from; at < until;) {
    const got = await fill(handle, buffer.subarray(0, Math.min(buffer.length, until - at)), at)
    if (got === 0) return
    at += got
    yield buffer.subarray(0, got)
  }
}

/** Reads until the buffer is full or the file ends. */
async function fill(handle: FileHandle, buffer: Uint8Array, from: number): Promise<number> {
  let got = 0
  while (got < buffer.length) {
    const { bytesRead } = await handle.read(buffer, got, buffer.length - got, from + got).catch(unread)
    if (bytesRead === 0) break
    got += bytesRead
  }
  return got
}

function unread(error: unknown): never {
  throw unopened(codeOf(error), error)
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

export const tooLarge = (bytes: number, most: number): Problem =>
  new Problem(
    'FILE_TOO_LARGE',
    { bytes, limit: most },
    `This file has ${bytes} bytes; at most ${most} are taken.`,
    'Split it by years, or raise the limit in the settings.',
  )
