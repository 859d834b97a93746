/** A run that is computed again at a press: the same, or what is not, and the way back. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { candleFiles } from '../support/e2e/candle-files.ts'
import { launch, SMALL, type App } from '../support/e2e/launch.ts'
import { button, dataset, fillIn, noise, openRun, place, rows } from '../support/e2e/person.ts'

const files = candleFiles()
afterAll(() => files.remove())

let app: App
let trades = ''
beforeAll(async () => {
  app = await launch({ size: SMALL })
  await app.drop('main', [files.daily('DRAWN_1d.csv', 600)])
  await dataset(app.page, 'DRAWN').waitFor()
  await fillIn(app.page, '1d')
  await button(app.page, 'Run').click()
  const { address } = await openRun(app.page)
  trades = join(app.home, 'runs', address.slice(-64), 'trades.jsonl')
})

test('A4 a run is reproduced and verified; where a file was changed it says which line, and puts it right', async () => {
  const { page } = app
  await button(page, 'Reproduce').click()
  await page.getByText('Computed again: every byte is the same.').waitFor()
  await button(page, 'Verified ✓').waitFor()

  const before = readFileSync(trades, 'utf8')
  writeFileSync(trades, before.replace('"trade":3', '"trade":4'))
  await button(page, 'Reproduce again').click()
  await page.getByText('One file is not what it should be.').waitFor()
  await page.getByText('is not as it was written, from line 3').waitFor()

  // The list knows too.
  await button(page, 'Close').click()
  await place(page, 'Runs').click()
  await rows(page, 'Runs').getByText('damaged').waitFor()
  await page.goBack()
  await button(page, 'Reproduce').click()
  await button(page, 'Put it right').click()
  await button(page, 'Verified ✓').waitFor()
  expect(readFileSync(trades, 'utf8')).toBe(before)
  expect(noise(app)).toEqual([])
})
