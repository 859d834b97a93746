/** A file that somebody wants taken in: by its path where the host allows it, else as it was handed over. */
import path from 'node:path'
import type { ImportSource } from '../../shared/contract.ts'
import { Problem } from '../../shared/problem.ts'
import type { Rooms } from './handlers/rooms.ts'

export async function take(
  source: ImportSource,
  { session, uploads }: Pick<Rooms, 'session' | 'uploads'>,
): Promise<{ path: string; name: string; discard: () => Promise<void> }> {
  if ('upload' in source) return uploads.finish(source.upload)
  if (!session.paths) {
    throw new Problem(
      'NOT_SUPPORTED_HERE',
      { field: 'source.path' },
      'Files can not be named by path from here.',
      'Hand the file over with upload.open and upload.write, or drop it on the window.',
    )
  }
  return { path: source.path, name: path.basename(source.path), discard: async () => {} }
}
