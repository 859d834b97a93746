/** What a person does at the window and sees there, by the names that are on it. */
import type { Locator, Page } from 'playwright-core'
import type { App } from './launch.ts'

type Place = 'Library' | 'New run' | 'Runs' | 'Health'

export const place = (page: Page, name: Place): Locator =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name })

export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true })

export const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true })

export const choice = (page: Page, name: string): Locator => page.getByRole('combobox', { name, exact: true })

/** The rows of a table that are in view, without its head. */
export const rows = (page: Page, table: string): Locator =>
  page
    .getByRole('table', { name: table })
    .getByRole('row')
    .filter({ hasNot: page.getByRole('columnheader') })

export const dataset = (page: Page, symbol: string): Locator =>
  rows(page, 'Datasets').filter({ hasText: symbol })

export async function tryDemo(page: Page): Promise<void> {
  await button(page, 'Try the demo market').click()
  await dataset(page, 'DEMO-USD').waitFor()
}

/** Donchian over hours: a few dozen trades, in a moment. */
export async function fillIn(page: Page, timeframe = '4h'): Promise<void> {
  await place(page, 'New run').click()
  await choice(page, 'Strategy').selectOption('Donchian breakout')
  await choice(page, 'Timeframe').selectOption(timeframe)
}

export interface SeenRun {
  readonly address: string
  readonly bars: number
  readonly markers: number
  readonly result: string
  /** The first few. */
  readonly trades: readonly string[]
  /** Their titles, with how many trades, decisions and gaps there are. */
  readonly tabs: string
}

/** Waits until a run is open and drawn, and says what is seen of it. */
export async function openRun(page: Page): Promise<SeenRun> {
  await page.waitForURL(/#\/runs\/[0-9a-f]{64}$/)
  // The count beside the title says that all trades are here.
  await page.getByRole('tab', { name: /^Trades \d/ }).waitFor()
  await page.getByRole('tab', { name: /^Decisions \d/ }).waitFor()
  const trades = await rows(page, 'Trades').allInnerTexts()
  return {
    address: page.url(),
    ...(await drawnChart(page)),
    result: await page.getByRole('region', { name: 'Result' }).innerText(),
    trades: trades.slice(0, 5),
    tabs: await page.getByRole('tablist').innerText(),
  }
}

/** What is drawn comes in steps, and each says how much it is. */
async function drawnChart(page: Page): Promise<{ bars: number; markers: number }> {
  const chart = page.getByRole('application', { name: 'Candles, equity and drawdown' })
  const drawn = async (what: 'bars' | 'markers') => Number((await chart.getAttribute(`data-${what}`)) ?? 0)
  for (let before = 0, bars = await drawn('bars'); bars === 0 || bars !== before;) {
    await page.waitForTimeout(150)
    before = bars
    bars = await drawn('bars')
  }
  return { bars: await drawn('bars'), markers: await drawn('markers') }
}

/** Requests for anything but the app's own files, and words on the console: there should be none. */
export const noise = ({ offsite, complaints }: App): readonly string[] => [...offsite, ...complaints]
