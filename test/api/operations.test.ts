import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { Lives } from '../../src/main/api/lives.ts'
import { openStore } from '../../src/main/store/store.ts'
import { millis, type OperationId } from '../../src/shared/brand.ts'
import type { Client } from '../../src/shared/contract.ts'
import { isOver, type Operation } from '../../src/shared/operation.ts'
import { drawnOperation } from '../renderer/drawn-operation.ts'
import { faulty } from '../support/faulty-worker.ts'
import { hand } from '../support/hand.ts'
import { ended } from '../support/ended.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { importDrawn, workstation } from '../support/workstation.ts'
import { codeOf } from './entrances.ts'

const SMA = { strategy: 'sma-cross', params: { fast: 5, slow: 20 } } as const
const DONCHIAN = { strategy: 'donchian' } as const

/** Everything that is told of one operation, until it is over. */
async function toldOf(
  client: Client,
  begin: () => Promise<{ operation: OperationId }>,
): Promise<Operation[]> {
  const heard: Operation[] = []
  const stop = client.on('operation.changed', (operation) => heard.push(operation))
  const { operation } = await begin()
  await ended(client, operation)
  stop()
  return heard.filter(({ id }) => id === operation)
}

const storedState = (home: string, id: OperationId) =>
  hand(home).prepare('SELECT state FROM operations WHERE operation_id = ?').pluck().get(id)

test('B1.2 progress only grows, says as of when and what was earned, and ends at exactly all of it', async () => {
  const { client } = await workstation()
  const dataset = await importDrawn(client, 4000)
  const told = await toldOf(client, () =>
    client.ask('run.start', { datasets: [dataset], ...DONCHIAN, journal: 'full' }),
  )
  const done = told.map(({ progress }) => progress.done)
  expect(done).toEqual(done.toSorted((a, b) => a - b))
  const last = told.at(-1)?.progress
  expect(last).toEqual({
    done: last?.of,
    of: expect.any(Number),
    asOf: expect.any(Number),
    netProfit: expect.any(Number),
    trades: expect.any(Number),
    winRate: expect.any(Number),
  })
  expect(last?.of).toBeGreaterThan(3000)
  expect(told.map(({ state }) => state).filter((state, at, all) => state !== all[at - 1])).toEqual([
    'queued',
    'running',
    'succeeded',
  ])
})

test('B1.3 P11 cancelled while its candles are still read, a run is over without waiting for them', async () => {
  const first = await workstation()
  const { operation: demo } = await first.client.ask('dataset.demo', {})
  const { result } = await ended(first.client, demo)
  if (result?.kind !== 'import') throw new Error('no demo market')
  const { dataset } = result
  await first.close()
  // Opened anew, nothing of it is in memory.
  const { client } = await workstation(first.home)
  for (const begin of [
    () => client.ask('run.start', { datasets: [dataset], ...SMA }),
    () => client.ask('candles.export', { dataset }),
    () => client.ask('strategy.check', { dataset, ...SMA }),
  ]) {
    const { operation } = await begin()
    expect((await client.ask('operation.cancel', { operation })).id).toBe(operation)
    const over = await ended(client, operation)
    expect([over.state, over.startedAt, over.problem]).toEqual(['cancelled', null, null])
  }
  expect((await client.ask('run.list', {})).total).toBe(0)
  expect(await codeOf(client.ask('operation.cancel', { operation: demo }))).toBe('OPERATION_NOT_CANCELLABLE')
})

test('O2 an operation of another process is seen here from its beginning to its end, and can be cancelled', async () => {
  const here = await workstation()
  const there = await workstation(here.home)
  const heard: Operation[] = []
  here.client.on('operation.changed', (operation) => heard.push(operation))
  const { operation } = await there.client.ask('dataset.demo', {})
  await expect.poll(() => heard.map(({ id }) => id), { timeout: 10_000 }).toContain(operation)
  const { operation: second } = await there.client.ask('strategy.check', {
    dataset: await importDrawn(there.client),
    ...SMA,
  })
  await ended(there.client, operation)
  await ended(there.client, second)
  const over = () => heard.filter((now) => isOver(now)).map(({ id }) => id)
  await expect.poll(over, { timeout: 10_000 }).toContain(operation)

  const { operation: third } = await there.client.ask('dataset.demo', {})
  const acknowledged = await here.client.ask('operation.cancel', { operation: third })
  expect(acknowledged.id).toBe(third)
  expect((await ended(there.client, third)).state).toBe('cancelled')
  await expect.poll(over, { timeout: 10_000 }).toContain(third)
})

