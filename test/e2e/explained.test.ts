/** Why a number is what it is, as a trader asks: settings, hidden candles, fills, refusals, indicators. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
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
beforeAll(async () => {
  app = await launch({ size: SMALL })
  await app.drop('main', [files.daily('DRAWN_1d.csv', 400)])
  await dataset(app.page, 'DRAWN').waitFor()
  await tryDemo(app.page)
})
afterEach(() => expect(noise(app)).toEqual([]))

const chart = (page: Page) => page.getByRole('application', { name: 'Candles, equity and drawdown' })
const fold = (page: Page, name: string) => page.locator('summary', { hasText: name }).click()

/** A cross of short averages between legs so near that a day often reaches both. */
async function runNarrow(page: Page): Promise<void> {
  await place(page, 'New run').click()
  const drawn = choice(page, 'Dataset').getByRole('option', { name: /^DRAWN/ })
  await choice(page, 'Dataset').selectOption(await drawn.getAttribute('value'))
  await choice(page, 'Strategy').selectOption('sma-cross')
  await field(page, 'Fast length').fill('3')
  await field(page, 'Slow length').fill('5')
  await choice(page, 'Stop loss').selectOption('Percent away')
  await field(page, 'Stop distance').fill('0.2')
  await choice(page, 'Take profit').selectOption('Percent away')
  await field(page, 'Target distance').fill('0.2')
}

test('U2 what the form can not know is refused at its field; what it can is said while one types', async () => {
  const { page } = app
  await fillIn(page)
  await choice(page, 'Each position').selectOption('Risk at its stop')
  await button(page, 'Run').click()
  await page.getByRole('complementary', { name: 'This run' }).getByText('CONFIG_INVALID').waitFor()
  expect(await choice(page, 'Each position').getAttribute('aria-invalid')).toBe('true')

  await choice(page, 'Stop loss').selectOption('Percent away')
  await field(page, 'Stop distance').fill('100')
  await page.getByText('Must be a number from 0.00000001 to 99.99999999.').waitFor()
  expect(await button(page, 'Run').isDisabled()).toBe(true)
  await field(page, 'Stop distance').fill('2')
  await fold(page, 'Fills')
  await choice(page, 'Fill profile').selectOption('As freqtrade does')
  await page.getByText('A stop fills at its own price even where the open was beyond it').waitFor()
  await button(page, 'Run').click()
  await openRun(page)

  // The next run begins with all of it.
  await button(page, 'Run again with changes').click()
  expect(await choice(page, 'Each position').inputValue()).toBe('risk')
  expect(await field(page, 'Stop distance').inputValue()).toBe('2')
  await page.locator('summary', { hasText: 'freqtrade' }).waitFor()
})

test('A5 a trade is explained: rule, candle, finer candles, slippage, fee, other profiles', async () => {
  const { page } = app
  await fillIn(page)
  await choice(page, 'Take profit').selectOption('Percent away')
  await field(page, 'Target distance').fill('3')
  await choice(page, 'Slippage').selectOption('Share of price')
  await button(page, 'Run').click()
  await openRun(page)

  await choice(page, 'Show trades').selectOption({ label: await titled(page, 'Closed by target') })
  await rows(page, 'Trades').first().click()
  const entry = page.getByRole('region', { name: 'Entry', exact: true })
  await entry.getByText('Market order').waitFor()
  expect(await entry.innerText()).toMatch(/F01[^]*Market\s+buy, market\s*[\d,.]+\s+Slippage\s+−[\d,.]+/)
  const exit = page.getByRole('region', { name: 'Exit by target' })
  await exit.getByText('Limit traded through').waitFor()
  expect(await exit.innerText()).toMatch(/Slippage\s+none[^]*Fee\s+maker/)
  await exit.getByRole('img', { name: '240 candles of 1m inside this one' }).waitFor()

  await page.keyboard.press('Escape')
  await expect.poll(() => entry.count()).toBe(0)
})

test('A1 a result that hangs on hidden candles says so, marks them and lists their trades', async () => {
  const { page } = app
  await runNarrow(page)
  await button(page, 'Run').click()
  const { result } = await openRun(page)
  expect(result).toMatch(/between [+−][\d.]+\s%\sand [+−][\d.]+\s%/)
  expect(Number(await chart(page).getAttribute('data-hidden'))).toBeGreaterThan(0)

  await choice(page, 'Show trades').selectOption({ label: await titled(page, 'Ambiguous') })
  const shown = rows(page, 'Trades')
  await expect.poll(async () => (await shown.allInnerTexts()).every((row) => row.includes('?'))).toBe(true)
  await shown.first().click()
  await page.getByText('Stop and target in one candle').waitFor()
  await page.getByRole('heading', { name: 'Other fill profiles' }).waitFor()
})

test('U3 orders that were refused say why, in words; the candle they were wanted on is a click away', async () => {
  const { page } = app
  await runNarrow(page)
  await fold(page, 'Risk limits')
  await field(page, 'Cooldown').fill('4')
  await button(page, 'Run').click()
  await openRun(page)
  await page.getByRole('tab', { name: /^Orders/ }).click()
  await rows(page, 'Orders').first().waitFor()
  await choice(page, 'Show orders').selectOption({ label: await titled(page, 'Not filled', 'Show orders') })
  const refused = rows(page, 'Orders').first()
  await refused.getByText('Too few candles have gone by since the last exit.').waitFor()
  await refused.click()
  await chart(page).focus()
  await page.keyboard.press(']')
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Why' }).waitFor()
  await page.keyboard.press('Escape')
})

test('U3 what the strategy looks at is drawn, told for the candle, and can be put away', async () => {
  const { page } = app
  await expect.poll(() => chart(page).getAttribute('data-overlays')).toBe('2')
  const legend = page.locator('.chart-overlays')
  expect(await legend.innerText()).toMatch(/fast\s*[\d,.]+\s*slow\s*[\d,.]+/)
  await legend.locator('[title="sma(close, 3)"]').waitFor()
  await button(page, 'Indicators').click()
  expect(await legend.isVisible()).toBe(false)
  expect(await button(page, 'Indicators').getAttribute('aria-pressed')).toBe('false')
})

/** A filter's whole title, with its count. */
async function titled(page: Page, begins: string, filter = 'Show trades'): Promise<string> {
  const option = choice(page, filter).locator('option', { hasText: begins })
  return (await option.first().textContent()) ?? ''
}
