/** What is proven of a run of one symbol holds for one of several, and for one that failed. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { OperationId, RunId } from '../../src/shared/brand.ts'
import type { Client } from '../../src/shared/contract.ts'
import type { RunRequest } from '../../src/shared/run.ts'
import { ended } from '../support/ended.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { csvOf, hourly } from '../support/together.ts'
import { importFile, workstation } from '../support/workstation.ts'

async function several(client: Client): Promise<RunRequest> {
  const folder = tempFolder()
  const datasets = []
  for (const [index, symbol] of ['CCC', 'AAA'].entries()) {
    const file = path.join(folder, `${symbol}_1h.csv`)
    writeFileSync(file, csvOf(hourly(symbol, { seed: 3 + index, rows: 300 })))
    datasets.push(await importFile(client, file))
  }
  return { datasets, strategy: 'donchian', params: { entry: 8, exit: 4 } }
}

/** Prices that grow until an account of this size is more than 64 bits can count. */
async function failing(client: Client): Promise<RunRequest> {
  const file = path.join(tempFolder(), 'GROWING_1d.csv')
  const rows = Array.from({ length: 60 }, (_, day) => {
    const time = new Date(Date.UTC(2024, 0, 1 + day)).toISOString()
    return `${time},${100 + day * 10},${112 + day * 10},${98 + day * 10},${110 + day * 10},5`
  })
  writeFileSync(file, `time,open,high,low,close,volume\n${rows.join('\n')}\n`)
  const settings = { capital: '60000000000', fees: { takerBps: '0' } }
  return { datasets: [await importFile(client, file)], strategy: 'buy-and-hold', settings }
}

async function verified(client: Client, run: RunId) {
  const { operation } = await client.ask('run.verify', { run })
  const { result, problem } = await ended(client, operation)
  if (result?.kind !== 'verify') throw new Error(JSON.stringify(problem))
  return result
}

const settled = async (client: Client, starting: Promise<{ operation: OperationId }>) =>
  ended(client, (await starting).operation)

/** How many rows of each kind a run has, beside how many it says it has. */
function rowsOf(home: string, run: RunId) {
  const look = new Database(path.join(home, 'tapedeck.db'), { readonly: true })
  const id = Buffer.from(run, 'hex')
  const counts = ['decision', 'order', 'trade', 'event'].map((kind) => [
    look.prepare(`SELECT count(*) FROM ${kind}s WHERE run_id = ?`).pluck().get(id),
    look.prepare(`SELECT ${kind}_rows FROM runs WHERE run_id = ?`).pluck().get(id),
  ])
  look.close()
  return counts
}

const isWhole = (rows: ReturnType<typeof rowsOf>) => rows.every(([there, told]) => there === told)

test.each([
  ['of two symbols', several, 'succeeded'],
  ['that failed', failing, 'failed'],
] as const)(
  'R4 A4 R3 a run %s verifies, is put right, travels and outlives its row',
  async (_, ask, state) => {
    const here = await workstation()
    const question = await ask(here.client)
    const { operation, run } = await here.client.ask('run.start', question)
    expect((await ended(here.client, operation)).state).toBe(state)
    const { runs: before } = await here.client.ask('run.list', {})
    const rows = rowsOf(here.home, run)
    expect([isWhole(rows), rows[3]?.[0]]).toEqual([true, expect.toSatisfy((events) => Number(events) > 3)])
    const found = await verified(here.client, run)
    expect(found).toMatchObject({ identical: true, notRecomputed: null, differences: [] })
    expect(found.failure?.code).toBe(state === 'failed' ? 'CONFIG_INVALID' : undefined)

    // Damaged in what came last to the artifacts, and put right with its rows.
    const file = path.join(here.home, 'runs', run, 'orders.jsonl')
    const kept = readFileSync(file, 'utf8')
    writeFileSync(file, kept.replace('"order":1', '"order":7'))
    expect((await verified(here.client, run)).differences).toMatchObject([
      { name: 'orders.jsonl', is: 'changed' },
    ])
    expect((await here.client.ask('run.list', {})).runs).toMatchObject([{ damaged: 'orders.jsonl', state }])
    expect((await settled(here.client, here.client.ask('run.repair', { run }))).state).toBe(state)
    expect(readFileSync(file, 'utf8')).toBe(kept)
    expect((await here.client.ask('run.list', {})).runs).toMatchObject([{ runId: run, state }])
    expect((await verified(here.client, run)).identical).toBe(true)
    expect(rowsOf(here.home, run)).toEqual(rows)
    expect((await here.client.ask('run.repair', { run })).reused).toBe(true)

    // To another machine.
    const there = await workstation()
    const exported = await settled(here.client, here.client.ask('capsule.export', { run }))
    const name = exported.result?.kind === 'export' ? (exported.result.files[0]?.name ?? '') : ''
    const source = { path: path.join(here.home, 'exports', name) }
    const taken = await settled(there.client, there.client.ask('capsule.import', { source }))
    expect(taken).toMatchObject({ problem: null, result: { kind: 'capsule', run, identical: true } })
    expect((await there.client.ask('dataset.list', {})).datasets).toHaveLength(question.datasets.length)
    expect((await verified(there.client, run)).identical).toBe(true)
    expect(rowsOf(there.home, run)).toEqual(rows)
    expect(await there.client.ask('run.events', { run })).toEqual(
      await here.client.ask('run.events', { run }),
    )

    // And from the folders alone.
    await here.close()
    for (const lost of ['tapedeck.db', 'tapedeck.db-wal', 'tapedeck.db-shm'])
      rmSync(path.join(here.home, lost), { force: true })
    const again = await workstation(here.home)
    expect((await again.client.ask('run.list', {})).runs).toMatchObject([
      { runId: run, state, symbols: before[0]?.symbols },
    ])
    expect(rowsOf(again.home, run)).toEqual(rows)
    const rebuilt = await settled(again.client, again.client.ask('doctor.start', { rebuild: true }))
    expect(rebuilt.result).toMatchObject({ kind: 'doctor', runs: 1, damaged: [], forgotten: [] })
    expect(rowsOf(again.home, run)).toEqual(rows)
    expect(readdirSync(path.join(again.home, 'runs', '.staging'))).toEqual([])
    expect(existsSync(path.join(again.home, 'runs', '.orphans'))).toBe(false)
  },
)

test('A4 runs of several symbols part ways at a candle of one of them', async () => {
  const { client } = await workstation()
  const question = await several(client)
  const runs: RunId[] = []
  for (const exit of [4, 5]) {
    const asked = await client.ask('run.start', { ...question, params: { entry: 8, exit } })
    await ended(client, asked.operation)
    runs.push(asked.run)
  }
  const [run, other] = runs as [RunId, RunId]
  const { decision, words } = await client.ask('run.diff', { run, other })
  expect(['AAA', 'CCC']).toContain(decision?.symbol)
  expect(words[1]).toContain(` of ${decision?.symbol} they decided the same`)
})
