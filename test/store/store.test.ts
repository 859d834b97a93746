import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { millis, type OperationId } from '../../src/shared/brand.ts'
import type { Operation, OperationState } from '../../src/shared/operation.ts'
import { foundation } from '../../src/main/store/migrations/0001-foundation.ts'
import { STORE_VERSION } from '../../src/main/store/migrations/index.ts'
import type { Origin } from '../../src/main/store/operations.ts'
import { openStore } from '../../src/main/store/store.ts'
import { tempFolder } from '../support/temp-folder.ts'

const origin = (process = 'a process'): Origin => ({ process, pid: 1, entry: 'window', asked: null })

const fresh = () => path.join(tempFolder(), 'tapedeck.db')

const operation = (id: string, state: OperationState = 'queued'): Operation => ({
  id: id as OperationId,
  kind: 'run',
  title: 'a run',
  state,
  progress: { done: 0, of: 0 },
  result: null,
  problem: null,
  createdAt: millis(1),
  startedAt: null,
  endedAt: null,
  form: null,
  retryable: false,
})

test('R3 a new store has the settings that durability depends on', () => {
  const file = fresh()
  openStore(file).close()
  const look = new Database(file)
  expect([
    look.pragma('journal_mode', { simple: true }),
    look.pragma('application_id', { simple: true }),
    look.pragma('user_version', { simple: true }),
  ]).toEqual(['wal', 0x54415045, STORE_VERSION])
  look.close()
})

test('R5 every table is STRICT', () => {
  const file = fresh()
  openStore(file).close()
  const look = new Database(file)
  const loose = look.prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
    AND strict = 0 AND name NOT LIKE 'sqlite_%'`)
  expect(loose.all()).toEqual([])
  look.close()
})

test('R3 opening a store a second time changes nothing and keeps what was written', () => {
  const file = fresh()
  const first = openStore(file)
  first.preferences.write('theme', 'light')
  first.close()
  const again = openStore(file)
  expect([again.preferences.list(), again.check()]).toEqual([{ theme: 'light' }, 'ok'])
  again.close()
})

test('O1 two connections to one store see the same rows', () => {
  const file = fresh()
  const one = openStore(file)
  const other = openStore(file)
  one.operations.add(operation('a'), origin())
  expect(other.operations.find('a' as OperationId)).toEqual(operation('a'))
  one.close()
  other.close()
})

test('P19 a store of the first version keeps its operations, and takes checks from then on', () => {
  const file = fresh()
  const old = new Database(file)
  old.pragma('application_id = 0x54415045')
  old.exec(foundation)
  old.pragma('user_version = 1')
  old.exec(`INSERT INTO operations VALUES
    ('a', 'run', 'queued', 'a run', 1, '{"done":0,"of":0}', NULL, NULL, 1, NULL, NULL)`)
  old.close()
  const store = openStore(file)
  expect(store.operations.find('a' as OperationId)).toEqual(operation('a'))
  const check = { ...operation('b'), kind: 'check' as const }
  store.operations.add(check, origin())
  expect(store.operations.list({ kind: 'check', limit: 5 })).toEqual([check])
  // What is over stays over, as before.
  expect(store.operations.end({ ...check, state: 'cancelled', endedAt: millis(2) })).toBe(true)
  expect(store.operations.begin(check.id, 3)).toBe(false)
  store.close()
})

test('P19 a store from a newer version is refused and not touched', () => {
  const file = fresh()
  openStore(file).close()
  const newer = new Database(file)
  newer.pragma('user_version = 99')
  newer.pragma('wal_checkpoint(TRUNCATE)')
  newer.close()
  const before = readFileSync(file)
  expect(() => openStore(file)).toThrow(expect.objectContaining({ code: 'SCHEMA_UNSUPPORTED' }))
  expect(readFileSync(file).equals(before)).toBe(true)
})

test('T7 a SQLite file of somebody else is refused and not touched', () => {
  const file = fresh()
  const foreign = new Database(file)
  foreign.exec('CREATE TABLE notes (text)')
  foreign.close()
  const before = readFileSync(file)
  expect(() => openStore(file)).toThrow(expect.objectContaining({ code: 'STORE_CORRUPT' }))
  expect(readFileSync(file).equals(before)).toBe(true)
})

test('P17 a file that is no database is refused as damaged', () => {
  const file = fresh()
  writeFileSync(
    file,
    'this is no database, and long enough to be read as a header of one, page by page by page',
  )
  expect(() => openStore(file)).toThrow(expect.objectContaining({ code: 'STORE_CORRUPT' }))
})

test('P3 a folder that is not there is trouble with the store', () => {
  const file = path.join(tempFolder(), 'nowhere', 'tapedeck.db')
  expect(() => openStore(file)).toThrow(expect.objectContaining({ code: 'STORE_UNAVAILABLE' }))
})

test.each([
  ['succeeded', 'running'],
  ['failed', 'succeeded'],
  ['cancelled', 'running'],
  ['interrupted', 'succeeded'],
] as const)('O2 an operation never goes from %s to %s', (from, to) => {
  const file = fresh()
  const store = openStore(file)
  const problem = { code: 'INTERNAL' as const, message: '', hint: '', details: {} }
  const result = { kind: 'export' as const, folder: '', files: [] }
  const as = (state: OperationState): Operation => ({
    ...operation('a', state),
    problem: state === 'failed' ? problem : null,
    result: state === 'succeeded' ? result : null,
    endedAt: state === 'queued' || state === 'running' ? null : millis(2),
  })
  store.operations.add(operation('a'), origin())
  store.operations.end(as(from))
  const { state } = as(to)
  const moved =
    state === 'running' ? store.operations.begin('a' as OperationId, 3) : store.operations.end(as(to))
  expect([moved, store.operations.find('a' as OperationId)?.state]).toEqual([false, from])
  store.close()
  // Nor by anybody who writes the table himself.
  const hand = new Database(file)
  expect(() => hand.prepare('UPDATE operations SET state = ?, ended_ms = NULL').run(to)).toThrow()
  hand.close()
})

test('O2 an operation begins once, whoever tries', () => {
  const store = openStore(fresh())
  store.operations.add(operation('a'), origin())
  const begun = [1, 2].map((at) => store.operations.begin('a' as OperationId, at))
  expect([begun, store.operations.find('a' as OperationId)?.startedAt]).toEqual([[true, false], 1])
  store.close()
})

test('R3 what a dead process left unfinished is interrupted, and only that', () => {
  const store = openStore(fresh())
  store.operations.add(operation('dead'), origin('dead'))
  store.operations.add(operation('alive'), origin('alive'))
  expect(store.operations.interrupt((process) => process === 'alive', 9)).toEqual(['dead'])
  expect(store.operations.list({ limit: 10 }).map(({ id, state }) => [id, state])).toEqual([
    ['alive', 'queued'],
    ['dead', 'interrupted'],
  ])
  store.close()
})
