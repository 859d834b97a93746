import { expect, test } from 'vitest'
import { isNotDone } from '../../src/main/disk/folder.ts'
import { isHeld, waitBefore } from '../../src/main/disk/rename.ts'

test('P7 a folder that can not be synced is passed over on Windows, and with four answers only', () => {
  for (const code of ['EPERM', 'EINVAL', 'ENOTSUP', 'EISDIR']) {
    expect([isNotDone(code, 'win32'), isNotDone(code, 'linux'), isNotDone(code, 'darwin')]).toEqual([
      true,
      false,
      false,
    ])
  }
  for (const code of ['EIO', 'ENOSPC', 'EACCES', 'EROFS', 'ENOENT'])
    expect(isNotDone(code, 'win32')).toBe(false)
})

test('P7 a rename waits for another program on Windows only, and gives up after a minute', () => {
  for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
    expect([isHeld(code, 'win32'), isHeld(code, 'linux')]).toEqual([true, false])
  }
  for (const code of ['ENOSPC', 'EIO', 'ENOENT', 'EXDEV']) expect(isHeld(code, 'win32')).toBe(false)
  const waits = Array.from({ length: 65 }, (_, at) => waitBefore(at + 1))
  const total = waits.reduce((sum, wait) => sum + wait, 0)
  expect([total >= 50_000, total <= 60_000]).toEqual([true, true])
})
