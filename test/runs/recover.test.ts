import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { DAMAGED, ORPHANS, publish } from '../../src/main/runs/publish.ts'
import { type Recovery, recover } from '../../src/main/runs/recover.ts'
import { openStore } from '../../src/main/store/store.ts'
import { drawnSeries } from '../support/drawn-series.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { INPUTS, staged } from './published-run.ts'

function openRoot() {
  const home = tempFolder()
  const root = path.join(home, 'runs')
  mkdirSync(root)
  const { runs, damages } = openStore(path.join(home, 'tapedeck.db'))
  const recovery = (more: Partial<Recovery> = {}): Recovery => ({
    root,
    runs,
    damages,
    isAlive: () => false,
    toRow: async () => null,
    now: () => 5,
    ...more,
  })
  return { root, runs, damages, recovery }
}
const NOTHING = { swept: 0, adopted: 0, orphaned: 0, damaged: 0, mended: 0 }

test('R3 P5 a run that was renamed but never registered is adopted, once', async () => {
  const { root, runs, recovery } = openRoot()
  const { stage, row, run } = await staged(root)
  await publish(root, stage, row, { ...runs, add: () => false })
  expect(runs.find(run)).toBeNull()
  const adopting = recovery({ toRow: async () => row })
  expect(await recover(adopting)).toEqual({ ...NOTHING, adopted: 1 })
  expect(runs.find(run)?.summary).toEqual(row.summary)
  expect(await recover(adopting)).toEqual(NOTHING)
})

test('R3 P5 what a dead process staged is swept, what a living one stages is left', async () => {
  const { root, recovery } = openRoot()
  const { stage } = await staged(root)
  expect(await recover(recovery({ isAlive: (pid) => pid === process.pid }))).toEqual(NOTHING)
  expect(existsSync(stage)).toBe(true)
  expect(await recover(recovery())).toEqual({ ...NOTHING, swept: 1 })
  expect(existsSync(stage)).toBe(false)
})

test('R3 P5 a folder that is no whole run becomes an orphan, and is not destroyed', async () => {
  const { root, runs, recovery } = openRoot()
  const { stage, row, folder } = await staged(root)
  await publish(root, stage, row, { ...runs, add: () => false })
  const manifest = readFileSync(path.join(folder, 'manifest.json'), 'utf8')
  expect(await recover(recovery())).toEqual({ ...NOTHING, orphaned: 1 })
  const [orphan = ''] = readdirSync(path.join(root, ORPHANS))
  expect(readFileSync(path.join(root, ORPHANS, orphan, 'manifest.json'), 'utf8')).toBe(manifest)
  expect([existsSync(folder), await recover(recovery())]).toEqual([false, NOTHING])
})

test('R3 P5 a row whose folder is gone says so, once, and is itself again when the folder is back', async () => {
  const { root, runs, damages, recovery } = openRoot()
  const { stage, row, run, folder } = await staged(root)
  await publish(root, stage, row, runs)
  const elsewhere = path.join(tempFolder(), 'run')
  cpSync(folder, elsewhere, { recursive: true })
  rmSync(folder, { recursive: true })
  expect(await recover(recovery())).toEqual({ ...NOTHING, damaged: 1 })
  expect(await recover(recovery())).toEqual(NOTHING)
  expect(runs.list(10, 0).runs).toEqual([{ ...row.summary, damaged: 'manifest.json' }])
  expect(damages.open()).toEqual([{ run, code: 'ARTIFACT_MISSING', artifact: 'manifest.json' }])

  cpSync(elsewhere, folder, { recursive: true })
  expect(await recover(recovery())).toEqual({ ...NOTHING, mended: 1 })
  expect([runs.find(run)?.summary, damages.open()]).toEqual([row.summary, []])
})

test('R3 a damaged run that is published again takes its old place, and the repair is on record', async () => {
  const { root, runs, damages } = openRoot()
  const first = await staged(root)
  await publish(root, first.stage, first.row, runs)
  damages.add({ run: first.run, code: 'ARTIFACT_TAMPERED', artifact: 'trades.jsonl' }, 2)
  writeFileSync(path.join(first.folder, 'manifest.json'), 'not one')
  const again = await staged(root)
  expect(await publish(root, again.stage, again.row, runs)).toBe(true)
  expect([damages.open(), runs.find(first.run)?.summary.damaged]).toEqual([[], undefined])
  expect(readdirSync(path.join(root, DAMAGED))).toHaveLength(1)
  expect(readFileSync(path.join(first.folder, 'manifest.json'), 'utf8')).toContain(first.run)
})

test('P5 a folder that nobody registered gives way to the run that is published', async () => {
  const { root, runs } = openRoot()
  const { stage, row, folder } = await staged(root, { ...INPUTS, params: { fast: 6, slow: 20 } })
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'manifest.json'), '{}')
  expect(await publish(root, stage, row, runs)).toBe(true)
  expect(readdirSync(folder)).toContain('equity.bin')
  expect(readdirSync(path.join(root, ORPHANS))).toHaveLength(1)
})

test('R3 P5 what took the place of a failed run is adopted where its row is missing', async () => {
  const { root, runs, recovery } = openRoot()
  const whole = drawnSeries()
  const damaged = { ...whole, low: whole.low.slice() }
  damaged.low[200] = 0
  const failed = await staged(root, INPUTS, damaged)
  await publish(root, failed.stage, failed.row, runs)
  const sound = await staged(root)
  await publish(root, sound.stage, sound.row, { ...runs, add: () => false })
  expect(runs.find(failed.run)?.summary.state).toBe('failed')
  const adopting = recovery({ toRow: async () => sound.row })
  expect(await recover(adopting)).toEqual({ ...NOTHING, adopted: 1 })
  expect(runs.list(10, 0).runs).toEqual([sound.row.summary])
  expect(await recover(adopting)).toEqual(NOTHING)
})
