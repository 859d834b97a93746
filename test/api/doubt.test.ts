import { expect, test } from 'vitest'
import { Problem } from '../../src/shared/problem.ts'
import { doubtAbout } from '../../src/main/api/doubt.ts'

test.each([
  [new Problem('STORE_UNAVAILABLE', { text: 'EIO' }, ''), true],
  [new Problem('STORE_UNAVAILABLE', { text: 'SQLITE_IOERR_FSYNC' }, ''), true],
  [new Problem('STORE_CORRUPT', {}, ''), true],
  // Nothing is unknown here: it was not written.
  [new Problem('DISK_FULL', {}, ''), false],
  [new Problem('STORE_UNAVAILABLE', { text: 'EACCES' }, ''), false],
  [new Problem('STORE_UNAVAILABLE', { text: 'SQLITE_BUSY' }, ''), false],
  [new Error('EIO'), false],
])('P7 after %o nothing more is published until the store was checked: %s', (error, isDoubtful) => {
  expect(doubtAbout(error)?.code).toBe(isDoubtful ? 'STORE_UNAVAILABLE' : undefined)
})
