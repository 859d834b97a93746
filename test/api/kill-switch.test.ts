import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openHome } from '../../src/main/api/home.ts'
import { KillSwitch } from '../../src/main/api/kill-switch.ts'
import { openLog } from '../../src/main/api/log.ts'
import { openWorkstation } from '../../src/main/api/workstation.ts'
import { openStore } from '../../src/main/store/store.ts'
import type { Request } from '../../src/shared/contract.ts'
import { isOver } from '../../src/shared/operation.ts'
import { ended } from '../support/ended.ts'
import { faulty } from '../support/faulty-worker.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { importDrawn, workstation } from '../support/workstation.ts'
import { drawnSeries, toCsv } from '../support/drawn-series.ts'
import { bring, codeOf, ENTRANCES, enter, over } from './entrances.ts'

const CSV = toCsv(drawnSeries({ rows: 300 }))
const SMA = { strategy: 'sma-cross', params: { fast: 5, slow: 20 } } as const

function bare(env: NodeJS.ProcessEnv = {}) {
  const home = openHome(tempFolder())
  const store = openStore(home.store)
  return { home, store, killSwitch: new KillSwitch(store, home, openLog(home.logs), env) }
}

test('K1 P9 any one of switch, file and environment engages it, and all must be released', () => {
  const { home, store, killSwitch } = bare()
  const by = () => killSwitch.read().by
  expect(by()).toEqual([])
  writeFileSync(path.join(home.runs, 'KILL'), 'by hand')
  expect(killSwitch.read()).toMatchObject({ engaged: true, by: ['file'], reason: 'by hand' })
  killSwitch.set(true, 'both')
  expect(by()).toEqual(['switch', 'file'])
  rmSync(path.join(home.runs, 'KILL'))
  expect(by()).toEqual(['switch'])
  writeFileSync(path.join(home.runs, 'KILL'), '')
  expect(killSwitch.set(false, 'all clear')).toMatchObject({ engaged: false, reason: 'all clear' })
  const fixed = new KillSwitch(store, home, openLog(home.logs), { TAPEDECK_KILL: '1' })
  expect(fixed.read().by).toEqual(['environment'])
  expect(() => fixed.set(false, 'please')).toThrow('TAPEDECK_KILL')
  expect(new KillSwitch(store, home, openLog(home.logs), { TAPEDECK_KILL: '0' }).read().engaged).toBe(false)
  store.close()
})

test('K1 P9 what can not be read counts as engaged', () => {
  const { home, store, killSwitch } = bare()
  const hand = new Database(home.store)
  hand.exec('ALTER TABLE kill_switch RENAME TO elsewhere')
  expect(killSwitch.read().by).toEqual(['unreadable'])
  expect(() => killSwitch.admit()).toThrow('kill switch is engaged')
  hand.exec('ALTER TABLE elsewhere RENAME TO kill_switch')
  hand.close()
  expect(killSwitch.read().engaged).toBe(false)
  // A runs folder that is a file: whether there is a KILL in it can not be known.
  rmSync(home.runs, { recursive: true })
  writeFileSync(home.runs, '')
  expect(killSwitch.read().by).toEqual(['unreadable'])
  store.close()
})

test('K1 it can be engaged on a store that takes nothing any more: then the file says it', () => {
  const { home, store, killSwitch } = bare()
  const hand = new Database(home.store)
  hand.exec(`CREATE TRIGGER full BEFORE INSERT ON kill_switch BEGIN SELECT RAISE(FAIL, 'no room'); END`)
  expect(killSwitch.set(true, 'stop')).toMatchObject({ engaged: true, by: ['file'], reason: 'stop' })
  hand.close()
  store.close()
})

const BEGINS: readonly (readonly [Request, (dataset: unknown, run: unknown) => unknown])[] = [
  ['dataset.demo', () => ({})],
  ['upload.open', () => ({ name: 'a.csv', bytes: 1 })],
  ['strategy.check', (dataset) => ({ strategy: 'donchian', dataset })],
  ['candles.export', (dataset) => ({ dataset })],
  ['report.export', (_, run) => ({ run, formats: ['csv'] })],
  ['run.start', (dataset) => ({ datasets: [dataset], strategy: 'donchian' })],
  [
    'provider.fetch',
    () => ({
      provider: 'coinbase',
      symbol: 'BTC-USD',
      timeframe: '1h',
      from: 1_700_000_000_000,
      to: 1_700_100_000_000,
    }),
  ],
  ['run.verify', (_, run) => ({ run })],
  ['capsule.export', (_, run) => ({ run })],
  ['doctor.start', () => ({ rebuild: true })],
  ['backup.restore', () => ({ name: 'tapedeck-2026-11-21T124055.123Z-daily.db' })],
]

