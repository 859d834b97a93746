import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openHome } from '../../src/main/api/home.ts'
import { tempFolder } from '../support/temp-folder.ts'

test('B4.1 a data folder is made with its parents', () => {
  const home = openHome(path.join(tempFolder(), 'a', 'b'))
  expect(existsSync(home.candles)).toBe(true)
})

test('B4.1 a file where the data folder should be is refused', () => {
  const file = path.join(tempFolder(), 'file')
  writeFileSync(file, '')
  expect(() => openHome(file)).toThrow(expect.objectContaining({ code: 'STORE_UNAVAILABLE' }))
})

test.runIf(existsSync('/proc/self'))('B4.1 a place where no folder can be made is refused, at once', () => {
  expect(() => openHome('/proc/nowhere/tapedeck')).toThrow(
    expect.objectContaining({ code: 'STORE_UNAVAILABLE' }),
  )
})
