/**
 * `npm run pictures`: every screen in the states that a trader meets, in both themes and both
 * sizes, into out/screenshots; and the README's picture into docs. They are there to be looked at.
 */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { buildIfStale } from '../support/e2e/build.ts'
import { candleFiles } from '../support/e2e/candle-files.ts'
import { findBrowser } from '../support/e2e/find-browser.ts'
import { closeApps, LARGE, launch, SMALL, type App, type Size } from '../support/e2e/launch.ts'
import {
  button,
  choice,
  dataset,
  field,
  fillIn,
  openRun,
  place,
  rows,
  tryDemo,
} from '../support/e2e/person.ts'
import { root } from '../support/e2e/root.ts'
import { closeBrowser } from '../support/e2e/standin-app.ts'

const README_SIZE: Size = { width: 1440, height: 900 }
const LOOKS = (['dark', 'light'] as const).flatMap((scheme) =>
  [SMALL, LARGE].map((size) => ({ scheme, size, name: `${scheme}-${size.width}` })),
)
const files = candleFiles()

async function main(): Promise<void> {
  buildIfStale()
  const app = await launch({ size: SMALL })
  try {
    await nothingYet(app)
    await tryDemo(app.page)
    await look(app, 'library')
    const run = await workspace(app)
    await form(app)
    await hidden(app)
    await imports(app)
    await doctor(app)
    await holes(app)
    await million(app)
    await trouble(app, run)
    await report(app)
    await readme(app, run)
  } finally {
    await closeApps()
    await closeBrowser()
    files.remove()
  }
}

async function nothingYet(app: App): Promise<void> {
  await app.page.getByText('Drop a candle file on the window').waitFor()
  await look(app, 'library-empty')
  for (const name of ['New run', 'Runs', 'Health'] as const) {
    await place(app.page, name).click()
    await look(app, `${name.toLowerCase().replace(' ', '-')}-empty`)
  }
  await place(app.page, 'Library').click()
}

/** Answers the address of the run that it made. */
async function workspace(app: App): Promise<string> {
  const { page } = app
  await fillIn(page)
  await look(app, 'new-run')
  await placeLegs(page, '2', '4')
  await button(page, 'Run').click()
  const { address } = await openRun(page)
  await look(app, 'workspace')
  await rows(page, 'Trades').nth(3).click()
  for (const tab of ['Trades', 'Decisions', 'Orders', 'Metrics', 'Data quality', 'Manifest']) {
    await page.getByRole('tab', { name: tab }).click()
    await look(app, `workspace-${tab.toLowerCase().replace(' ', '-')}`)
  }
  await button(page, 'Export').click()
  await look(app, 'export')
  await button(page, 'Write files').click()
  await button(page, 'Show in folder').waitFor()
  await look(app, 'export-written')
  await button(page, 'Done').click()
  await page.keyboard.press('Control+k')
  await look(app, 'palette')
  await page.keyboard.type('don')
  await look(app, 'palette-typed')
  await page.keyboard.press('Escape')
  return address
}

async function placeLegs(page: Page, stop: string, target: string): Promise<void> {
  await choice(page, 'Stop loss').selectOption('Percent away')
  await field(page, 'Stop distance').fill(stop)
  await choice(page, 'Take profit').selectOption('Percent away')
  await field(page, 'Target distance').fill(target)
}

async function form(app: App): Promise<void> {
  const { page } = app
  await fillIn(page, '1w')
  await field(page, 'Entry length').fill('abc')
  await field(page, 'Capital').fill('-1')
  await field(page, 'From').fill('2024-02-31')
  await page.locator('summary', { hasText: 'Advanced' }).click()
  await look(app, 'new-run-invalid')
  await field(page, 'Entry length').fill('400')
  await field(page, 'Capital').fill('10000')
  await field(page, 'From').fill('')
  await button(page, 'Run').click()
  await page.getByText('DATA_INSUFFICIENT').waitFor()
  await look(app, 'new-run-failed')

  // More than the demo market ever moves in a day: a run without a trade.
  await choice(page, 'Timeframe').selectOption('4h')
  await field(page, 'From').fill('2025-03-25')
  await button(page, 'Run').click()
  await openRun(page)
  await look(app, 'workspace-no-trades')
}

