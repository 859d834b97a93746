/** A million candles: cancelled without a trace, and replayed while the window goes on answering. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { candleFiles } from '../support/e2e/candle-files.ts'
import { launch, SMALL, type App } from '../support/e2e/launch.ts'
import { button, choice, dataset, noise, openRun, place, rows } from '../support/e2e/person.ts'

const files = candleFiles()
afterAll(() => files.remove())

let app: App
beforeAll(async () => {
  app = await launch({ size: SMALL })
})
afterEach(() => expect(noise(app)).toEqual([]))

const inside = (folder: string): string[] => readdirSync(join(app.home, folder))
const latest = async () => {
  const answer = await app.ask('operation.list', { limit: 1 })
  return answer.ok ? answer.value.operations[0] : undefined
}

/** Every minute and a line for each: a few seconds of work, seen to be under way. */
async function startMillion(): Promise<void> {
  await place(app.page, 'New run').click()
  const million = choice(app.page, 'Dataset').getByRole('option', { name: /^MILLION/ })
  await choice(app.page, 'Dataset').selectOption(await million.getAttribute('value'))
  await choice(app.page, 'Timeframe').selectOption('1m')
  await app.page.locator('summary', { hasText: 'Advanced' }).click()
  await app.page.getByRole('checkbox', { name: 'Full journal' }).check()
  await button(app.page, 'Run').click()
  await app.page.getByText(/^[\d,]+ of 999,970$/).waitFor()
}

test('O2 a big import is cancelled from the window: nothing of it stays, and the next file comes in', async () => {
  // So many that a slow hand is still in time.
  await app.drop('main', [files.minutes('HUGE_1m.csv', 8_000_000)])
  await button(app.page, 'Cancel the import of HUGE_1m.csv').click()
  await expect.poll(latest).toMatchObject({ kind: 'import', state: 'cancelled' })
  await expect.poll(() => app.page.getByRole('list', { name: 'Imports' }).count()).toBe(0)
  await app.page.getByText('Drop a candle file on the window').waitFor()
  expect(inside('candles')).toEqual([])

  await app.drop('main', [files.minutes('MILLION_1m.csv', 1_000_000)])
  await dataset(app.page, 'MILLION').getByText('1,000,000').waitFor()
})

test('B1.3 a run of a million candles is cancelled: nothing is listed or kept, and the next run works', async () => {
  const before = inside('runs')
  await startMillion()
  await button(app.page, 'Cancel').click()
  await app.page.getByText('Cancelled. Nothing of it was kept.').waitFor()
  expect(await latest()).toMatchObject({ kind: 'run', state: 'cancelled' })
  expect(inside('runs')).toEqual(before)
  await place(app.page, 'Runs').click()
  await app.page.getByText('No runs yet').waitFor()

  await place(app.page, 'New run').click()
  await choice(app.page, 'Timeframe').selectOption('4h')
  await button(app.page, 'Run').click()
  await openRun(app.page)
})

test('P13 while a million candles are replayed the window draws, answers and goes elsewhere', async () => {
  await startMillion()
  const frames = await app.page.evaluateHandle(() => {
    const times: number[] = []
    const draw = (time: number) => {
      times.push(time)
      requestAnimationFrame(draw)
    }
    requestAnimationFrame(draw)
    return times
  })
  await place(app.page, 'Library').click()
  await dataset(app.page, 'MILLION').waitFor()
  // That was while it ran.
  expect(await latest()).toMatchObject({ kind: 'run', state: 'running' })
  await place(app.page, 'Runs').click()
  await rows(app.page, 'Runs').first().waitFor()

  await expect.poll(latest, { timeout: 60_000 }).toMatchObject({ kind: 'run', state: 'succeeded' })
  const drawn = await frames.jsonValue()
  const longest = Math.max(...drawn.map((time, at) => time - (drawn[at - 1] ?? time)))
  expect(drawn.length).toBeGreaterThan(20)
  expect(longest).toBeLessThan(2000)
  // Whoever went elsewhere is not pulled away from there.
  expect(app.page.url()).toMatch(/#\/runs$/)

  await rows(app.page, 'Runs').filter({ hasText: '1m' }).click()
  const seen = await openRun(app.page)
  expect(seen.tabs).toContain('999,970')
  expect(seen.bars).toBeLessThan(10_000)
})
