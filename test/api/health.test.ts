import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openLog } from '../../src/main/api/log.ts'
import { keepTidy } from '../../src/main/api/tidying.ts'
import { openStore } from '../../src/main/store/store.ts'
import type { Client } from '../../src/shared/contract.ts'
import type { HealthPartName } from '../../src/shared/health.ts'
import { ended } from '../support/ended.ts'
import { faulty } from '../support/faulty-worker.ts'
import { hand } from '../support/hand.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { importDrawn, workstation } from '../support/workstation.ts'

/** Health is told afresh after a second. */
async function shows(client: Client, name: HealthPartName, code: string): Promise<void> {
  const part = async () => (await client.ask('health.read', {})).parts[name].code
  await expect.poll(part, { timeout: 10_000, interval: 100 }).toBe(code)
  const { ok, parts } = await client.ask('health.read', {})
  expect(ok).toBe(Object.values(parts).every((part) => part.ok))
}

test('P22 a home that is well says so in every part', async () => {
  const { client } = await workstation()
  const { ok, parts } = await client.ask('health.read', {})
  expect([ok, ...Object.values(parts).map(({ code }) => code)]).toEqual([true, ...Array(9).fill('OK')])
})

test('P22 a disk with less room than is wanted shows, and so does room again', async () => {
  const { client } = await workstation()
  await client.ask('limit.set', { name: 'freeDiskMb', value: 1_000_000_000 })
  await shows(client, 'disk', 'DISK_LOW')
  await client.ask('limit.set', { name: 'freeDiskMb', value: null })
  await shows(client, 'disk', 'OK')
})

test('P22 a store that a newer Tapedeck has changed shows', async () => {
  const { client, home } = await workstation()
  const elsewhere = hand(home)
  const version = Number(elsewhere.pragma('user_version', { simple: true }))
  elsewhere.pragma('user_version = 999')
  await shows(client, 'store', 'SCHEMA_UNSUPPORTED')
  elsewhere.pragma(`user_version = ${version}`)
  await shows(client, 'store', 'OK')
})

test('P22 a store that somebody else is writing to is no trouble, and nobody waits for it', async () => {
  const { client, home } = await workstation()
  const elsewhere = hand(home)
  elsewhere.exec('BEGIN IMMEDIATE')
  await shows(client, 'store', 'OK')
  elsewhere.exec('ROLLBACK')
})

test('P22 the kill switch shows, and its release', async () => {
  const { client, home } = await workstation()
  writeFileSync(path.join(home, 'runs', 'KILL'), 'by hand')
  await shows(client, 'killSwitch', 'KILL_SWITCH_ON')
  rmSync(path.join(home, 'runs', 'KILL'))
  await shows(client, 'killSwitch', 'OK')
})

test('P22 workers that end again and again show, until one does its work', async () => {
  const { client, order } = await faulty()
  const dataset = await importDrawn(client)
  const run = async () => {
    const { operation } = await client.ask('run.start', { datasets: [dataset], strategy: 'donchian' })
    return (await ended(client, operation)).state
  }
  order('end')
  expect([await run(), await run(), await run()]).toEqual(['failed', 'failed', 'failed'])
  await shows(client, 'workers', 'WORKERS_FAILING')
  order('')
  expect(await run()).toBe('succeeded')
  await shows(client, 'workers', 'OK')
})

test('P22 work older than a day without a backup shows, and one with an old backup', async () => {
  const { client, home } = await workstation()
  const dataset = await importDrawn(client)
  const { operation } = await client.ask('run.start', { datasets: [dataset], strategy: 'donchian' })
  await ended(client, operation)
  await shows(client, 'backup', 'OK')
  const day = 24 * 3600_000
  const elsewhere = hand(home)
  elsewhere
    .prepare(`UPDATE runs SET summary = json_set(summary, '$.completedAt', ?)`)
    .run(Date.now() - day - 1)
  // Copies that the run brought about are lost.
  const withoutCopies = async () => {
    for (const name of readdirSync(path.join(home, 'backups'))) rmSync(path.join(home, 'backups', name))
    return (await client.ask('health.read', {})).parts.backup.code
  }
  await expect.poll(withoutCopies, { timeout: 10_000, interval: 1100 }).toBe('BACKUP_STALE')
  const backup = path.join(home, 'backups', 'tapedeck-1.db')
  mkdirSync(path.dirname(backup), { recursive: true })
  writeFileSync(backup, '')
  await shows(client, 'backup', 'OK')
  const old = new Date(Date.now() - 26 * 3600_000)
  utimesSync(backup, old, old)
  await shows(client, 'backup', 'BACKUP_STALE')
})

test('P20 P22 a log beside the store that readers keep from shrinking shows, and shrinks when it may', async () => {
  const { client, home } = await workstation()
  const elsewhere = hand(home)
  const reading = hand(home)
  reading.exec('BEGIN; SELECT count(*) FROM operations')
  reading.prepare('SELECT count(*) FROM operations').get()
  elsewhere.exec('CREATE TABLE ballast (bytes BLOB) STRICT')
  const ballast = elsewhere.prepare('INSERT INTO ballast VALUES (randomblob(1048576))')
  for (let megabytes = 0; megabytes < 70; megabytes++) ballast.run()
  await shows(client, 'store', 'WAL_LARGE')
  reading.exec('COMMIT')
  await shows(client, 'store', 'OK')
  elsewhere.exec('DROP TABLE ballast')
})

test('P22 an index and an audit trail that are damaged show', async () => {
  const { client, home } = await workstation()
  writeFileSync(path.join(home, 'runs', 'index.json'), '{ half')
  await shows(client, 'index', 'STORE_UNAVAILABLE')
  await client.ask('killSwitch.set', { engaged: false, reason: 'a row' })
  const elsewhere = hand(home)
  elsewhere.exec(`DROP TRIGGER audit_unchanged; UPDATE audit SET who = 'nobody'`)
  await shows(client, 'audit', 'AUDIT_BROKEN')
})

test('P20 the log beside the store is emptied once nothing was written for a while', async () => {
  const folder = tempFolder()
  const file = path.join(folder, 'tapedeck.db')
  const store = openStore(file)
  onTestFinished(() => store.close())
  const log = openLog(folder)
  store.preferences.write('theme', 'dark')
  expect(store.walBytes()).toBeGreaterThan(0)
  const stop = keepTidy(store, log, 50)
  onTestFinished(stop)
  await expect.poll(() => store.walBytes(), { timeout: 5000 }).toBe(0)
  expect([existsSync(file), statSync(file).size > 0, store.preferences.list()]).toEqual([
    true,
    true,
    { theme: 'dark' },
  ])
})
