/**
 * A folder must be synced like a file, or a power cut forgets the names in it. Windows has no such call,
 * its file system journals a rename; anywhere else a refusal is trouble, never something to pass over.
 */
import { closeSync, fsyncSync, openSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { codeOf } from './trouble.ts'

/** What Windows answers where a folder is asked to be synced. */
const NOT_ON_WINDOWS = new Set(['EPERM', 'EINVAL', 'ENOTSUP', 'EISDIR'])

export const isNotDone = (code: string, platform: string): boolean =>
  platform === 'win32' && NOT_ON_WINDOWS.has(code)

export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!isNotDone(codeOf(error), process.platform)) throw error
  }
}

/** The same for whoever may block. */
export function syncFolderNow(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r')
    try {
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    if (!isNotDone(codeOf(error), process.platform)) throw error
  }
}
