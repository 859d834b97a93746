/**
 * After a failed sync nobody knows what is on the disk, and asking again would only be answered with a
 * guess. So nothing more is published until the store was closed, opened and checked.
 */
import { Problem } from '../../shared/problem.ts'

export function doubtAbout(error: unknown): Problem | null {
  if (!(error instanceof Problem)) return null
  const { code, details } = error
  const isUnknown = details.text === 'EIO' || details.text?.startsWith('SQLITE_IOERR') === true
  if (code !== 'STORE_CORRUPT' && !isUnknown) return null
  return new Problem(
    'STORE_UNAVAILABLE',
    details.text === undefined ? {} : { text: details.text },
    'The disk failed while a run was being kept; nothing more is written until the store was checked.',
    'Make sure that the disk is well, then start Tapedeck again: it checks the store as it opens.',
  )
}
