import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { RunId } from '../../src/shared/brand.ts'
import { ended } from '../support/ended.ts'
import { importDrawn, workstation } from '../support/workstation.ts'

const SMA = { strategy: 'sma-cross', params: { fast: 5, slow: 20 } } as const

test('J-1 J-3 a run is there after a restart, the same in every part', async () => {
  const first = await workstation()
  const dataset = await importDrawn(first.client)
  const { operation, run } = await first.client.ask('run.start', { datasets: [dataset], ...SMA })
  expect(await ended(first.client, operation)).toMatchObject({
    state: 'succeeded',
    result: { run, reused: false },
  })
  const look = async ({ client }: typeof first) => ({
    list: await client.ask('run.list', {}),
    details: await client.ask('run.read', { run }),
    trades: await client.ask('run.trades', { run }),
    decisions: await client.ask('run.decisions', { run }),
    timeline: await client.ask('run.timeline', { run }),
    equity: await client.ask('run.equity', { run, from: 0 as never, to: 4e12 as never, most: 100 }),
    markers: await client.ask('run.markers', { run, from: 0 as never, to: 4e12 as never }),
  })
  const before = await look(first)
  expect([before.list.total, before.trades.total > 3, before.markers.markers.length > 6]).toEqual([
    1,
    true,
    true,
  ])
  await first.close()
  expect(await look(await workstation(first.home))).toEqual(before)
})

test('R1 P14 the same request sixty-four times at once is one run', async () => {
  const { client, home } = await workstation()
  const dataset = await importDrawn(client)
  const started = await Promise.all(
    Array.from({ length: 64 }, () => client.ask('run.start', { datasets: [dataset], ...SMA })),
  )
  await Promise.all(started.map(({ operation }) => ended(client, operation)))
  expect(new Set(started.map(({ operation }) => operation)).size).toBe(1)
  expect((await client.ask('run.list', {})).total).toBe(1)
  const again = await client.ask('run.start', { datasets: [dataset], ...SMA })
  expect([again.reused, again.run]).toEqual([true, started[0]?.run])
  expect(readdirSync(path.join(home, 'runs', '.staging'))).toEqual([])
})

test('R1 defaults given and defaults left out are one run; decimals have one text', async () => {
  const { client } = await workstation()
  const dataset = await importDrawn(client)
  const one = await client.ask('run.start', { datasets: [dataset], strategy: 'sma-cross' })
  const settings = {
    capital: '1e4',
    fees: { takerBps: '10.00' },
    sizing: { kind: 'fraction', value: '1.0' },
  } as const
  const other = await client.ask('run.start', {
    datasets: [dataset],
    strategy: 'sma-cross',
    params: { fast: 10, slow: 30 },
    settings,
  })
  expect(other.run).toBe(one.run)
  await ended(client, one.operation)
})

test('R1 a run that is damaged is computed anew, and the damaged one kept aside', async () => {
  const { client, home } = await workstation()
  const dataset = await importDrawn(client)
  const { operation, run } = await client.ask('run.start', { datasets: [dataset], ...SMA })
  await ended(client, operation)
  // Opened before, as a person would have: what was read then must not hide what is on the disk now.
  await client.ask('run.trades', { run })
  const folder = path.join(home, 'runs', run)
  truncateSync(path.join(folder, 'trades.jsonl'), 10)
  const again = await client.ask('run.start', { datasets: [dataset], ...SMA })
  expect([again.run, again.reused]).toEqual([run, false])
  await ended(client, again.operation)
  expect((await client.ask('run.trades', { run })).total).toBeGreaterThan(3)
  expect(readdirSync(path.join(home, 'runs', '.damaged'))).toHaveLength(1)
})

test('R3 J-2 a run whose row is lost is found again by its folder', async () => {
  const first = await workstation()
  const dataset = await importDrawn(first.client)
  const { operation, run } = await first.client.ask('run.start', { datasets: [dataset], ...SMA })
  await ended(first.client, operation)
  const before = await first.client.ask('run.trades', { run })
  await first.close()
  for (const file of ['tapedeck.db', 'tapedeck.db-wal', 'tapedeck.db-shm'])
    rmSync(path.join(first.home, file), { force: true })
  writeFileSync(path.join(first.home, 'runs', 'index.json'), 'not json')
  const second = await workstation(first.home)
  expect((await second.client.ask('run.list', {})).runs.map(({ runId }) => runId)).toEqual([run])
  expect(await second.client.ask('run.trades', { run })).toEqual(before)
  expect((await second.client.ask('health.read', {})).parts.index).toMatchObject({ ok: true })
})

test('B1.3 a queued run is cancelled at once and leaves nothing', async () => {
  const { client, home } = await workstation()
  const dataset = await importDrawn(client, 3000)
  const runs = await Promise.all(
    [5, 6, 7, 8].map((fast) =>
      client.ask('run.start', { datasets: [dataset], strategy: 'sma-cross', params: { fast, slow: 20 } }),
    ),
  )
  const last = runs.at(-1)
  if (last === undefined) throw new Error('no run was started')
  await client.ask('operation.cancel', { operation: last.operation })
  expect(await ended(client, last.operation)).toMatchObject({ state: 'cancelled', result: null })
  await Promise.all(runs.map(({ operation }) => ended(client, operation)))
  expect([(await client.ask('run.list', {})).total, existsSync(path.join(home, 'runs', last.run))]).toEqual([
    3,
    false,
  ])
  const again = await client.ask('run.start', {
    datasets: [dataset],
    strategy: 'sma-cross',
    params: { fast: 8, slow: 20 },
  })
  expect(again.run).toBe(last.run)
  expect(await ended(client, again.operation)).toMatchObject({ state: 'succeeded' })
})

