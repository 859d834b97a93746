import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { commit } from '../../src/main/runs/commit.ts'
import { Shelf } from '../../src/main/runs/shelf.ts'
import { openStore } from '../../src/main/store/store.ts'
import { drawnSeries } from '../support/drawn-series.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { INPUTS, staged } from './published-run.ts'

test('R6 what succeeds takes the place of what failed, and nothing takes the place of what succeeded', async () => {
  const home = tempFolder()
  const root = path.join(home, 'runs')
  mkdirSync(root)
  const store = openStore(path.join(home, 'tapedeck.db'))
  onTestFinished(() => store.close())

  const whole = drawnSeries()
  const damaged = { ...whole, low: whole.low.slice() }
  damaged.low[200] = 0
  const failed = await staged(root, INPUTS, damaged)
  expect(failed.row.summary).toMatchObject({ state: 'failed', problem: { code: 'ARTIFACT_TAMPERED' } })
  expect(await commit(root, failed.stage, failed.row, store)).toBe(true)
  expect(store.runs.list(10, 0).runs).toMatchObject([{ runId: failed.run, state: 'failed' }])

  const sound = await staged(root)
  expect(sound.run).toBe(failed.run)
  expect(await commit(root, sound.stage, sound.row, store)).toBe(true)
  expect(store.runs.list(10, 0)).toMatchObject({ total: 1, runs: [{ state: 'succeeded', problem: null }] })
  const shelved = await new Shelf(root).take(sound.run, sound.row.manifestSha256)
  expect([shelved.manifest.failure, (await shelved.events())?.lines]).toEqual([
    undefined,
    readFileSync(path.join(sound.folder, 'events.jsonl'), 'utf8').trimEnd().split('\n').length,
  ])

  const again = await staged(root)
  expect(await commit(root, again.stage, again.row, store)).toBe(false)
  expect(readdirSync(root).toSorted()).toEqual(['.staging', sound.run])
  expect(readdirSync(path.join(root, '.staging'))).toEqual([])
})
