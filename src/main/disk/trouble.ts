/** Tells trouble with the disk, which a person can mend, apart from defects of ours. */
import { Problem } from '../../shared/problem.ts'

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

export function asTrouble(error: unknown): unknown {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Problem(
        'DISK_FULL',
        {},
        'The disk is full; nothing half-done was kept.',
        'Free some space and try again.',
      )
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EIO':
    case 'ENOTDIR':
      return new Problem(
        'STORE_UNAVAILABLE',
        { text: codeOf(error) },
        'A folder that Tapedeck writes to can not be written.',
        'Check that it is yours and on a healthy disk, or choose another data folder with --home.',
      )
    default:
      return error
  }
}
