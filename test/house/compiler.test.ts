/**
 * The compiler guards the rooms: a small copy of the house, with its real tsconfig files and one
 * file in each room, compiles as it is and no longer once a room reaches up.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root, rooms } from './rooms.ts'

let house: string
beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'tapedeck-house-'))
  mkdirSync(join(house, 'node_modules'))
  for (const types of ['@types', 'electron', 'vite']) {
    symlinkSync(join(root, 'node_modules', types), join(house, 'node_modules', types), 'junction')
  }
  cpSync(join(root, 'tsconfig.json'), join(house, 'tsconfig.json'))
  for (const { name, references } of rooms) {
    mkdirSync(join(house, name), { recursive: true })
    cpSync(join(root, name, 'tsconfig.json'), join(house, name, 'tsconfig.json'))
    furnish(name, references)
  }
})
afterAll(() => rmSync(house, { recursive: true, force: true }))

/** One file that imports the one file of every room named. */
function furnish(room: string, from: readonly string[]): void {
  const lines = from.map((other, index) => {
    const path = relative(join(house, room), join(house, other, 'noun.ts'))
    return `export { noun as noun${index} } from '${path.startsWith('.') ? path : `./${path}`}'\n`
  })
  writeFileSync(join(house, room, 'noun.ts'), `${lines.join('')}export const noun = '${room}'\n`)
}

function compile(names: readonly string[]): string {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { stdout } = spawnSync(process.execPath, [tsc, '-b', ...names], { cwd: house, encoding: 'utf8' })
  return stdout
}

test('every room compiles with the imports that its references allow', () => {
  expect(compile(rooms.map(({ name }) => name))).toBe('')
})

const FORBIDDEN: readonly (readonly [room: string, other: string])[] = [
  ['src/shared', 'src/main/engine'],
  ['src/main/engine', 'src/main/strategies'],
  ['src/main/engine', 'src/main/store'],
  ['src/main/metrics', 'src/main/engine'],
  ['src/main/store', 'src/main/runs'],
  ['src/main/strategies', 'src/main/runs'],
  ['src/main/report', 'src/main/store'],
  ['src/main/runs', 'src/main/api'],
  ['src/main/api', 'src/main/hosts/desktop'],
  ['src/renderer', 'src/main/api'],
  ['src/preload', 'src/main/hosts/desktop'],
]

test.each(FORBIDDEN)('the compiler refuses an import into %s from %s', (room, other) => {
  const references = rooms.find(({ name }) => name === room)?.references ?? []
  furnish(room, [...references, other])
  expect(compile([room])).toContain('error TS6307')
  furnish(room, references)
  expect(compile([room])).toBe('')
})
