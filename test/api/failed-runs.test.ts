import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../src/main/store/store.ts'
import type { Client } from '../../src/shared/contract.ts'
import { ended } from '../support/ended.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { importDrawn, importFile, workstation } from '../support/workstation.ts'

/** Prices that grow until an account of this size is more than 64 bits can count. */
async function tooMuch(client: Client) {
  const file = path.join(tempFolder(), 'GROWING_1d.csv')
  const rows = Array.from({ length: 60 }, (_, day) => {
    const time = new Date(Date.UTC(2024, 0, 1 + day)).toISOString()
    return `${time},${100 + day * 10},${112 + day * 10},${98 + day * 10},${110 + day * 10},5`
  })
  writeFileSync(file, `time,open,high,low,close,volume\n${rows.join('\n')}\n`)
  const dataset = await importFile(client, file)
  const settings = { capital: '60000000000', fees: { takerBps: '0' } }
  return { datasets: [dataset], strategy: 'buy-and-hold' as const, settings }
}

test('R6 a run that fails on its way is kept as failed, with its reason and what was known', async () => {
  const opened = await workstation()
  const { client, home } = opened
  const question = await tooMuch(client)
  const { operation, run } = await client.ask('run.start', question)
  expect(await ended(client, operation)).toMatchObject({
    state: 'failed',
    result: null,
    problem: { code: 'CONFIG_INVALID', details: { field: 'capital', run } },
  })
  const problem = { code: 'CONFIG_INVALID', message: expect.stringMatching(/.{20}/) }
  const { runs, total } = await client.ask('run.list', {})
  expect([total, runs[0]]).toMatchObject([1, { runId: run, state: 'failed', problem }])
  const details = await client.ask('run.read', { run })
  expect(details).toMatchObject({
    run: { state: 'failed' },
    manifest: { failure: problem },
    metrics: { netProfit: { value: null, reason: 'RUN_FAILED' } },
    interval: null,
  })
  const { candles } = details.manifest.evaluated
  expect(candles).toBeGreaterThan(5)
  expect(candles).toBeLessThan(59)

  const { events } = await client.ask('run.events', { run })
  expect(events.at(-1)).toMatchObject({
    type: 'run_failed',
    candle: candles,
    payload: { code: 'CONFIG_INVALID' },
  })
  expect(events.map(({ type }) => type)).toContain('position_opened')
  const { orders } = await client.ask('run.orders', { run })
  expect(orders).toMatchObject([{ state: 'filled', trade: 1 }])
  const { decisions } = await client.ask('run.decisions', { run })
  expect(decisions.at(-1)).toMatchObject({
    candle: candles,
    reasons: [expect.stringContaining('CONFIG_INVALID')],
  })
  const curve = await client.ask('run.equity', { run, from: 0 as never, to: 4e12 as never, most: 500 })
  expect(curve.equity.length).toBeGreaterThan(candles - 1)
  await expect(client.ask('report.export', { run, formats: ['html'] })).rejects.toMatchObject({
    code: 'RUN_FAILED',
  })

  await opened.close()
  const again = await workstation(home)
  expect(await again.client.ask('run.read', { run })).toEqual(details)
})

test('R6 the same question runs again, and its outcome takes the place of the failed one', async () => {
  const { client, home } = await workstation()
  const question = await tooMuch(client)
  const first = await client.ask('run.start', question)
  await ended(client, first.operation)
  const second = await client.ask('run.start', question)
  expect([second.run, second.reused]).toEqual([first.run, false])
  expect(second.operation).not.toBe(first.operation)
  expect(await ended(client, second.operation)).toMatchObject({ state: 'failed' })
  expect((await client.ask('run.list', {})).total).toBe(1)
  expect(readdirSync(path.join(home, 'runs', '.staging'))).toEqual([])
})

test('B1.3 R6 a cancelled run leaves run_cancelled in the audit trail, once, and no artifact', async () => {
  const { client, home } = await workstation()
  const dataset = await importDrawn(client, 20_000)
  const { operation, run } = await client.ask('run.start', {
    datasets: [dataset],
    strategy: 'sma-cross',
    journal: 'full',
  })
  await client.ask('operation.cancel', { operation })
  expect(await ended(client, operation)).toMatchObject({ state: 'cancelled' })
  const log = readFileSync(path.join(home, 'logs', 'tapedeck.log'), 'utf8')
  expect(log.split('\n').filter((line) => line.includes('"run.cancelled"'))).toEqual([
    expect.stringContaining(run.slice(0, 12)),
  ])
  const store = openStore(path.join(home, 'tapedeck.db'))
  const told = store.audit.list(9).map(({ event, run: of }) => [event, of])
  store.close()
  expect(told.filter(([event]) => event === 'run_cancelled')).toEqual([['run_cancelled', run]])
  expect([existsSync(path.join(home, 'runs', run)), (await client.ask('run.list', {})).total]).toEqual([
    false,
    0,
  ])
})
