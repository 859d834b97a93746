import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { DatasetId, RunId } from '../../src/shared/brand.ts'
import type { Client } from '../../src/shared/contract.ts'
import type { OperationResult } from '../../src/shared/operation.ts'
import { ended } from '../support/ended.ts'
import { forge } from '../support/forge.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { importDrawn, workstation } from '../support/workstation.ts'

/** A run as the first version of the engine left it. */
const FIRST_ENGINE = fileURLToPath(new URL('../fixtures/runs/engine-1/', import.meta.url))
const SMA = { strategy: 'sma-cross', params: { fast: 5, slow: 20 } } as const

async function made(client: Client, dataset: DatasetId, params = {}): Promise<RunId> {
  const asked = { ...SMA, datasets: [dataset], params: { ...SMA.params, ...params } }
  const { operation, run } = await client.ask('run.start', asked)
  await ended(client, operation)
  return run
}

async function resultOf<K extends OperationResult['kind']>(
  client: Client,
  starting: Promise<{ operation: Parameters<typeof ended>[1] }>,
  kind: K,
): Promise<Extract<OperationResult, { kind: K }>> {
  const { result, problem } = await ended(client, (await starting).operation)
  if (result?.kind !== kind) throw new Error(`ended otherwise: ${JSON.stringify(problem ?? result)}`)
  return result as Extract<OperationResult, { kind: K }>
}

const verified = (client: Client, run: RunId) => resultOf(client, client.ask('run.verify', { run }), 'verify')

test('R4 A4 a run is computed again and is the same, byte for byte; nothing is left of it', async () => {
  const { client, home } = await workstation()
  const run = await made(client, await importDrawn(client))
  const found = await verified(client, run)
  expect(found).toMatchObject({ identical: true, notRecomputed: null, differences: [] })
  expect(readdirSync(path.join(home, 'runs', '.staging'))).toEqual([])
})

test('R4 P17 a changed line is named with what was kept and what comes out; the run is shown as damaged, then put right', async () => {
  const { client, home } = await workstation()
  const run = await made(client, await importDrawn(client))
  const file = path.join(home, 'runs', run, 'trades.jsonl')
  const before = readFileSync(file, 'utf8')
  writeFileSync(file, before.replace('"trade":2', '"trade":9'))
  const { identical, differences } = await verified(client, run)
  expect([identical, differences]).toEqual([
    false,
    [
      expect.objectContaining({
        name: 'trades.jsonl',
        is: 'changed',
        line: 2,
        kept: expect.stringContaining('"trade":9'),
        again: expect.stringContaining('"trade":2'),
      }),
    ],
  ])
  expect((await client.ask('run.list', {})).runs[0]).toMatchObject({ runId: run, damaged: 'trades.jsonl' })

  const repaired = await client.ask('run.repair', { run })
  await ended(client, repaired.operation)
  expect([repaired.run, repaired.reused, readFileSync(file, 'utf8')]).toEqual([run, false, before])
  expect((await client.ask('run.list', {})).runs[0]?.damaged).toBeUndefined()
  expect((await verified(client, run)).identical).toBe(true)
  // What was found is still there for whoever wants to know what happened.
  expect(readdirSync(path.join(home, 'runs', '.damaged'))).toHaveLength(1)
})

test('R4 a run whose folder is gone stays in the list as damaged, and is put right by asking for it', async () => {
  const { client, home } = await workstation()
  const dataset = await importDrawn(client)
  const run = await made(client, dataset)
  rmSync(path.join(home, 'runs', run), { recursive: true })
  await expect(client.ask('run.read', { run })).rejects.toMatchObject({ code: 'ARTIFACT_MISSING' })
  expect((await client.ask('run.list', {})).runs).toEqual([
    expect.objectContaining({ damaged: 'manifest.json' }),
  ])
  expect((await verified(client, run)).notRecomputed).toBe('manifest')
  expect(await made(client, dataset)).toBe(run)
  expect((await verified(client, run)).identical).toBe(true)
})

test('P17 a file that is brought back as it was makes the run sound again when it is looked at', async () => {
  const { client, home } = await workstation()
  const run = await made(client, await importDrawn(client))
  const file = path.join(home, 'runs', run, 'trades.jsonl')
  const before = readFileSync(file)
  truncateSync(file, 10)
  await verified(client, run)
  expect((await client.ask('run.list', {})).runs[0]?.damaged).toBe('trades.jsonl')
  writeFileSync(file, before)
  expect((await verified(client, run)).identical).toBe(true)
  expect((await client.ask('run.list', {})).runs[0]?.damaged).toBeUndefined()
})

