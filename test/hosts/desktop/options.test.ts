import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readOptions } from '../../../src/main/hosts/desktop/options.ts'
import { Problem } from '../../../src/shared/problem.ts'

const folder = resolve('/work')
const read = (...words: string[]) => readOptions(['/opt/electron', '.', ...words], folder)

test('the home is a folder, wherever Tapedeck was started', () => {
  expect(read('--home=deck').home).toBe(resolve(folder, 'deck'))
  expect(read('--home', 'deck').home).toBe(resolve(folder, 'deck'))
  expect(read().home).toBeNull()
})

test('D1 files of candles are found among the words of Electron and Chromium', () => {
  const words = [
    '--inspect=0',
    '--remote-debugging-port=0',
    '--home=deck',
    'a.csv',
    '--no-sandbox',
    'B.CSV.GZ',
    'notes',
  ]
  expect(read(...words).files).toEqual([resolve(folder, 'a.csv'), resolve(folder, 'B.CSV.GZ')])
})

test.each(['--home', '--home='])('USAGE %s names no folder', (word) => {
  expect(() => read(word)).toThrow(Problem)
})
