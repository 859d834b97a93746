import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { DAMAGED, discardStage, publish, setAside, writeIndex } from '../../src/main/runs/publish.ts'
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

test('R3 a damaged run is moved aside, not destroyed, and its row stays', async () => {
  const { root, runs } = openRoot()
  const { stage, row, run, folder } = await staged(root)
  await publish(root, stage, row, runs)
  await setAside(root, run, DAMAGED)
  expect([existsSync(folder), runs.find(run)?.summary, readdirSync(path.join(root, DAMAGED)).length]).toEqual(
    [false, row.summary, 1],
  )
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

test('P6 two processes that write index.json at once leave the newer list, whoever was last', async () => {
  const { root, runs } = openRoot()
  const { stage, row } = await staged(root)
  let lists = 0
  // The other process publishes between this one's list and its rename.
  const slow: typeof runs = {
    ...runs,
    list(limit, offset) {
      const list = runs.list(limit, offset)
      if (lists++ === 0) runs.add(row)
      return list
    },
  }
  await writeIndex(root, slow)
  expect(JSON.parse(readFileSync(path.join(root, 'index.json'), 'utf8')).total).toBe(1)
  await discardStage(stage)
})