test('P17 a file that is damaged while it is open is said to be damaged, never half read', async () => {
  const { client, home } = await workstation()
  const run = await made(client, await importDrawn(client))
  await client.ask('run.trades', { run })
  const file = path.join(home, 'runs', run, 'trades.jsonl')
  // Still lines of JSON, and of the same length: only a checksum can tell.
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"netPnl":"(-?)(\d)/, '"netPnl":"$17'))
  await expect(client.ask('run.trades', { run })).rejects.toMatchObject({ code: 'ARTIFACT_TAMPERED' })
  truncateSync(file, 10)
  await expect(client.ask('run.trades', { run })).rejects.toMatchObject({ code: 'ARTIFACT_TAMPERED' })
})

test('R4 where the candles are gone, hashes are checked and it is said that nothing was computed', async () => {
  const first = await workstation()
  const dataset = await importDrawn(first.client)
  const run = await made(first.client, dataset)
  await first.close()
  rmSync(path.join(first.home, 'candles', `${dataset}.candles`))
  const { client } = await workstation(first.home)
  expect(await verified(client, run)).toMatchObject({
    identical: false,
    notRecomputed: 'candles',
    differences: [],
  })
})

test('A4 two runs part ways in one input, at one decision and one trade, and it is said in words', async () => {
  const { client } = await workstation()
  const dataset = await importDrawn(client)
  const [run, other] = [await made(client, dataset), await made(client, dataset, { slow: 40 })]
  const diff = await client.ask('run.diff', { run, other })
  expect(diff.inputs).toEqual([{ field: 'params.slow', first: '20', second: '40' }])
  // Candle 20 is where the first may decide and the second still warms up.
  expect(diff.decision).toMatchObject({ first: { wanted: 'enter-long' }, second: null })
  expect(diff.trade).toMatchObject({ trade: 1, field: 'entryTime' })
  expect(diff.words[0]).toBe('They differ in params.slow: 20 in the first, 40 in the second.')
  expect(diff.words).toHaveLength(3)
  const same = await client.ask('run.diff', { run, other: run })
  expect(same).toMatchObject({ inputs: [], decision: null, trade: null })
})

test('A4 runs whose results are the same say so, though their inputs are not', async () => {
  const { client } = await workstation()
  const dataset = await importDrawn(client)
  const run = await made(client, dataset)
  const { operation, run: other } = await client.ask('run.start', {
    datasets: [dataset],
    ...SMA,
    journal: 'full',
  })
  await ended(client, operation)
  expect((await client.ask('run.diff', { run, other })).words).toEqual([
    'They differ in journal: events in the first, full in the second.',
    'Every decision is the same.',
    'Every trade is the same.',
  ])
})

async function exported(client: Client, home: string, run: RunId): Promise<string> {
  const { files } = await resultOf(client, client.ask('capsule.export', { run }), 'export')
  return path.join(home, 'exports', files[0]?.name ?? '')
}

test('R4 a capsule takes a run to another machine, where it verifies; the same run gives the same file', async () => {
  const [here, there] = [await workstation(), await workstation()]
  const run = await made(here.client, await importDrawn(here.client))
  const file = await exported(here.client, here.home, run)
  const bytes = readFileSync(file)
  expect(readFileSync(await exported(here.client, here.home, run)).equals(bytes)).toBe(true)

  const taking = () =>
    resultOf(there.client, there.client.ask('capsule.import', { source: { path: file } }), 'capsule')
  expect(await taking()).toEqual({ kind: 'capsule', run, identical: true, reused: false })
  expect(await there.client.ask('run.trades', { run })).toEqual(await here.client.ask('run.trades', { run }))
  expect((await verified(there.client, run)).identical).toBe(true)
  expect(await taking()).toMatchObject({ reused: true })
  expect(readdirSync(path.join(there.home, 'runs', '.staging'))).toEqual([])
})

test('T6 a capsule with forged results is refused, and nothing of it stays', async () => {
  const [here, there] = [await workstation(), await workstation()]
  const run = await made(here.client, await importDrawn(here.client))
  const forged = path.join(tempFolder(), 'forged.tapedeck')
  writeFileSync(forged, forge(path.join(here.home, 'runs', run), here.home))
  const { operation } = await there.client.ask('capsule.import', { source: { path: forged } })
  expect(await ended(there.client, operation)).toMatchObject({
    state: 'failed',
    problem: {
      code: 'CAPSULE_INVALID',
      details: { text: expect.stringContaining('not what its inputs give') },
    },
  })
  expect([
    (await there.client.ask('run.list', {})).total,
    (await there.client.ask('dataset.list', {})).datasets,
    readdirSync(path.join(there.home, 'candles')),
    readdirSync(path.join(there.home, 'runs', '.staging')),
  ]).toEqual([0, [], [], []])
})