/** Legs so near that many candles reach both, and a cooldown that refuses. */
async function hidden(app: App): Promise<void> {
  const { page } = app
  await fillIn(page)
  await field(page, 'From').fill('')
  await field(page, 'Entry length').fill('5')
  await placeLegs(page, '0.4', '0.4')
  for (const name of ['Fills', 'Risk limits']) await page.locator('summary', { hasText: name }).click()
  await page.getByRole('checkbox', { name: 'Look into finer candles' }).uncheck()
  await field(page, 'Cooldown').fill('4')
  await look(app, 'new-run-expert')
  await button(page, 'Run').click()
  await openRun(page)
  await look(app, 'workspace-ambiguous')
  await rows(page, 'Trades').filter({ hasText: '?' }).first().click()
  await look(app, 'workspace-explained')
  await page.getByRole('tab', { name: 'Orders' }).click()
  await look(app, 'workspace-orders-refused')
  await fillIn(page)
  for (const leg of ['Stop loss', 'Take profit']) await choice(page, leg).selectOption('Strategy’s own')
}

async function imports(app: App): Promise<void> {
  const { page } = app
  await place(page, 'Library').click()
  await app.drop('main', [files.daily('AAPL_1d.csv', 900), files.daily('MSFT_1d.csv', 800)])
  await dataset(page, 'MSFT').waitFor()
  const header = 'time,open,high,low,close'
  await app.drop('main', [
    files.holding('EURUSD_1h.csv', [header, '2024-01-01 09:00,1,2,1,2', '2024-01-01 10:00,1,2,1,2']),
    files.holding('XAUUSD_1d.csv', [header, ...[2, 1, 3].map((day) => `2024-01-0${day},1,2,1,2`)]),
    files.holding('EMPTY_1d.csv', []),
  ])
  await page.getByRole('alert').nth(2).waitFor()
  await look(app, 'library-refused')
  await place(page, 'Runs').click()
  await look(app, 'runs-refused-folded')
  await button(page, 'Dismiss all').click()
}

async function doctor(app: App): Promise<void> {
  const { page } = app
  await place(page, 'Library').click()
  await button(page, 'Inspect…').click()
  await look(app, 'doctor-empty')
  const names = 'Datum;Eröffnung;Hoch;Tief;Schluss;Volumen'
  const row = (i: number) => {
    const day = new Date(Date.UTC(2023, 0, 2) + i * 86_400_000).toISOString().slice(0, 10)
    const price = (cents: number) => ((cents + Math.round(900 * Math.sin(i / 9))) / 100).toFixed(2)
    const cells = [10_000, 10_250, 9_800, 10_120].map((cents) => price(cents).replace('.', ','))
    return [day.split('-').toReversed().join('.'), ...cells, 1000 + i].join(';')
  }
  const whole = Array.from({ length: 400 }, (_, i) => row(i))
  await app.drop('main', [files.holding('DAX_1d.csv', ['Kurse;Frankfurt', '', names, ...whole])])
  await page.getByText('nothing wrong').waitFor()
  await look(app, 'doctor')
  const broken = whole.with(3, '05.01.2023;1;x').with(300, whole[299] ?? '')
  await app.drop('main', [files.holding('DAX-broken_1d.csv', [names, ...broken])])
  await page.getByRole('alert').waitFor()
  await look(app, 'doctor-refused')
  await page.getByRole('checkbox', { name: /Leave out/ }).check()
  await page.getByRole('checkbox', { name: /exactly the same/ }).check()
  await page.getByText('2 rows repaired').waitFor()
  await look(app, 'doctor-repaired')
  await button(page, 'Import').click()
  await dataset(page, 'DAX').first().waitFor()
}

