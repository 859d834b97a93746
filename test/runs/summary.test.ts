import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { RunSummary } from '../../src/shared/run.ts'
import { openStore } from '../../src/main/store/store.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { staged } from './published-run.ts'

test('R7 a run that was registered when runs had one symbol is listed and found as it was', async () => {
  const home = tempFolder()
  const file = path.join(home, 'tapedeck.db')
  const { row, run } = await staged(path.join(home, 'runs'))
  const first = openStore(file)
  first.runs.add(row)
  first.close()

  const { datasets, symbols, ...rest }: RunSummary = row.summary
  const old = new Database(file)
  old
    .prepare('UPDATE runs SET summary = ?')
    .run(JSON.stringify({ ...rest, dataset: datasets[0], symbol: symbols[0] }))
  old.close()

  const store = openStore(file)
  expect(store.runs.find(run)?.summary).toEqual(row.summary)
  expect(store.runs.list(5, 0).runs).toEqual([row.summary])
  store.close()
})