test('R3 doctor finds what is damaged, and --rebuild makes the index from the folders alone', async () => {
  const { client, home } = await workstation()
  const dataset = await importDrawn(client)
  const [sound, damaged, gone] = [
    await made(client, dataset),
    await made(client, dataset, { fast: 6 }),
    await made(client, dataset, { fast: 7 }),
  ]
  const before = (await client.ask('run.list', {})).runs
  truncateSync(path.join(home, 'runs', damaged, 'equity.bin'), 10)
  rmSync(path.join(home, 'runs', gone), { recursive: true })
  const looked = await resultOf(client, client.ask('doctor.start', {}), 'doctor')
  expect(looked).toMatchObject({ runs: 3, datasets: 1, damagedDatasets: [], forgotten: [], rebuilt: false })
  expect(looked.damaged.map(({ runId, artifact }) => [runId, artifact]).sort()).toEqual(
    [
      [damaged, 'equity.bin'],
      [gone, 'manifest.json'],
    ].sort(),
  )
  const rebuilt = await resultOf(client, client.ask('doctor.start', { rebuild: true }), 'doctor')
  expect([rebuilt.runs, rebuilt.forgotten.toSorted()]).toEqual([1, [damaged, gone].sort()])
  expect((await client.ask('run.list', {})).runs).toEqual(before.filter(({ runId }) => runId === sound))
  expect(JSON.parse(readFileSync(path.join(home, 'runs', 'index.json'), 'utf8')).total).toBe(1)
  // Given up means out of the index: the damaged folder and a copy of the old index are still there.
  expect(existsSync(path.join(home, 'runs', damaged))).toBe(true)
})

test('R3 candles that outlived the store are found again, with the name of the file they came from', async () => {
  const first = await workstation()
  const dataset = await importDrawn(first.client)
  const run = await made(first.client, dataset)
  const card = await first.client.ask('dataset.read', { dataset })
  await first.close()
  for (const file of ['tapedeck.db', 'tapedeck.db-wal', 'tapedeck.db-shm'])
    rmSync(path.join(first.home, file), { force: true })
  writeFileSync(path.join(first.home, 'candles', `${'ab'.repeat(32)}.candles`), 'no candles')
  const { client } = await workstation(first.home)
  const { datasets } = await client.ask('dataset.list', {})
  expect(datasets).toEqual([
    {
      ...card,
      dialect: 'found again',
      recognised: [expect.anything()],
      importedAt: expect.any(Number),
      source: { ...card.source, bytes: expect.any(Number) },
    },
  ])
  expect((await verified(client, run)).identical).toBe(true)
  expect(readdirSync(path.join(first.home, 'candles', '.damaged'))).toHaveLength(1)
})

test('P18 a backup that is restored brings back what was there, and runs made since are found again', async () => {
  const { client } = await workstation()
  const dataset = await importDrawn(client)
  const first = await made(client, dataset)
  await client.ask('preference.write', { name: 'theme', value: 'light' })
  const { name } = await client.ask('backup.make', {})
  const second = await made(client, dataset, { fast: 6 })
  await client.ask('preference.write', { name: 'theme', value: 'dark' })
  await client.ask('backup.restore', { name })
  expect([
    (await client.ask('preference.list', {})).preferences['theme'],
    (await client.ask('run.list', {})).runs.map(({ runId }) => runId).sort(),
  ]).toEqual(['light', [first, second].sort()])
  // What was there before the restore is a backup too.
  expect((await client.ask('backup.list', {})).backups.map(({ reason }) => reason)).toContain('restore')
  await expect(client.ask('backup.restore', { name: '../tapedeck.db' })).rejects.toMatchObject({
    code: 'USAGE',
  })
})

test('R7 a run of the first engine opens, is checked by its hashes, and is never recomputed as another', async () => {
  const home = tempFolder()
  mkdirSync(path.join(home, 'runs'), { recursive: true })
  const [run = ''] = readdirSync(FIRST_ENGINE)
  cpSync(path.join(FIRST_ENGINE, run), path.join(home, 'runs', run), { recursive: true })
  const { client } = await workstation(home)
  const id = run as RunId
  const { manifest } = await client.ask('run.read', { run: id })
  expect([manifest.engine, (await client.ask('run.trades', { run: id })).total > 0]).toEqual([
    'tapedeck-engine/1',
    true,
  ])
  expect(await verified(client, id)).toMatchObject({
    identical: false,
    notRecomputed: 'engine',
    differences: [],
  })
  await expect(client.ask('run.repair', { run: id })).rejects.toMatchObject({ code: 'SCHEMA_UNSUPPORTED' })
})