async function holes(app: App): Promise<void> {
  const { page } = app
  const hours = Array.from({ length: 3000 }, (_, i) => i).filter(
    (i) => !(i > 700 && i < 900) && i % 431 !== 0 && !(i > 2000 && i < 2010),
  )
  const row = (i: number) =>
    `${Date.UTC(2024, 0, 1) / 1000 + i * 3600},${100 + (i % 50)},${103 + (i % 50)},${99 + (i % 50)},${101 + (i % 50)},${i % 97}`
  await app.drop('main', [
    files.holding('HOLES_1h.csv', ['time,open,high,low,close,volume', ...hours.map(row)]),
  ])
  await dataset(page, 'HOLES').click()
  await look(app, 'library-gaps')
  await button(page, 'Chart').click()
  await look(app, 'dataset')
  await rows(page, 'Gaps').nth(1).click()
  await look(app, 'dataset-gap')
}

async function million(app: App): Promise<void> {
  const { page } = app
  await place(page, 'Library').click()
  const file = files.minutes('MILLION_1m.csv', 1_000_000)
  await app.drop('main', [file])
  await button(page, 'Cancel the import of MILLION_1m.csv').waitFor()
  await look(app, 'library-importing')
  await dataset(page, 'MILLION').waitFor()
  await button(page, 'New run').click()
  await choice(page, 'Timeframe').selectOption('1m')
  await page.locator('summary', { hasText: 'Advanced' }).click()
  await page.getByRole('checkbox', { name: 'Full journal' }).check()
  await button(page, 'Run').click()
  await page.getByText(/^[\d,]+ of 999,/).waitFor()
  await look(app, 'new-run-running')
  await openRun(page)
  await look(app, 'workspace-million')
  await place(page, 'Runs').click()
  await look(app, 'runs')
}

async function trouble(app: App, run: string): Promise<void> {
  const id = run.split('/').at(-1) ?? ''
  const open = (id: string) => app.page.evaluate((hash) => void (location.hash = hash), `#/runs/${id}`)
  await open('a'.repeat(64))
  await app.page.getByText('RUN_NOT_FOUND').waitFor()
  await look(app, 'run-missing')

  const trades = join(app.home, 'runs', id, 'trades.jsonl')
  const whole = readFileSync(trades)
  writeFileSync(trades, whole.toString().replace('long', 'lung'))
  await app.restart()
  await open(id)
  await app.page.getByText('ARTIFACT_TAMPERED').first().waitFor()
  await look(app, 'run-damaged')
  writeFileSync(trades, whole)
  await app.restart()

  // A host that is busy for a while leaves the window to wait.
  const busy = app.evaluate(() => {
    for (const until = Date.now() + 4000; Date.now() < until;) continue
  })
  await open(id)
  await look(app, 'workspace-loading')
  await busy
  await openRun(app.page)
}

async function report(app: App): Promise<void> {
  const folder = join(app.home, 'exports')
  const name = readdirSync(folder).find((one) => one.endsWith('.html')) ?? ''
  const browser = await chromium.launch({ executablePath: findBrowser() })
  for (const { scheme, size, name: looks } of LOOKS) {
    const page = await browser.newPage({ viewport: size, colorScheme: scheme })
    await page.goto(pathToFileURL(join(folder, name)).href)
    await page.screenshot({ path: join(root, 'out/screenshots', `report-${looks}.png`), fullPage: true })
  }
  await browser.close()
}

async function readme(app: App, run: string): Promise<void> {
  const { page } = app
  await page.emulateMedia({ colorScheme: 'dark' })
  await app.resize(README_SIZE)
  await place(page, 'Runs').click()
  await page.evaluate((hash) => void (location.hash = hash), new URL(run).hash)
  await openRun(page)
  await rows(page, 'Trades').nth(5).click()
  await settle(page)
  await button(page, 'Zoom out').click()
  // No focus on the button that was pressed, and no mouse over anything.
  await rows(page, 'Trades').nth(5).focus()
  await page.mouse.move(0, 0)
  await settle(page)
  copyFileSync(await app.screenshot('workspace'), join(root, 'docs/workspace.png'))
}

/** A picture in each theme and size. */
async function look(app: App, name: string): Promise<void> {
  for (const { scheme, size, name: looks } of LOOKS) {
    await app.page.emulateMedia({ colorScheme: scheme })
    await app.resize(size)
    await settle(app.page)
    await app.screenshot(`${name}-${looks}`)
  }
}

/** What moves has come to rest: fades, the chart's next look at its candles. */
const settle = (page: Page): Promise<void> => page.waitForTimeout(250)

await main()
