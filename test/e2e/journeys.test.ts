/** From the first start to a result that is still there tomorrow, as a person goes. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, expect, test } from 'vitest'
import { candleFiles } from '../support/e2e/candle-files.ts'
import { launch, SMALL, type App } from '../support/e2e/launch.ts'
import {
  button,
  choice,
  dataset,
  field,
  fillIn,
  noise,
  openRun,
  place,
  rows,
  tryDemo,
} from '../support/e2e/person.ts'

const files = candleFiles()
afterAll(() => files.remove())

let app: App
afterEach(() => expect(noise(app)).toEqual([]))

test('J-1 J-3 U1 first start, demo, run, result; after a restart it is found and opens the same', async () => {
  app = await launch({ size: SMALL, scheme: 'dark' })
  await app.page.getByText('Drop a candle file on the window').waitFor()
  await app.page.getByText('pessimistic fills and exact money').waitFor()

  await tryDemo(app.page)
  await dataset(app.page, 'DEMO-USD').getByText('synthetic', { exact: true }).waitFor()
  await fillIn(app.page)
  await button(app.page, 'Run').click()

  const first = await openRun(app.page)
  expect(first.markers).toBeGreaterThan(0)
  expect(first.result).toMatch(/Net profit\s+[+−][\d,.]+/)
  expect(await rows(app.page, 'Trades').count()).toBeGreaterThan(3)
  await app.page.getByRole('tab', { name: /^Decisions/ }).click()
  await rows(app.page, 'Decisions').getByText('Enter long').first().waitFor()

  await app.restart()
  await place(app.page, 'Runs').click()
  await app.page.getByText('1 run', { exact: true }).waitFor()
  await rows(app.page, 'Runs').getByText('Donchian breakout').click()
  expect(await openRun(app.page)).toEqual(first)
})

test('J-6 the same inputs again open the run that exists, and no second one is listed', async () => {
  app = await launch({ size: SMALL })
  await tryDemo(app.page)
  await fillIn(app.page)
  await button(app.page, 'Run').click()
  const first = await openRun(app.page)

  await place(app.page, 'New run').click()
  expect(await choice(app.page, 'Timeframe').inputValue()).toBe('4h')
  await button(app.page, 'Run').click()
  await app.page.getByText('This run already exists – opened.').waitFor()
  expect(await openRun(app.page)).toEqual(first)
  await place(app.page, 'Runs').click()
  await app.page.getByText('1 run', { exact: true }).waitFor()
})

test('R3 a run that was changed on disk is not shown as if nothing had happened; run again, it is put right', async () => {
  app = await launch({ size: SMALL })
  await app.drop('main', [files.daily('DRAWN_1d.csv', 400)])
  await dataset(app.page, 'DRAWN').waitFor()
  await fillIn(app.page, '1d')
  await button(app.page, 'Run').click()
  const first = await openRun(app.page)

  const trades = join(app.home, 'runs', first.address.split('/').at(-1) ?? '', 'trades.jsonl')
  const whole = readFileSync(trades, 'utf8')
  writeFileSync(trades, whole.replace('"netPnl":"', '"netPnl":"1'))
  await app.restart()
  await place(app.page, 'Runs').click()
  await rows(app.page, 'Runs').getByText('Donchian breakout').click()
  await app.page.getByRole('alert').getByText('ARTIFACT_TAMPERED').first().waitFor()

  await button(app.page, 'Run it again').first().click()
  await button(app.page, 'Run').click()
  expect(await openRun(app.page)).toEqual(first)
  expect(readFileSync(trades, 'utf8')).toBe(whole)
})

test('J-5 a run that fails says why and keeps the form; corrected, it runs', async () => {
  app = await launch({ size: SMALL })
  await tryDemo(app.page)
  await fillIn(app.page, '1w')
  await field(app.page, 'Entry length').fill('400')
  await field(app.page, 'Capital').fill('12345.67')
  await button(app.page, 'Run').click()

  const problem = app.page.getByRole('complementary', { name: 'This run' }).getByRole('alert')
  await problem.getByText('DATA_INSUFFICIENT').waitFor()
  await button(app.page, 'Retry').waitFor()
  expect(await field(app.page, 'Entry length').inputValue()).toBe('400')
  expect(await field(app.page, 'Capital').inputValue()).toBe('12345.67')

  await field(app.page, 'Entry length').fill('abc')
  await app.page.getByText('Write a whole number.').waitFor()
  expect(await button(app.page, 'Run').isDisabled()).toBe(true)
  await field(app.page, 'Entry length').fill('5')
  await button(app.page, 'Run').click()
  expect((await openRun(app.page)).result).toContain('Net profit')
})

test('U7 the first run is made with the keyboard alone, and the focus is always to be seen', async () => {
  app = await launch({ size: SMALL })
  const { page } = app
  await page.getByText('Drop a candle file on the window').waitFor()
  await tabTo(page, 'Try the demo market')
  await page.keyboard.press('Enter')
  await dataset(page, 'DEMO-USD').waitFor()

  await command(page, 'new run')
  await tabTo(page, 'Strategy')
  while ((await choice(page, 'Strategy').inputValue()) !== 'donchian') await page.keyboard.press('ArrowDown')
  await tabTo(page, 'Entry length')
  await page.keyboard.type('30')
  await page.keyboard.press('Control+Enter')
  await openRun(page)
  await page.getByText('entry 30 · exit 10').waitFor()

  await tabTo(page, /^1\s*long/)
  await page.keyboard.press('ArrowDown')
  await expect
    .poll(() => rows(page, 'Trades').and(page.locator('[aria-current=true]')).innerText())
    .toMatch(/^2\s/)
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)

  await command(page, 'go to runs')
  await tabTo(page, /DEMO-USD/)
  await page.keyboard.press('Enter')
  await openRun(page)
})

test('U7 the theme that was chosen is worn after a restart', async () => {
  app = await launch({ size: SMALL, scheme: 'dark' })
  const ground = () => app.page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const dark = await ground()
  await button(app.page, 'Theme: Auto. Switch to Dark').click()
  await button(app.page, 'Theme: Dark. Switch to Light').click()
  const light = await ground()
  expect(light).not.toBe(dark)
  await app.restart()
  await button(app.page, 'Theme: Light. Switch to Auto').waitFor()
  expect(await ground()).toBe(light)
})

test('U7 nothing is cut off at 1280, and the smallest window still shows what to press', async () => {
  app = await launch({ size: SMALL })
  await tryDemo(app.page)
  await fillIn(app.page)
  await button(app.page, 'Run').click()
  await openRun(app.page)
  expect(await sidewards(app.page)).toEqual([])
  for (const [to, ready] of [
    ['Library', dataset(app.page, 'DEMO-USD')],
    ['Runs', rows(app.page, 'Runs')],
  ] as const) {
    await place(app.page, to).click()
    await ready.waitFor()
    expect(await sidewards(app.page)).toEqual([])
  }

  await app.resize({ width: 1024, height: 640 })
  await rows(app.page, 'Runs').click()
  await openRun(app.page)
  const inView = (name: string) => button(app.page, name).evaluate(isInView)
  expect([await inView('Export'), await inView('Run again with changes'), await inView('Fit all')]).toEqual([
    true,
    true,
    true,
  ])
  await place(app.page, 'New run').click()
  expect(await inView('Run')).toBe(true)
  await place(app.page, 'Library').click()
  expect([await inView('New run'), await inView('Open candles…')]).toEqual([true, true])
})

/** Presses Tab until what has the focus is called that; every stop on the way shows it. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const walked: string[] = []
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press('Tab')
    const focus = await page.evaluate(() => {
      const at = document.activeElement
      if (!(at instanceof HTMLElement)) return null
      const label = 'labels' in at && at.labels instanceof NodeList ? at.labels[0]?.textContent : null
      return { name: at.ariaLabel ?? label ?? at.innerText, isSeen: at.matches(':focus-visible') }
    })
    if (focus === null) continue
    expect(focus.isSeen).toBe(true)
    if (typeof name === 'string' ? focus.name === name : name.test(focus.name)) return
    walked.push(focus.name)
  }
  throw new Error(`Tab does not lead to ${String(name)}; it led to ${walked.join(' | ')}`)
}

async function command(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Command palette' }).waitFor()
  await page.keyboard.type(typed)
  await page.keyboard.press('Enter')
}

/** What would have to be scrolled to the side. */
const sidewards = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX))
      .map((element) => `${element.ariaLabel ?? element.className}: ${element.scrollWidth}`),
  )

function isInView(element: Element): boolean {
  const { left, top, right, bottom } = element.getBoundingClientRect()
  const isInside = left >= 0 && top >= 0 && right <= window.innerWidth && bottom <= window.innerHeight
  const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
  return isInside && seen !== null && element.contains(seen)
}
