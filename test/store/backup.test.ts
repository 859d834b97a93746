import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { restoreBackup } from '../../src/main/store/backup.ts'
import { backupName, backupsIn, superfluous } from '../../src/main/store/backup-shelf.ts'
import { STORE_VERSION } from '../../src/main/store/migrations/index.ts'
import { backupFolder, openStore } from '../../src/main/store/store.ts'
import { oldStore } from '../support/old-store.ts'
import { tempFolder } from '../support/temp-folder.ts'

const DAY = 86_400_000
const NOON = Date.UTC(2026, 10, 21, 12)

function home() {
  const file = path.join(tempFolder(), 'tapedeck.db')
  return { file, folder: backupFolder(file) }
}
const copies = (folder: string) => readdirSync(folder).sort()

test('P18 a copy holds what was committed, is named by its time, and leaves nothing aside', async () => {
  const { file, folder } = home()
  const store = openStore(file)
  store.preferences.write('theme', 'light')
  const name = await store.backUp('asked')
  store.preferences.write('theme', 'dark')
  expect(copies(folder)).toEqual([name])
  const copy = openStore(path.join(folder, name))
  expect(copy.preferences.list()).toEqual({ theme: 'light' })
  copy.close()
  store.close()
})

test('P18 restoring while another process has the store open changes it for both', async () => {
  const { file, folder } = home()
  const [one, other] = [openStore(file), openStore(file)]
  one.preferences.write('theme', 'light')
  const name = await one.backUp('asked')
  one.preferences.write('theme', 'dark')
  await restoreBackup(file, folder, path.join(folder, name))
  expect([one.preferences.list(), other.preferences.list()]).toEqual([{ theme: 'light' }, { theme: 'light' }])
  other.preferences.write('theme', 'system')
  expect(one.preferences.list()).toEqual({ theme: 'system' })
  // What was there is a copy too.
  const kept = copies(folder).find((copy) => copy.includes('restore')) ?? ''
  await restoreBackup(file, folder, path.join(folder, kept))
  expect(one.preferences.list()).toEqual({ theme: 'dark' })
  one.close()
  other.close()
})

test('P18 P17 a store that can not be read is moved aside, whole, and the copy takes its place', async () => {
  const { file, folder } = home()
  const store = openStore(file)
  store.preferences.write('theme', 'light')
  const name = await store.backUp('asked')
  store.close()
  writeFileSync(
    file,
    'no database any more, and long enough that it is read as the header of one, page by page',
  )
  await restoreBackup(file, folder, path.join(folder, name))
  const restored = openStore(file)
  expect(restored.preferences.list()).toEqual({ theme: 'light' })
  restored.close()
  const unreadable = copies(folder).find((copy) => copy.startsWith('unreadable')) ?? ''
  expect(readFileSync(path.join(folder, unreadable, 'tapedeck.db'), 'utf8')).toContain('no database')
})

test.each([
  ['is no database', (file: string) => writeFileSync(file, 'x'.repeat(5000)), 'STORE_CORRUPT'],
  [
    'is somebody else’s',
    (file: string) => new Database(file).exec('CREATE TABLE t (a)').close(),
    'STORE_CORRUPT',
  ],
  [
    'is of a newer version',
    (file: string) => {
      openStore(file).close()
      const newer = new Database(file)
      newer.pragma(`user_version = ${STORE_VERSION + 1}`)
      newer.close()
    },
    'SCHEMA_UNSUPPORTED',
  ],
  ['is not there', () => {}, 'FILE_NOT_FOUND'],
])('T7 a backup that %s is refused, and the store is not touched', async (_, make, code) => {
  const { file, folder } = home()
  openStore(file).close()
  const before = readFileSync(file)
  const wrong = path.join(tempFolder(), 'wrong.db')
  make(wrong)
  await expect(restoreBackup(file, folder, wrong)).rejects.toMatchObject({ code })
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(existsSync(folder) ? copies(folder) : []).toEqual([])
})

test.each(Array.from({ length: STORE_VERSION - 1 }, (_, at) => at + 1))(
  'P19 a store of version %i is copied before it climbs, and keeps its rows',
  (version) => {
    const { file, folder } = home()
    oldStore(file, version)
    openStore(file).close()
    const [copy = ''] = copies(folder)
    expect(copy).toMatch(/-migration\.db$/)
    const before = new Database(path.join(folder, copy), { readonly: true })
    expect(before.pragma('user_version', { simple: true })).toBe(version)
    before.close()
    const store = openStore(file)
    expect(store.operations.list({ limit: 5 })).toHaveLength(1)
    store.close()
    expect(copies(folder)).toHaveLength(1)
  },
)

test('P19 a copy of an earlier version is restored as what it is now', async () => {
  const { file, folder } = home()
  openStore(file).close()
  const old = path.join(tempFolder(), 'old.db')
  oldStore(old, 1)
  const before = readFileSync(old)
  await restoreBackup(file, folder, old)
  const store = openStore(file)
  expect(store.operations.list({ limit: 5 })).toHaveLength(1)
  store.close()
  expect(readFileSync(old).equals(before)).toBe(true)
})

test('P18 three copies of the newest day stay, one of each day before, ten in all', () => {
  const made = (madeAt: number) => ({
    name: backupName(madeAt, 'daily'),
    reason: 'daily' as const,
    madeAt,
    bytes: 1,
  })
  const backups = Array.from({ length: 15 }, (_, day) =>
    [0, 1, 2, 3, 4].map((hour) => NOON - day * DAY - hour * 3_600_000),
  )
    .flat()
    .map(made)
  const gone = new Set(superfluous(backups))
  const kept = backups.filter((backup) => !gone.has(backup)).map(({ madeAt }) => (NOON - madeAt) / DAY)
  expect(kept).toEqual([0, 1 / 24, 2 / 24, 1, 2, 3, 4, 5, 6, 7])
})

test('P18 files that are called otherwise are nobody’s backups', () => {
  const folder = tempFolder()
  for (const name of ['notes.db', 'tapedeck-2026-11-21T120000.000Z-mine.db', backupName(NOON, 'runs')])
    writeFileSync(path.join(folder, name), 'x')
  expect(backupsIn(folder)).toEqual([
    { name: backupName(NOON, 'runs'), reason: 'runs', madeAt: NOON, bytes: 1 },
  ])
})

test('P18 P9 going back to a copy takes back no line of the audit trail, and releases nothing', async () => {
  const { file, folder } = home()
  const store = openStore(file)
  const line = (who: string) =>
    ({ at: 1, event: 'setting_changed', who, operation: null, run: null, facts: {} }) as const
  store.audit.append(line('before'))
  const name = await store.backUp('asked')
  store.audit.append(line('after'))
  store.killSwitch.write({ engaged: true, who: 'me', reason: 'stop', at: 2 })
  store.settings.write('readOnly', true)
  store.settings.write('limit.rows', 5)
  expect(store.audit.firstBroken()).toBe(null)
  await restoreBackup(file, folder, path.join(folder, name))
  expect(store.audit.list(9).map(({ who }) => who)).toEqual(['after', 'before'])
  expect([store.audit.firstBroken(), store.killSwitch.read()?.engaged]).toEqual([null, true])
  expect([store.settings.read('readOnly'), store.settings.read('limit.rows')]).toEqual([true, undefined])
  store.close()
})
