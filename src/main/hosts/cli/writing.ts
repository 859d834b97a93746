/** Trouble with a place that the person named to write to, as a problem they can act on. */
import { basename } from 'node:path'
import { Problem } from '../../../shared/problem.ts'

export async function writing<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : ''
    const known = REASONS[reason]
    if (known === undefined) throw error
    const code = reason === 'ENOSPC' ? 'DISK_FULL' : 'EXPORT_FAILED'
    throw new Problem(code, { field: 'out', text: basename(path) }, `“${basename(path)}” ${known}`, HINT)
  }
}

const HINT = 'Name another place with --out.'

const REASONS: { readonly [code: string]: string } = {
  EACCES: 'is not ours to write to.',
  EPERM: 'is not ours to write to.',
  EROFS: 'is on a disk that can only be read.',
  ENOSPC: 'does not fit: the disk is full.',
  ENOENT: 'is in a folder that does not exist.',
  ENOTDIR: 'is below a file, and not in a folder.',
  EEXIST: 'is a file, and not a folder.',
  EISDIR: 'is a folder, and not a file.',
}