test('B2.3 cancelling what is over is refused, and what never was is not found', async () => {
  const { client } = await workstation()
  const dataset = await importDrawn(client)
  const { operation } = await client.ask('run.start', { datasets: [dataset], ...SMA })
  await ended(client, operation)
  await expect(client.ask('operation.cancel', { operation })).rejects.toMatchObject({
    code: 'OPERATION_NOT_CANCELLABLE',
  })
  await expect(client.ask('operation.cancel', { operation: 'nobody' as never })).rejects.toMatchObject({
    code: 'OPERATION_NOT_FOUND',
  })
})

test('B4.5 too few candles is a failed operation with what was needed', async () => {
  const { client } = await workstation()
  const dataset = await importDrawn(client, 25)
  const { operation } = await client.ask('run.start', { datasets: [dataset], strategy: 'sma-cross' })
  expect(await ended(client, operation)).toMatchObject({
    state: 'failed',
    problem: { code: 'DATA_INSUFFICIENT' },
  })
  expect((await client.ask('run.list', {})).total).toBe(0)
})

test.each([
  ['fast ≥ slow', { params: { fast: 30, slow: 30 } }, 'STRATEGY_PARAMS_INVALID'],
  ['an unknown parameter', { params: { fats: 3 } }, 'STRATEGY_PARAMS_INVALID'],
  ['an unknown strategy', { strategy: 'sma-cros' }, 'STRATEGY_UNKNOWN'],
  ['an unknown setting', { settings: { leverage: '2' } }, 'CONFIG_INVALID'],
  ['an unknown inner setting', { settings: { fees: { taker: '2' } } }, 'CONFIG_INVALID'],
  ['no capital', { settings: { capital: '0' } }, 'CONFIG_INVALID'],
  ['capital in words', { settings: { capital: 'lots' } }, 'CONFIG_INVALID'],
  ['a negative fee', { settings: { fees: { takerBps: '-1' } } }, 'CONFIG_INVALID'],
  ['more than all of it', { settings: { sizing: { value: '1.5' } } }, 'CONFIG_INVALID'],
  ['NaN', { settings: { capital: Number.NaN } }, 'CONFIG_INVALID'],
  ['a timeframe it can not have', { timeframe: '7m' }, 'TIMEFRAME_INVALID'],
  ['a timeframe that is none', { timeframe: 'daily' }, 'USAGE'],
  ['a window that ends first', { from: 2000, to: 1000 }, 'CONFIG_INVALID'],
  ['a field nobody knows', { colour: 'red' }, 'USAGE'],
  ['a prototype', JSON.parse('{"__proto__": {"admin": true}}'), 'USAGE'],
  ['another dataset', { datasets: ['ef'.repeat(32)] }, 'DATASET_NOT_FOUND'],
  ['a path for a dataset', { datasets: ['../../etc/passwd'] }, 'USAGE'],
])('B1.4 B4.1 %s is refused before any work, with its code', async (_, change, code) => {
  const { client, answer } = await workstation()
  const dataset = await importDrawn(client)
  const envelope = await answer('run.start', { datasets: [dataset], strategy: 'sma-cross', ...change })
  expect(envelope).toMatchObject({ ok: false, problem: { code } })
  const operations = (await client.ask('operation.list', { kind: 'run' })).operations
  expect([operations, (await client.ask('run.list', {})).total]).toEqual([[], 0])
})

test('B2.4 a run that is not there is not found', async () => {
  const { client } = await workstation()
  await expect(client.ask('run.read', { run: 'ab'.repeat(32) as RunId })).rejects.toMatchObject({
    code: 'RUN_NOT_FOUND',
  })
})

test('P17 a run is never made from candles that changed on the disk', async () => {
  const { client, home } = await workstation()
  const dataset = await importDrawn(client)
  const file = path.join(home, 'candles', `${dataset}.candles`)
  const bytes = readFileSync(file)
  // A bit in the middle of the closes: still a candle, and not the one that was imported.
  const at = bytes.length - 400 * 8 - 200 * 8
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(file, bytes)
  const { operation } = await client.ask('run.start', { datasets: [dataset], ...SMA })
  expect(await ended(client, operation)).toMatchObject({
    state: 'failed',
    problem: { code: 'ARTIFACT_TAMPERED' },
  })
  expect((await client.ask('run.list', {})).total).toBe(0)
})

test('P11 refused runs leave no file open', async () => {
  const { client, home } = await workstation()
  const dataset = await importDrawn(client, 25)
  for (let fast = 2; fast < 8; fast++) {
    const { operation } = await client.ask('run.start', {
      datasets: [dataset],
      strategy: 'sma-cross',
      params: { fast },
    })
    await ended(client, operation)
  }
  const open = existsSync('/proc/self/fd')
    ? readdirSync('/proc/self/fd').flatMap((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`)
        } catch {
          return []
        }
      })
    : []
  expect(open.filter((file) => file.startsWith(path.join(home, 'runs')))).toEqual([])
})

test('R3 closing twice is closing once', async () => {
  const opened = await workstation()
  await Promise.all([opened.close(), opened.close()])
  await opened.close()
})
