import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { importDemo } from '../../src/main/ingest/demo.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { csv, daily, imported, problemOf } from './importing.ts'

test('P11 a stopped import leaves nothing, whenever it is stopped', async () => {
  const text = csv(daily(20_000))
  let looks = 0
  await imported(text, { stopped: () => ++looks < 0 })
  expect(looks).toBeGreaterThanOrEqual(text.length / 65_536)
  for (let at = 1; at <= looks; at++) {
    let look = 0
    // `imported` fails when a file is left in the folder.
    const problem = await problemOf(imported(text, { stopped: () => ++look >= at }))
    expect(problem.code, `look ${at} of ${looks}`).toBe('CANCELLED')
  }
})

test('P11 the demo market can be stopped while it is made', async () => {
  const folder = tempFolder()
  let look = 0
  const listener = { stopped: () => ++look > 5, progress: () => {} }
  expect((await problemOf(importDemo({ folder }, listener))).code).toBe('CANCELLED')
  expect(readdirSync(folder)).toEqual([])
})
