/** A result on its way out: files on disk, and what the report says to somebody who has no Tapedeck. */
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Metrics } from '../../src/shared/metrics.ts'
import { candleFiles } from '../support/e2e/candle-files.ts'
import { findBrowser } from '../support/e2e/find-browser.ts'
import { launch, SMALL, type App } from '../support/e2e/launch.ts'
import { button, dataset, fillIn, noise, openRun } from '../support/e2e/person.ts'

const files = candleFiles()
afterAll(() => files.remove())

let app: App
let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser() })
  app = await launch({ size: SMALL })
  await app.drop('main', [files.daily('DRAWN_1d.csv', 600)])
  await dataset(app.page, 'DRAWN').waitFor()
  await fillIn(app.page, '1d')
  await button(app.page, 'Run').click()
  await openRun(app.page)
})
afterAll(() => browser.close())
afterEach(() => expect(noise(app)).toEqual([]))

/** What the shell of the host was asked to show, from now on. */
async function watchShell(): Promise<() => Promise<string[]>> {
  await app.evaluate(({ shell }) => {
    const shown: string[] = []
    Object.assign(globalThis, { shown })
    shell.showItemInFolder = (path) => void shown.push(path)
  })
  return () => app.evaluate(() => (globalThis as { shown?: string[] }).shown ?? [])
}

const written = (): Promise<string[]> =>
  app.page.getByRole('list', { name: 'Files' }).locator('code').allInnerTexts()
const ending = (names: readonly string[]): string[] =>
  names.map((name) => name.replace(/^DRAWN-1d-donchian-[0-9a-f]{8}/, '…')).sort()
const REPORT = ['….html', '….json', '…-decisions.csv', '…-equity.csv', '…-trades.csv'].sort()

test('X3 the report is written in three formats, shown in its folder, and each holds the result', async () => {
  const shown = await watchShell()
  await button(app.page, 'Export').click()
  await button(app.page, 'Write files').click()
  await button(app.page, 'Show in folder').click()
  expect(ending(await written())).toEqual(REPORT)

  const folder = join(app.home, 'exports')
  expect(ending(readdirSync(folder))).toEqual(REPORT)
  await expect.poll(shown).toHaveLength(1)
  expect((await shown())[0]).toContain(folder)
  await button(app.page, 'Done').click()

  const { metrics, trades } = await result()
  const json: unknown = JSON.parse(readFileSync(inExports('.json'), 'utf8'))
  expect(json).toMatchObject({ metrics })
  const lines = readFileSync(inExports('-trades.csv'), 'utf8').trimEnd().split(/\r?\n/)
  expect(lines).toHaveLength(trades + 1)
})

test('X3 the files go to a folder that was chosen, and nowhere else', async () => {
  const folder = join(files.folder, 'chosen')
  mkdirSync(folder)
  await app.evaluate(({ dialog }, path) => {
    const choose = async () => ({ canceled: false, filePaths: [path] })
    dialog.showOpenDialog = choose as typeof dialog.showOpenDialog
  }, folder)
  const before = readdirSync(join(app.home, 'exports'))
  await button(app.page, 'Export').click()
  await button(app.page, 'Choose a folder…').click()
  await app.page.getByText('To chosen').waitFor()
  await app.page.getByRole('checkbox', { name: 'JSON' }).uncheck()
  await app.page.getByRole('checkbox', { name: 'CSV' }).uncheck()
  await button(app.page, 'Write files').click()
  await button(app.page, 'Done').click()
  expect(ending(readdirSync(folder))).toEqual(['….html'])
  expect(readdirSync(join(app.home, 'exports'))).toEqual(before)
})

test('X3 Escape closes the export over a run, and the run stays open', async () => {
  await button(app.page, 'Export').click()
  await app.page.keyboard.press('Escape')
  await expect.poll(() => app.page.getByRole('dialog').count()).toBe(0)
  await openRun(app.page)
})

test.each(['dark', 'light'] as const)(
  'X3 the report opens anywhere on its own, says the figures and asks for nothing, %s',
  async (colorScheme) => {
    const page = await browser.newPage({ colorScheme })
    const file = pathToFileURL(inExports('.html')).href
    const heard: string[] = []
    const asked: string[] = []
    page.on('console', (message) => heard.push(message.text()))
    page.on('pageerror', (error) => heard.push(String(error)))
    page.on('request', (request) => asked.push(request.url()))
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.warn(`refused ${event.violatedDirective}`)
      })
    })
    await page.goto(file)
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))

    const { metrics, trades } = await result()
    const words = await page.locator('body').innerText()
    for (const { value } of [metrics.netProfitPct, metrics.maxDrawdownPct, metrics.sharpe]) {
      expect(words).toContain(Math.abs(value ?? NaN).toFixed(2))
    }
    expect(words.match(/^\d+\tlong\t/gm) ?? []).toHaveLength(trades)
    const [red] = (await page.evaluate(() => getComputedStyle(document.body).color)).match(/\d+/) ?? []
    expect(Number(red) > 128).toBe(colorScheme === 'dark')
    expect({ heard, asked }).toEqual({ heard: [], asked: [file] })
    await page.close()
  },
)

function inExports(end: string): string {
  const folder = join(app.home, 'exports')
  const name = readdirSync(folder).find((one) => one.endsWith(end)) ?? ''
  expect(existsSync(join(folder, name))).toBe(true)
  return join(folder, name)
}

/** The run that is open, as its host has it. */
async function result(): Promise<{ metrics: Metrics; trades: number }> {
  const run = app.page.url().split('/').at(-1)
  const [details, trades] = await Promise.all([app.ask('run.read', { run }), app.ask('run.trades', { run })])
  if (!details.ok || !trades.ok) throw new Error('the run can not be read')
  return { metrics: details.value.metrics, trades: trades.value.total }
}
