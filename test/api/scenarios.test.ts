/** The operation scenarios that need no window, each as somebody could do it by hand. */
import { readdirSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { DatasetId } from '../../src/shared/brand.ts'
import type { Client, Door } from '../../src/shared/contract.ts'
import { isOver } from '../../src/shared/operation.ts'
import { readLog } from '../../src/main/api/log.ts'
import { ended } from '../support/ended.ts'
import { importDrawn, workstation } from '../support/workstation.ts'
import { codeOf, enter, over } from './entrances.ts'

const SMA = { strategy: 'sma-cross', params: { fast: 5, slow: 20 } } as const

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

/** B1.1 as the other scenarios end with it: a run works, whatever went wrong before. */
async function smoke(client: Client, dataset: DatasetId, capital: number): Promise<void> {
  const settings = { capital: String(capital) }
  const { operation, run } = await client.ask('run.start', { datasets: [dataset], ...SMA, settings })
  expect(await ended(client, operation)).toMatchObject({ state: 'succeeded', result: { run } })
}

/** Beside the store and a copy of it that is being made. */
const openFiles = (home: string): string[] =>
  readdirSync('/proc/self/fd').flatMap((name) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${name}`)
      return target.startsWith(home) && !/[/\\]\.?tapedeck[.-][^/\\]*$/.test(target) ? [target] : []
    } catch {
      return []
    }
  })

test('B1.1 the demo market and a built-in strategy: figures, artifacts as their manifest says, no error in the log', async () => {
  const { client, home } = await workstation()
  const { operation: demo } = await client.ask('dataset.demo', {})
  const { result } = await ended(client, demo)
  if (result?.kind !== 'import') throw new Error('no demo market')
  const { operation, run } = await client.ask('run.start', {
    datasets: [result.dataset],
    timeframe: '4h',
    ...SMA,
  })
  const over = await ended(client, operation)
  expect(over).toMatchObject({ state: 'succeeded', result: { timings: { engine: expect.any(Number) } } })
  const { manifest, metrics } = await client.ask('run.read', { run })
  for (const { value } of [metrics.netProfitPct, metrics.maxDrawdownPct, metrics.closedTrades])
    expect(value).toEqual(expect.any(Number))
  expect(metrics.sharpe).toEqual(
    metrics.sharpe.value === null
      ? { value: null, reason: expect.any(String) }
      : { value: expect.any(Number) },
  )
  const folder = path.join(home, 'runs', run)
  expect(manifest.artifacts.length).toBeGreaterThan(4)
  for (const { name, sha256: written } of manifest.artifacts)
    expect([name, sha256(path.join(folder, name))]).toEqual([name, written])
  const lines = readLog(path.join(home, 'logs'), 1000)
  expect(lines.filter(({ level }) => level === 'error')).toEqual([])
  const told = lines.filter(({ facts }) => facts.includes(operation)).map(({ event }) => event)
  expect(told.reverse()).toEqual(['run.requested', 'run.started', 'run.published'])
})

test('B2.2 P12 polled as a script would, percentages only grow, and two who ask see the same', async () => {
  const { door } = await enter('api')
  const { operation } = await door.ask('dataset.demo', {})
  const percents: number[] = []
  for (;;) {
    const one = await door.ask('operation.read', { operation })
    // Another who asks a moment later sees what it is by then, and nothing that was before.
    const other = await door.ask('operation.read', { operation })
    expect(other.progress.done).toBeGreaterThanOrEqual(one.progress.done)
    percents.push(one.progress.of === 0 ? 0 : (100 * one.progress.done) / one.progress.of)
    if (isOver(one)) break
  }
  expect(percents).toEqual(percents.toSorted((a, b) => a - b))
  expect(percents.at(-1)).toBe(100)
  expect(percents.some((percent) => percent > 0 && percent < 100)).toBe(true)
})

test.each([
  ['gone', (file: string) => rmSync(file), /^(ARTIFACT_MISSING|DATASET_NOT_FOUND)$/],
  [
    'moved',
    (file: string) => renameSync(file, `${file}.elsewhere`),
    /^(ARTIFACT_MISSING|DATASET_NOT_FOUND)$/,
  ],
  [
    'changed',
    (file: string) => {
      const bytes = readFileSync(file)
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
      writeFileSync(file, bytes)
    },
    /^ARTIFACT_TAMPERED$/,
  ],
] as const)(
  'B4.2 candles that are %s since their import are refused, and old runs still open',
  async (_, hurt, code) => {
    const first = await workstation()
    const dataset = await importDrawn(first.client)
    await smoke(first.client, dataset, 1000)
    const [before] = (await first.client.ask('run.list', {})).runs
    if (before === undefined) throw new Error('no run')
    await first.close()
    hurt(path.join(first.home, 'candles', `${dataset}.candles`))
    const { client } = await workstation(first.home)
    const { operation } = await client.ask('run.start', { datasets: [dataset], strategy: 'donchian' })
    const { state, problem } = await ended(client, operation)
    expect([state, problem?.code]).toEqual(['failed', expect.stringMatching(code)])
    expect(problem?.hint).toMatch(/import/i)
    expect((await client.ask('run.trades', { run: before.runId })).total).toBeGreaterThan(0)
    expect((await client.ask('run.list', {})).total).toBe(1)
    // Imported again, everything is as before.
    await smoke(client, await importDrawn(client), 2000)
    expect(openFiles(first.home)).toEqual([])
  },
)

test('B4.4 a strategy that is no strategy of ours is refused, and no path is looked at or repeated', async () => {
  const { client, home } = await workstation()
  const dataset = await importDrawn(client)
  for (const strategy of [
    '/etc/passwd',
    '../../strategies/x.ts',
    'C:\\models\\x.onnx',
    'sma-crsos',
    '__proto__',
  ]) {
    const door: Door = client
    const problem = await door
      .ask('run.start', { datasets: [dataset], strategy })
      .catch((error: unknown) => error)
    expect(problem).toMatchObject({ code: 'STRATEGY_UNKNOWN' })
    expect(JSON.stringify(problem)).not.toMatch(/\/etc\/|strategies\/|C:/)
  }
  expect((await client.ask('operation.list', { kind: 'run' })).operations).toEqual([])
  await smoke(client, dataset, 1000)
  expect(openFiles(home)).toEqual([])
})

test('P11 B1.3 cancelled at thirty moments, each ends, nothing of it is there, and the same question is answered after', async () => {
  const { client, home } = await workstation()
  const dataset = await importDrawn(client, 20_000)
  for (let round = 0; round < 30; round++) {
    const settings = { capital: String(1000 + round) }
    const { operation, run } = await client.ask('run.start', {
      datasets: [dataset],
      ...SMA,
      settings,
      journal: 'full',
    })
    // From before it begins until about its end.
    await new Promise((resolve) => setTimeout(resolve, round * 4))
    await codeOf(client.ask('operation.cancel', { operation }))
    const { state } = await ended(client, operation)
    const isThere = readdirSync(path.join(home, 'runs')).includes(run)
    expect([round, state, isThere]).toEqual([
      round,
      state === 'succeeded' ? state : 'cancelled',
      state === 'succeeded',
    ])
  }
  expect(readdirSync(path.join(home, 'runs', '.staging'))).toEqual([])
  const { operations } = await client.ask('operation.list', { kind: 'run', limit: 100 })
  const kept = operations.filter(({ state }) => state === 'succeeded').length
  expect([(await client.ask('run.list', {})).total, operations.every(isOver)]).toEqual([kept, true])
  expect(operations.filter(({ state }) => state === 'cancelled').length).toBeGreaterThan(0)
  const { operation } = await client.ask('run.start', {
    datasets: [dataset],
    ...SMA,
    settings: { capital: '1000' },
  })
  expect((await over(client, operation)).state).toBe('succeeded')
  expect(openFiles(home)).toEqual([])
})