test.each(ENTRANCES)(
  'K1 J-S5b engaged by %s, nothing begins, everything can be read, a restart changes nothing',
  async (entry) => {
    const { door, home } = await enter(entry)
    const { result } = await bring(door, 'DRAWN_1d.csv', CSV)
    if (result?.kind !== 'import') throw new Error('not imported')
    const { dataset } = result
    const { run, operation } = await door.ask('run.start', { datasets: [dataset], ...SMA })
    await over(door, operation)

    const state = await door.ask('killSwitch.set', { engaged: true, reason: 'strange fills' })
    expect(state).toMatchObject({ engaged: true, by: ['switch'], reason: 'strange fills' })
    const { door: later } = await enter(entry === 'cli' ? 'window' : 'cli', home)
    for (const at of [door, later]) {
      for (const [request, ask] of BEGINS)
        expect(await codeOf(at.ask(request, ask(dataset, run))), request).toBe('KILL_SWITCH_ON')
      expect(await at.ask('run.start', { datasets: [dataset], ...SMA })).toMatchObject({ run, reused: true })
      expect((await at.ask('run.list', {})).total).toBe(1)
      expect((await at.ask('run.trades', { run })).total).toBeGreaterThan(0)
      const { ok, parts } = await at.ask('health.read', {})
      expect([ok, parts.killSwitch.code]).toEqual([false, 'KILL_SWITCH_ON'])
    }
    await later.ask('killSwitch.set', { engaged: false, reason: 'explained' })
    const { operation: next } = await door.ask('run.start', { datasets: [dataset], strategy: 'donchian' })
    expect((await over(door, next)).state).toBe('succeeded')

    const store = openStore(path.join(home, 'tapedeck.db'))
    const flips = store.audit.list(20).filter(({ event }) => event.startsWith('kill_switch'))
    expect(flips.map(({ event, who, facts, at }) => [event, who, facts, at > 0])).toEqual([
      [
        'kill_switch_off',
        expect.stringMatching(/^\S.* \((window|cli|api)\)$/),
        { reason: 'explained' },
        true,
      ],
      ['kill_switch_on', expect.stringContaining(`(${entry})`), { reason: 'strange fills' }, true],
    ])
    expect(store.audit.firstBroken()).toBe(null)
    store.close()
  },
)

test('P9 two hundred calls while it is engaged: none begins after, none is made known, all of them end', async () => {
  const { client, home } = await workstation()
  const dataset = await importDrawn(client, 2000)
  const ask = (fast: number) =>
    client.ask('run.start', {
      datasets: [dataset],
      strategy: 'sma-cross',
      params: { fast: 2 + (fast % 90), slow: 100 + fast },
    })
  const first = Array.from({ length: 100 }, (_, at) => ask(at))
  const flipped = Promise.all(first.slice(0, 3)).then(() =>
    client.ask('killSwitch.set', { engaged: true, reason: 'now' }),
  )
  const second = Array.from({ length: 100 }, (_, at) => ask(100 + at))
  const asked = await Promise.allSettled([...first, ...second])
  const { at } = await flipped
  const begun = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value.operation] : []))
  const ends = await Promise.all(begun.map((operation) => ended(client, operation)))
  expect(ends.every(isOver)).toBe(true)
  expect(new Set(ends.map(({ state }) => state)).size).toBeGreaterThan(0)
  for (const { state, problem } of ends)
    if (state !== 'succeeded') expect([state, problem?.code]).toEqual(['cancelled', 'KILL_SWITCH_ON'])
  const store = openStore(path.join(home, 'tapedeck.db'))
  const audit = store.audit.list(1000)
  const flip = audit.find(({ event }) => event === 'kill_switch_on')
  const after = audit.filter(
    ({ number, event }) => number > (flip?.number ?? 0) && /started|completed/.test(event),
  )
  expect([flip?.at, after]).toEqual([at, []])
  expect(ends.filter(({ state }) => state === 'cancelled').length).toBeGreaterThan(0)
  store.close()
})

test('P9 engaged in the moment in which a run finishes, it is not made known, and the next never begins', async () => {
  const first = await workstation()
  const dataset = await importDrawn(first.client)
  await first.client.ask('limit.set', { name: 'workers', value: 1 })
  await first.close()
  const { client, home, order } = await faulty(first.home)
  order(`make ${path.join(home, 'runs', 'KILL')}`)
  const begun = await Promise.all(
    [5, 6].map((fast) =>
      client.ask('run.start', { datasets: [dataset], strategy: 'sma-cross', params: { fast, slow: 20 } }),
    ),
  )
  const [finished, waiting] = await Promise.all(begun.map(({ operation }) => ended(client, operation)))
  const stopped = { state: 'cancelled', problem: { code: 'KILL_SWITCH_ON' } }
  expect(finished).toMatchObject({ ...stopped, startedAt: expect.any(Number) })
  expect(waiting).toMatchObject({ ...stopped, startedAt: null })
  expect((await client.ask('run.list', {})).total).toBe(0)
  expect(readdirSync(path.join(home, 'runs')).sort()).toEqual(['.staging', 'KILL', 'index.json'])
})

