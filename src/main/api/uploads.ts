/** Files that come in slices, from windows and scripts that have no path to give. */
import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { UploadId } from '../../shared/brand.ts'
import { Problem } from '../../shared/problem.ts'
import { asTrouble } from '../disk/trouble.ts'
import { busy } from './admission.ts'
import type { LimitBook } from './limit-book.ts'
import { LIMITS } from './limits.ts'

interface Upload {
  readonly file: string
  readonly name: string
  readonly bytes: number
  readonly handle: FileHandle
  received: number
  /** When a slice last came. */
  touched: number
}

export class Uploads {
  readonly #folder: string
  readonly #limits: LimitBook
  readonly #open = new Map<UploadId, Upload>()

  constructor(folder: string, limits: LimitBook) {
    this.#folder = folder
    this.#limits = limits
  }

  async open(name: string, bytes: number): Promise<UploadId> {
    await this.#discardIdle()
    const largest = this.#limits.value('fileBytes')
    if (bytes > largest) {
      throw new Problem(
        'FILE_TOO_LARGE',
        { bytes, limit: largest },
        `This file is larger than ${largest} bytes.`,
        'Split it by time and import the parts.',
      )
    }
    const most = this.#limits.value('uploads')
    if (this.#open.size >= most) throw busy('uploads', most, 'Too many files are coming in at once.')
    const id = `${process.pid}-${crypto.randomUUID()}` as UploadId
    const file = path.join(this.#folder, id)
    try {
      await mkdir(this.#folder, { recursive: true })
      const handle = await open(file, 'wx')
      this.#open.set(id, {
        file,
        name: path.posix.basename(name.replaceAll('\\', '/')),
        bytes,
        handle,
        received: 0,
        touched: Date.now(),
      })
    } catch (error) {
      throw asTrouble(error)
    }
    return id
  }

  async write(id: UploadId, at: number, slice: Uint8Array): Promise<number> {
    const upload = this.#find(id)
    if (at !== upload.received || at + slice.length > upload.bytes) {
      throw new Problem(
        'USAGE',
        { field: 'at', expected: upload.received },
        'A slice of the file is not the next one.',
        'Send the file again from its beginning.',
      )
    }
    // Counted before the write, so that two slices sent at once can not both be the next one.
    upload.received += slice.length
    upload.touched = Date.now()
    try {
      for (let done = 0; done < slice.length;) {
        done += (await upload.handle.write(slice, done, slice.length - done, at + done)).bytesWritten
      }
    } catch (error) {
      await this.discard(id)
      throw asTrouble(error)
    }
    return upload.received
  }

  /** The finished file, to look at; it stays here for the import that follows. */
  look(id: UploadId): { path: string; name: string } {
    const upload = this.#whole(id)
    upload.touched = Date.now()
    return { path: upload.file, name: upload.name }
  }

  /** The finished file, for whoever imports it and then discards it. */
  async finish(id: UploadId): Promise<{ path: string; name: string; discard: () => Promise<void> }> {
    const upload = this.#whole(id)
    // From here on it belongs to whoever imports it, however long that waits.
    this.#open.delete(id)
    await upload.handle.close()
    return { path: upload.file, name: upload.name, discard: () => rm(upload.file, { force: true }) }
  }

  async discard(id: UploadId): Promise<void> {
    const upload = this.#open.get(id)
    this.#open.delete(id)
    await upload?.handle.close().catch(() => {})
    if (upload) await rm(upload.file, { force: true })
  }

  /** Removes what dead processes left behind. */
  async sweep(isAlive: (pid: number) => boolean): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      if (!isAlive(Number.parseInt(name, 10))) await rm(path.join(this.#folder, name), { force: true })
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((id) => this.discard(id)))
  }

  /** A window that was closed in the middle never comes back for its file. */
  async #discardIdle(): Promise<void> {
    const old = Date.now() - LIMITS.uploadIdleMs
    for (const [id, { touched }] of this.#open) if (touched < old) await this.discard(id)
  }

  #whole(id: UploadId): Upload {
    const upload = this.#find(id)
    if (upload.received !== upload.bytes) {
      throw new Problem(
        'USAGE',
        { field: 'upload', received: upload.received, bytes: upload.bytes },
        `Only ${upload.received} of ${upload.bytes} bytes of the file have arrived.`,
        'Send the rest before importing it.',
      )
    }
    return upload
  }

  #find(id: UploadId): Upload {
    const upload = this.#open.get(id)
    if (upload === undefined) {
      throw new Problem(
        'UPLOAD_NOT_FOUND',
        { field: 'upload' },
        'This file is not being handed over.',
        'Open an upload first.',
      )
    }
    return upload
  }
}
