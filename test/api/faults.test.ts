/** Workers that die, never end or take everything, and a store that takes nothing: what is left, and what goes on. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ended } from '../support/ended.ts'
import { faulty } from '../support/faulty-worker.ts'
import { hand } from '../support/hand.ts'
import { importDrawn } from '../support/workstation.ts'

const SMA = { strategy: 'sma-cross', params: { fast: 5, slow: 20 } } as const

test.each([
  ['run_started', 'failed', 0],
  ['run_completed', 'failed', 0],
  ['run_failed', 'failed', 0],
] as const)('R6 RP-5 where the audit trail does not take %s, the run is %s', async (event, state, runs) => {
  const { client, home, order } = await faulty()
  const dataset = await importDrawn(client)
  const elsewhere = hand(home)
  elsewhere.exec(`CREATE TRIGGER full BEFORE INSERT ON audit WHEN NEW.event = '${event}'
    BEGIN SELECT RAISE(ABORT, 'no room'); END`)
  if (event === 'run_failed') order('end')
  const { operation, run } = await client.ask('run.start', { datasets: [dataset], ...SMA })
  expect((await ended(client, operation)).state).toBe(state)
  expect((await client.ask('run.list', {})).total).toBe(runs)
  const written = () => elsewhere.prepare('SELECT event FROM audit ORDER BY number').pluck().all()
  expect(written()).not.toContain(event)
  order('')
  elsewhere.exec('DROP TRIGGER full')
  // What does not decide over a run is written later, in its place; what does was not written at all.
  if (event === 'run_failed') await expect.poll(written, { timeout: 10_000 }).toContain(event)
  const again = await client.ask('run.start', { datasets: [dataset], ...SMA })
  expect([again.run, (await ended(client, again.operation)).state]).toEqual([run, 'succeeded'])
  expect(written().slice(-2)).toEqual(['run_started', 'run_completed'])
  expect((await client.ask('health.read', {})).parts.audit.code).toBe('OK')
})

test.each([
  ['runSeconds', 'never end', 'RUN_TIMEOUT'],
  ['stallSeconds', 'never end', 'RUN_STALLED'],
] as const)('P23 P10 a replay that never ends is ended by %s, and others go on', async (name, what, code) => {
  const { client, order } = await faulty()
  const dataset = await importDrawn(client)
  await client.ask('limit.set', { name, value: 1 })
  order(what)
  const { operation } = await client.ask('run.start', { datasets: [dataset], ...SMA })
  expect(await ended(client, operation)).toMatchObject({ state: 'failed', problem: { code } })
  order('')
  await client.ask('limit.set', { name, value: null })
  const { operation: next } = await client.ask('run.start', { datasets: [dataset], ...SMA })
  expect((await ended(client, next)).state).toBe('succeeded')
})

test('P23 P10 a replay that takes all memory fails with its code, and others go on', async () => {
  const first = await faulty()
  const dataset = await importDrawn(first.client)
  await first.client.ask('limit.set', { name: 'workerMb', value: 64 })
  await first.close()
  const { client, order } = await faulty(first.home)
  order('hoard')
  const { operation } = await client.ask('run.start', { datasets: [dataset], ...SMA })
  expect(await ended(client, operation)).toMatchObject({
    state: 'failed',
    problem: { code: 'WORKER_OOM', details: { limit: 64 } },
  })
  order('')
  const { operation: next } = await client.ask('run.start', { datasets: [dataset], ...SMA })
  expect((await ended(client, next)).state).toBe('succeeded')
})

test('B1.3 P11 a replay that does not hear is ended within its grace, and leaves nothing', async () => {
  const { client, home, order } = await faulty()
  const dataset = await importDrawn(client)
  order('never end')
  const { operation } = await client.ask('run.start', { datasets: [dataset], ...SMA })
  const state = async () => (await client.ask('operation.read', { operation })).state
  await expect.poll(state, { timeout: 15_000 }).toBe('running')
  await client.ask('operation.cancel', { operation })
  expect((await ended(client, operation)).state).toBe('cancelled')
  expect(readdirSync(path.join(home, 'runs', '.staging'))).toEqual([])
  expect((await client.ask('run.list', {})).total).toBe(0)
  const events = hand(home).prepare('SELECT event FROM audit').pluck().all()
  expect(events).toEqual(['run_started', 'run_cancelled'])
})