test('R3 P14 what a process left that is gone is interrupted, even where its number lives on', async () => {
  const home = tempFolder()
  await (await workstation(home)).close()
  const store = openStore(path.join(home, 'tapedeck.db'))
  const processes = path.join(home, 'processes')
  const leave = (name: string, note: object) => {
    const id = crypto.randomUUID()
    writeFileSync(path.join(processes, `${id}.json`), JSON.stringify(note))
    store.operations.add(drawnOperation(name, { state: 'queued', kind: 'run' }), {
      process: id,
      pid: process.pid,
      entry: 'window',
      asked: null,
    })
    return path.join(processes, `${id}.json`)
  }
  const own = new Lives(processes)
  const [file = ''] = readdirSync(processes)
  const alive = JSON.parse(readFileSync(path.join(processes, file), 'utf8'))
  leave('alive', alive)
  leave('another boot', { ...alive, born: 'another boot 17' })
  leave('another machine, still writing', { ...alive, place: 'elsewhere' })
  const silent = leave('another machine, silent', { ...alive, place: 'elsewhere' })
  utimesSync(silent, new Date(0), new Date(0))
  leave('no birth, no life', { ...alive, born: null, pid: 2 ** 22 + 1 })
  store.operations.add(drawnOperation('no note', { state: 'queued' }), {
    process: '../../etc/passwd',
    pid: 1,
    entry: 'window',
    asked: null,
  })
  store.close()
  const { client } = await workstation(home)
  const { operations } = await client.ask('operation.list', {})
  expect(Object.fromEntries(operations.map(({ title, state }) => [title, state]))).toEqual({
    alive: 'queued',
    'another boot': 'interrupted',
    'another machine, still writing': 'queued',
    'another machine, silent': 'interrupted',
    'no birth, no life': 'interrupted',
    'no note': 'interrupted',
  })
  own.leave()
})

test('O2 what did not succeed is asked again as it was, form and all; what did is not', async () => {
  const { client, order } = await faulty()
  const dataset = await importDrawn(client)
  const request = { datasets: [dataset], ...SMA, settings: { capital: '5000' } } as const
  order('end')
  const { operation, run } = await client.ask('run.start', request)
  const failed = await ended(client, operation)
  expect(failed).toMatchObject({ state: 'failed', retryable: true, problem: { code: 'INTERNAL' } })
  expect(failed.form).toEqual(request)
  order('')
  const { operation: second } = await client.ask('operation.retry', { operation })
  const again = await ended(client, second)
  expect(again).toMatchObject({ state: 'succeeded', retryable: false, form: request, result: { run } })
  expect(await codeOf(client.ask('operation.retry', { operation: second }))).toBe('OPERATION_NOT_RETRYABLE')
})

test('O2 a retry outlives its process; a file that was handed over is handed over again by its sender', async () => {
  const first = await workstation()
  const { operation } = await first.client.ask('dataset.demo', {})
  await first.client.ask('operation.cancel', { operation })
  await ended(first.client, operation)
  const { upload } = await first.client.ask('upload.open', { name: 'a.csv', bytes: 1 })
  await first.client.ask('upload.write', { upload, at: 0, slice: Uint8Array.of(0) })
  const { operation: handed } = await first.client.ask('dataset.import', { source: { upload } })
  expect(await ended(first.client, handed)).toMatchObject({ state: 'failed', retryable: false })
  await first.close()
  const { client } = await workstation(first.home)
  const { operation: again } = await client.ask('operation.retry', { operation })
  expect((await ended(client, again)).state).toBe('succeeded')
  expect(await codeOf(client.ask('operation.retry', { operation: handed }))).toBe('OPERATION_NOT_RETRYABLE')
})

test('O2 an ending that can not be stored is told all the same, and stored as soon as it can be', async () => {
  const { client, home } = await workstation()
  const dataset = await importDrawn(client)
  const elsewhere = hand(home)
  elsewhere.exec(`CREATE TRIGGER full BEFORE UPDATE OF ended_ms ON operations WHEN NEW.ended_ms IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'no room'); END`)
  const { operation } = await client.ask('strategy.check', { dataset, ...SMA })
  expect((await ended(client, operation)).state).toBe('succeeded')
  expect(storedState(home, operation)).toBe('running')
  expect((await client.ask('operation.read', { operation })).state).toBe('succeeded')
  expect((await client.ask('operation.list', { state: 'running' })).operations).toEqual([])
  elsewhere.exec('DROP TRIGGER full')
  await expect.poll(() => storedState(home, operation), { timeout: 10_000 }).toBe('succeeded')
})

test('D4 two stretches of one market are two files, and each can be read', async () => {
  const { client } = await workstation()
  const dataset = await importDrawn(client)
  const { start, end } = await client.ask('dataset.read', { dataset })
  const middle = millis((start + end) / 2)
  const names: string[] = []
  for (const part of [{}, { to: middle }, { from: middle }]) {
    const { operation } = await client.ask('candles.export', { dataset, ...part })
    const { result } = await ended(client, operation)
    if (result?.kind === 'export') names.push(...result.files.map(({ name }) => name))
  }
  expect(new Set(names).size).toBe(3)
  expect(names.every((name) => /^[\w.-]+\.csv$/.test(name))).toBe(true)
})
