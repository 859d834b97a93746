import { expect, test } from 'vitest'
import type { RunId } from '../../src/shared/brand.ts'
import { publish } from '../../src/main/runs/publish.ts'
import { Shelf, type ShelvedRun } from '../../src/main/runs/shelf.ts'
import type { RunTable } from '../../src/main/store/runs.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { INPUTS, staged } from './published-run.ts'

const nobody = { find: () => null, add: () => true } as Partial<RunTable> as RunTable

test('U3 at most eight runs stay open, and the one looked at longest ago goes first', async () => {
  const root = tempFolder()
  const shelf = new Shelf(root)
  const taken: { run: RunId; sha256: string; opened: ShelvedRun }[] = []
  for (let seed = 0; seed < 9; seed++) {
    const { stage, row, run } = await staged(root, { ...INPUTS, settings: { ...INPUTS.settings, seed } })
    await publish(root, stage, row, nobody)
    const opened = await shelf.take(run, row.manifestSha256)
    taken.push({ run, sha256: row.manifestSha256, opened })
    // The first is looked at again and again.
    const first = taken[0]!
    expect(await shelf.take(first.run, first.sha256)).toBe(first.opened)
  }
  const again = (at: number) => shelf.take(taken[at]!.run, taken[at]!.sha256)
  expect(await again(8)).toBe(taken[8]!.opened)
  expect(await again(1)).not.toBe(taken[1]!.opened)
})