test('P9 engaged in another process, it cancels what runs here, and the window hears of it', async () => {
  const here = await workstation()
  const dataset = await importDrawn(here.client)
  const there = await workstation(here.home)
  const heard: boolean[] = []
  here.client.on('safety.changed', ({ killSwitch }) => heard.push(killSwitch.engaged))
  const { operation } = await here.client.ask('dataset.demo', {})
  await there.client.ask('killSwitch.set', { engaged: true, reason: 'over there' })
  expect(await ended(here.client, operation)).toMatchObject({
    state: 'cancelled',
    problem: { code: 'KILL_SWITCH_ON', details: { reason: 'over there' } },
  })
  await expect.poll(() => heard, { timeout: 10_000 }).toEqual([true])
  await there.client.ask('killSwitch.set', { engaged: false, reason: 'done' })
  const again = await here.client.ask('run.start', { datasets: [dataset], ...SMA })
  expect((await ended(here.client, again.operation)).state).toBe('succeeded')
})

test('K1 read-only: nothing is made, what is there is answered, a report may be taken along', async () => {
  const { client, home } = await workstation()
  const dataset = await importDrawn(client)
  const { run, operation } = await client.ask('run.start', { datasets: [dataset], ...SMA })
  await ended(client, operation)
  const session = { host: 'cli', version: '0.0.0', paths: true, dialogs: false } as const
  const reviewer = await openWorkstation({ home, session, readOnly: true })
  await client.ask('readOnly.set', { readOnly: false })
  for (const { client: reading } of [reviewer]) {
    for (const [request, ask] of BEGINS.filter(([request]) => !request.endsWith('.export')))
      expect(await codeOf(reading.ask(request, ask(dataset, run) as never)), request).toBe(
        'RUN_CREATION_DISABLED',
      )
    for (const [request, ask] of [
      ['limit.set', { name: 'rows', value: 5 }],
      ['killSwitch.set', { engaged: false, reason: 'no' }],
      ['readOnly.set', { readOnly: false }],
    ] as const)
      expect(await codeOf(reading.ask(request, ask as never)), request).toBe('RUN_CREATION_DISABLED')
    expect(await reading.ask('run.start', { datasets: [dataset], ...SMA })).toMatchObject({
      run,
      reused: true,
    })
    const { operation: report } = await reading.ask('report.export', { run, formats: ['csv'] })
    expect((await ended(reading, report)).state).toBe('succeeded')
  }
  await reviewer.close()
  // The same as a setting of the home, for every process of it.
  await client.ask('readOnly.set', { readOnly: true })
  expect((await client.ask('safety.read', {})).readOnly).toBe(true)
  expect(await codeOf(client.ask('run.start', { datasets: [dataset], strategy: 'donchian' }))).toBe(
    'RUN_CREATION_DISABLED',
  )
  await client.ask('readOnly.set', { readOnly: false })
  expect(await codeOf(client.ask('run.start', { datasets: [dataset], strategy: 'donchian' }))).toBe(null)
})

test('K1 P9 a row of the audit trail that was changed, taken out or cut off shows', () => {
  const { home, store, killSwitch } = bare()
  for (const reason of ['one', 'two', 'three']) killSwitch.set(true, reason)
  const hand = new Database(home.store)
  expect(() => hand.exec('DELETE FROM audit')).toThrow('only added to')
  expect(() => hand.exec(`UPDATE audit SET who = 'nobody'`)).toThrow('only added to')
  hand.exec('DROP TRIGGER audit_unchanged; DROP TRIGGER audit_kept')
  const broken = () => {
    const looking = openStore(home.store)
    const found = looking.audit.firstBroken()
    looking.close()
    return found
  }
  expect(broken()).toBe(null)
  expect(store.audit.firstBroken()).toBe(null)
  hand.exec(`UPDATE audit SET facts = '{"reason":"2"}' WHERE number = 2`)
  expect(broken()).toBe(2)
  hand.exec(`UPDATE audit SET facts = '{"reason":"two"}' WHERE number = 2`)
  expect(broken()).toBe(null)
  hand.exec('DELETE FROM audit WHERE number = 3')
  // Whoever looks for the first time has nothing to hold it against; whoever looked before, has.
  expect([broken(), store.audit.firstBroken()]).toEqual([null, 3])
  hand.exec('DELETE FROM audit WHERE number = 1')
  expect(broken()).toBe(2)
  hand.close()
  store.close()
})
