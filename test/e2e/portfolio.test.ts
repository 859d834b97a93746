/** Several symbols in one run, at the window. */
import { afterAll, afterEach, expect, test } from 'vitest'
import { candleFiles } from '../support/e2e/candle-files.ts'
import { type App, launch, SMALL } from '../support/e2e/launch.ts'
import { button, choice, dataset, fillIn, noise, openRun, place, rows } from '../support/e2e/person.ts'
import { csvOf, hourly } from '../support/together.ts'

const files = candleFiles()
afterAll(() => files.remove())

let app: App
afterEach(() => expect(noise(app)).toEqual([]))

const SYMBOLS = ['AAA', 'BBB', 'CCC']

test('GA-7 U2 U3 three symbols on one account: chosen, run, found in the list, and each looked at', async () => {
  app = await launch({ size: SMALL })
  const { page } = app
  const paths = SYMBOLS.map((symbol, index) =>
    files.holding(`${symbol}_1h.csv`, [csvOf(hourly(symbol, { seed: index + 1, rows: 900 })).trim()]),
  )
  await app.drop('main', paths)
  for (const symbol of SYMBOLS) await dataset(page, symbol).waitFor()

  await fillIn(page, '1h')
  await choice(page, 'Dataset').selectOption({ index: 0 })
  const others = choice(page, 'More symbols')
  await others.selectOption({ index: 1 })
  await others.selectOption({ index: 1 })
  await page
    .getByRole('button', { name: /^Remove/ })
    .nth(1)
    .waitFor()
  await choice(page, 'Accounts').selectOption('One shared by all')
  await app.screenshot('new-run-several')
  await button(page, 'Run').click()
  const seen = await openRun(page)
  await page.getByRole('tab', { name: 'Metrics' }).click()
  expect(await page.getByRole('region', { name: 'Symbols' }).innerText()).toMatch(/AAA\s+.*\s+BBB/)
  await page.getByRole('tab', { name: /^Trades/ }).click()
  expect([seen.bars > 0, seen.markers > 0]).toEqual([true, true])
  expect(seen.trades.join()).toMatch(/AAA|BBB|CCC/)

  const shown = choice(page, 'Symbol shown, of 3')
  expect(await shown.inputValue()).toBe('AAA')
  await rows(page, 'Trades').filter({ hasText: 'CCC' }).first().click()
  await expect.poll(() => shown.inputValue()).toBe('CCC')
  await app.screenshot('workspace-several')
  await page.getByRole('tab', { name: /^Decisions/ }).click()
  await rows(page, 'Decisions').getByText('BBB').first().waitFor()

  await place(page, 'Runs').click()
  await rows(page, 'Runs').getByText('AAA +2').click()
  expect((await openRun(page)).address).toBe(seen.address)
})
