/**
 * Writing so that it survives a power cut: every byte, then the file, then the folder that names it.
 * The calls that block are for worker threads; the main process uses `replaceFile`.
 */
import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import path from 'node:path'
import { asideOf } from './aside.ts'
import { syncFolder } from './folder.ts'
import { renamePatiently } from './rename.ts'
import { asTrouble } from './trouble.ts'

const GATHER = 1 << 20

export interface DurableFile {
  /** Where it fails, what was gathered stays and goes with the next write. */
  write(piece: Uint8Array | string): void
  /** Hands what was gathered to the system now. */
  flush(): void
  /** Syncs and closes; answers what was written. */
  finish(): { readonly bytes: number; readonly sha256: string }
  /** Closes a file that will not be finished; harmless where it is closed already. */
  abandon(): void
}

/** Creates a file that must not exist yet. Small pieces are gathered; memory stays about 1 MiB. */
export function createDurably(file: string): DurableFile {
  const hash = createHash('sha256')
  let descriptor: number
  try {
    descriptor = openSync(file, 'wx')
  } catch (error) {
    throw asTrouble(error)
  }
  let gathered: string[] = []
  let length = 0
  let bytes = 0
  let isOpen = true

  // A number that is closed twice may by then be somebody else's file.
  const close = () => {
    if (isOpen) closeSync(descriptor)
    isOpen = false
  }
  const put = (piece: Uint8Array) => {
    try {
      // At a place and not at the end: a piece that went half-way is written again from its start.
      for (let at = 0; at < piece.length;) {
        at += writeSync(descriptor, piece, at, piece.length - at, bytes + at)
      }
    } catch (error) {
      throw asTrouble(error)
    }
    hash.update(piece)
    bytes += piece.length
  }
  const flush = () => {
    if (length > 0) put(Buffer.from(gathered.join('')))
    gathered = []
    length = 0
  }
  return {
    write(piece) {
      if (typeof piece !== 'string') {
        flush()
        put(piece)
        return
      }
      gathered.push(piece)
      length += piece.length
      if (length >= GATHER) flush()
    },
    flush,
    finish() {
      try {
        flush()
        fsyncSync(descriptor)
      } catch (error) {
        throw asTrouble(error)
      } finally {
        close()
      }
      return { bytes, sha256: hash.digest('hex') }
    },
    abandon: close,
  }
}

/** Replaces a small file in one step: a reader sees the old bytes or the new ones. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const aside = asideOf(file)
  try {
    const handle = await open(aside, 'wx')
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await renamePatiently(aside, file)
    await syncFolder(path.dirname(file))
  } catch (error) {
    // What went wrong first is what should be heard about.
    await rm(aside, { force: true }).catch(() => {})
    throw asTrouble(error)
  }
}
