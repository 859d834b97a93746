import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { publish, recover, setAside, writeIndex } from '../../src/main/runs/publish.ts'
import { Shelf } from '../../src/main/runs/shelf.ts'
import { openStore } from '../../src/main/store/store.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { INPUTS, staged } from './published-run.ts'

function openRoot() {
  const home = tempFolder()
  const root = path.join(home, 'runs')
  mkdirSync(root)
  return { root, runs: openStore(path.join(home, 'tapedeck.db')).runs }
}
const nobody = () => false

test('R2 a published run has the artifacts of SPEC.md, each as its manifest says', async () => {
  const { root, runs } = openRoot()
  const { stage, row, run, folder } = await staged(root)
  expect(await publish(root, stage, row, runs)).toBe(true)
  expect(readdirSync(folder).sort()).toEqual([
    'decision_records.jsonl',
    'equity.bin',
    'events.jsonl',
    'fills.jsonl',
    'manifest.json',
    'metrics.json',
    'orders.jsonl',
    'timeline.json',
    'trades.jsonl',
  ])
  const shelved = await new Shelf(root).take(run, row.manifestSha256)
  const trades = await shelved.trades()
  const equity = await shelved.equity()
  expect([
    shelved.manifest.runId,
    trades.lines > 3,
    equity.equity.length,
    (await shelved.metrics()).metrics.closedTrades.value,
  ]).toEqual([run, true, shelved.manifest.evaluated.candles, row.summary.closedTrades])
})

test('R1 the same inputs give the same bytes', async () => {
  const bytes = async () => {
    const { stage } = await staged(tempFolder())
    return readdirSync(stage)
      .sort()
      .map((name) => [name, readFileSync(path.join(stage, name)).toString('base64')])
  }
  expect(await bytes()).toEqual(await bytes())
})

test('R1 publishing an equal run a second time keeps the first', async () => {
  const { root, runs } = openRoot()
  const [first, second] = [await staged(root), await staged(root)]
  expect([
    await publish(root, first.stage, first.row, runs),
    await publish(root, second.stage, second.row, runs),
  ]).toEqual([true, false])
  expect([runs.list(10, 0).total, readdirSync(path.join(root, '.staging'))]).toEqual([1, []])
})

test('R3 P5 a run that was renamed but never registered is adopted, once', async () => {
  const { root, runs } = openRoot()
  const { stage, row, run } = await staged(root)
  await publish(root, stage, row, { ...runs, add: () => false })
  expect(runs.find(run)).toBeNull()
  const adopt = async () => row
  expect(await recover(root, runs, nobody, adopt)).toEqual({ adopted: 1, swept: 0 })
  expect(runs.find(run)?.summary).toEqual(row.summary)
  expect(await recover(root, runs, nobody, adopt)).toEqual({ adopted: 0, swept: 0 })
})

test('R3 P5 what a dead process staged is swept, what a living one stages is left', async () => {
  const { root, runs } = openRoot()
  const { stage } = await staged(root)
  expect(
    await recover(
      root,
      runs,
      (pid) => pid === process.pid,
      async () => null,
    ),
  ).toEqual({ adopted: 0, swept: 0 })
  expect(existsSync(stage)).toBe(true)
  expect(await recover(root, runs, nobody, async () => null)).toEqual({ adopted: 0, swept: 1 })
  expect(existsSync(stage)).toBe(false)
})

test('R3 a folder whose manifest does not give its name is never adopted, and makes room for one that does', async () => {
  const { root, runs } = openRoot()
  const { stage, row, folder } = await staged(root)
  await publish(root, stage, row, { ...runs, add: () => false })
  const manifest = path.join(folder, 'manifest.json')
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"fast": 5', '"fast": 6'))
  expect(await recover(root, runs, nobody, async () => row)).toEqual({ adopted: 0, swept: 0 })
  expect([existsSync(folder), readdirSync(path.join(root, '.damaged')).length]).toEqual([false, 1])
})

test.each([
  'decision_records.jsonl',
  'equity.bin',
  'events.jsonl',
  'fills.jsonl',
  'manifest.json',
  'metrics.json',
  'orders.jsonl',
  'timeline.json',
  'trades.jsonl',
])('P17 one flipped bit in %s is detected, and a missing file is named', async (name) => {
  const { root, runs } = openRoot()
  const { stage, row, run, folder } = await staged(root)
  await publish(root, stage, row, runs)
  const openAll = async () => {
    const shelved = await new Shelf(root).take(run, row.manifestSha256)
    await shelved.metrics()
    await shelved.timeline()
    await shelved.equity()
    await shelved.trades()
    await shelved.decisions()
    await shelved.fills()
    await shelved.orders()
    await shelved.events()
  }
  await openAll()
  const bytes = readFileSync(path.join(folder, name))
  const middle = bytes.length >> 1
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  writeFileSync(path.join(folder, name), bytes)
  await expect(openAll()).rejects.toMatchObject({ code: 'ARTIFACT_TAMPERED', details: { text: name } })
  rmSync(path.join(folder, name))
  await expect(openAll()).rejects.toMatchObject({ code: 'ARTIFACT_MISSING', details: { text: name } })
})

test('R3 a damaged run is moved aside, not destroyed', async () => {
  const { root, runs } = openRoot()
  const { stage, row, run, folder } = await staged(root)
  await publish(root, stage, row, runs)
  await setAside(root, run, runs)
  expect([existsSync(folder), runs.find(run), readdirSync(path.join(root, '.damaged')).length]).toEqual([
    false,
    null,
    1,
  ])
})

test('P6 index.json lists what is registered and is rebuilt byte for byte', async () => {
  const { root, runs } = openRoot()
  for (const fast of [5, 6, 7]) {
    const { stage, row } = await staged(root, { ...INPUTS, params: { fast, slow: 20 } })
    await publish(root, stage, row, runs)
  }
  await writeIndex(root, runs)
  const index = readFileSync(path.join(root, 'index.json'), 'utf8')
  expect(JSON.parse(index).runs).toHaveLength(3)
  rmSync(path.join(root, 'index.json'))
  await writeIndex(root, runs)
  expect(readFileSync(path.join(root, 'index.json'), 'utf8')).toBe(index)
})
