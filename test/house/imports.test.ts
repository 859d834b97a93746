import { builtinModules } from 'node:module'
import { expect, test } from 'vitest'
import { imports, roomOf, rooms, type Import } from './rooms.ts'

/** From the ground up; rooms on one line know nothing of each other. */
const LEVELS = [
  ['src/shared'],
  ['src/main/text', 'src/main/disk'],
  ['src/main/engine', 'src/main/metrics', 'src/main/ingest', 'src/main/store'],
  ['src/main/strategies'],
  ['src/main/runs'],
  ['src/main/report'],
  ['src/main/api'],
  ['src/main/hosts/desktop', 'src/main/hosts/loopback', 'src/main/hosts/cli', 'src/preload', 'src/renderer'],
  ['src/main/hosts'],
]
const levelOf = (room: string): number => LEVELS.findIndex((level) => level.includes(room))

/** Rooms that compute: no disk, no clock, no process, no matter where they run. */
const PURE = new Set([
  'src/shared',
  'src/main/text',
  'src/main/engine',
  'src/main/metrics',
  'src/main/strategies',
  'src/main/report',
])

const all = imports()
const inWords = ({ from, to }: Import): string => `${from} imports ${to}`
const outside = (allowed: readonly string[], module: string): string[] =>
  all.filter(({ room, to }) => to === module && !allowed.includes(room)).map(inWords)

const isNode = (module: string): boolean =>
  module.startsWith('node:') || builtinModules.includes(module.split('/')[0] ?? '')

test('every room has its level, and refers only to rooms below', () => {
  expect(rooms.map(({ name }) => name).sort()).toEqual(LEVELS.flat().sort())
  const upward = rooms.flatMap(({ name, references }) =>
    references
      .filter((reference) => levelOf(reference) >= levelOf(name))
      .map((reference) => `${name} → ${reference}`),
  )
  expect(upward).toEqual([])
})

test('a file imports from its own room and from those its room refers to, also where the compiler sees further', () => {
  const allowed = new Map(rooms.map(({ name, references }) => [name, new Set([name, ...references])]))
  const astray = all
    .filter(({ to }) => to.startsWith('src/') || to.startsWith('test/'))
    .filter(({ room, to }) => !allowed.get(room)?.has(roomOf(to) ?? 'no room'))
    .map(inWords)
  expect(astray).toEqual([])
})

test('K5 only the desktop and its preload import electron', () => {
  expect(outside(['src/main/hosts/desktop', 'src/preload'], 'electron')).toEqual([])
  expect(all.filter(({ to }) => to === 'electron').length).toBeGreaterThan(0)
})

test('only the store imports better-sqlite3', () => {
  expect(outside(['src/main/store'], 'better-sqlite3')).toEqual([])
  expect(all.filter(({ to }) => to === 'better-sqlite3').length).toBeGreaterThan(0)
})

test('rooms that compute touch no platform', () => {
  expect(all.filter(({ room, to }) => PURE.has(room) && isNode(to)).map(inWords)).toEqual([])
})

test('the window and its preload touch no Node', () => {
  const page = new Set(['src/renderer', 'src/preload'])
  expect(all.filter(({ room, to }) => page.has(room) && isNode(to)).map(inWords)).toEqual([])
})
