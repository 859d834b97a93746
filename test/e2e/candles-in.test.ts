/** Candles on their way in, by drop and by dialog, and what is said of those that stay outside. */
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Locator } from 'playwright-core'
import { candleFiles } from '../support/e2e/candle-files.ts'
import { launch, SMALL, type App } from '../support/e2e/launch.ts'
import { button, choice, dataset, noise, place, rows } from '../support/e2e/person.ts'

const files = candleFiles()
afterAll(() => files.remove())
const HEADER = 'time,open,high,low,close'

let app: App
beforeAll(async () => {
  app = await launch({ size: SMALL })
})
afterEach(() => expect(noise(app)).toEqual([]))

const imports = (): Locator => app.page.getByRole('list', { name: 'Imports' })
const refusal = (file: string): Locator => app.page.getByRole('alert').filter({ hasText: file })
const listed = async (): Promise<number> => {
  const answer = await app.ask('dataset.list')
  if (!answer.ok) throw new Error('the library can not be read')
  return answer.value.datasets.length
}

/** What a person will choose in the next dialog. */
const answerDialog = (file: string): Promise<void> =>
  app.evaluate(({ dialog }, path) => {
    const choose = async () => ({ canceled: false, filePaths: [path] })
    dialog.showOpenDialog = choose as typeof dialog.showOpenDialog
  }, file)

test('D1 a file dropped on the library and one dropped on another screen are both imported', async () => {
  await app.drop('main', [files.daily('FIRST_1d.csv', 300)])
  await dataset(app.page, 'FIRST').waitFor()
  await place(app.page, 'Runs').click()
  await app.drop('main', [files.daily('SECOND_1d.csv', 310)])
  await imports().getByText('SECOND_1d.csv').waitFor()
  await imports().locator('li').filter({ hasText: 'SECOND_1d.csv' }).getByText('Imported').waitFor()
  // Nobody is pulled away from the screen on which the file was dropped.
  expect(app.page.url()).toMatch(/#\/runs$/)
  await place(app.page, 'Library').click()
  await dataset(app.page, 'SECOND').waitFor()
})

test('D1 several files at once come in, and the newest is the one to look at', async () => {
  const names = ['ONE', 'TWO', 'THREE']
  await app.drop(
    'main',
    names.map((name, at) => files.daily(`${name}_1d.csv`, 320 + at)),
  )
  for (const name of names) await dataset(app.page, name).waitFor()
  await app.page.getByRole('region', { name: 'THREE · 1d' }).waitFor()
})

test('D1 Open candles… imports what is chosen in the dialog', async () => {
  const chosen = files.daily('CHOSEN_1d.csv', 330)
  await answerDialog(chosen)
  await button(app.page, 'Open candles…').click()
  await dataset(app.page, 'CHOSEN').waitFor()
})

test('D3 J-4 a refusal has its code, line, column, text and what to do, and stays until it is dismissed', async () => {
  const before = await listed()
  const rows = ['2024-01-01,10,12,9,11', '2024-01-02,11,13,1O.5,12', '2024-01-03,12,13,11,12']
  await app.drop('main', [files.holding('TYPO_1d.csv', [HEADER, ...rows])])
  const said = refusal('TYPO_1d.csv')
  await said.waitFor()
  const words = await said.innerText()
  for (const part of ['CSV_NUMBER_INVALID', 'line 3', 'column 4', '1O.5', 'Correct the file']) {
    expect(words).toContain(part)
  }
  await place(app.page, 'New run').click()
  expect(await said.count()).toBe(0)
  await app.page.getByText('1 file was not imported').waitFor()
  await button(app.page, 'Show').click()
  await said.waitFor()
  await place(app.page, 'Library').click()
  await said.waitFor()
  await button(app.page, 'Dismiss TYPO_1d.csv').click()
  expect(await said.count()).toBe(0)
  expect(await listed()).toBe(before)
})

test('D3 times without a zone are refused, and imported once the zone is said', async () => {
  const lines = ['2024-01-01 09:00', '2024-01-01 10:00', '2024-01-01 11:00'].map(
    (time) => `${time},10,12,9,11`,
  )
  await app.drop('main', [files.holding('NAIVE_1h.csv', [HEADER, ...lines])])
  await refusal('NAIVE_1h.csv').getByText('CSV_TIMEZONE_AMBIGUOUS').waitFor()
  await choice(app.page, "The file's times are in").selectOption('UTC')
  await button(app.page, 'Import again').click()
  await dataset(app.page, 'NAIVE').waitFor()
  await app.page.getByRole('region', { name: 'NAIVE · 1h' }).getByText('2024-01-01 09:00 UTC').waitFor()
})

test('D3 a file that goes back in time is sorted only when that is asked for, and says so ever after', async () => {
  const lines = ['2024-01-02', '2024-01-01', '2024-01-03'].map((day) => `${day},10,12,9,11`)
  await app.drop('main', [files.holding('MIXED_1d.csv', [HEADER, ...lines])])
  await refusal('MIXED_1d.csv').getByText('CSV_NOT_SORTED').waitFor()
  expect(await button(app.page, 'Import again').isDisabled()).toBe(true)
  await app.page.getByRole('checkbox', { name: 'Sort the rows by time' }).check()
  await button(app.page, 'Import again').click()
  await dataset(app.page, 'MIXED').getByText('repaired').waitFor()
})

test('D3 a folder and an empty file are refused in words, and leave nothing behind', async () => {
  const before = readdirSync(join(app.home, 'candles'))
  const folder = join(files.folder, 'a-folder')
  mkdirSync(folder)
  await app.drop('main', [folder, files.holding('EMPTY_1d.csv', [])])
  await refusal('EMPTY_1d.csv').getByText('CSV_EMPTY').waitFor()
  await refusal('a-folder').getByText('FILE_UNREADABLE').waitFor()
  await button(app.page, 'Dismiss all').click()
  expect(await app.page.getByRole('alert').count()).toBe(0)
  expect(readdirSync(join(app.home, 'candles'))).toEqual(before)
})

test('D3 a refused file of the menu is shown too, with a way to choose it here', async () => {
  const bad = files.holding('MENU_1d.csv', ['time,open,high,low', '2024-01-01,1,2,1'])
  await app.evaluate(({ dialog, Menu }, path) => {
    const choose = async () => ({ canceled: false, filePaths: [path] })
    dialog.showOpenDialog = choose as typeof dialog.showOpenDialog
    const entries = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? [])
    entries?.find(({ label }) => label.startsWith('Open candles'))?.click()
  }, bad)
  await refusal('MENU_1d.csv').getByText('CSV_COLUMNS_MISSING').waitFor()
  await imports().getByRole('button', { name: 'Open candles…' }).waitFor()
  await button(app.page, 'Dismiss Import MENU_1d.csv').click()
})

test('D4 the same candles again are not listed twice', async () => {
  const before = await rows(app.page, 'Datasets').count()
  await app.drop('main', [files.daily('FIRST_1d.csv', 300)])
  await imports().getByText('These candles were in the library already').waitFor()
  expect(await rows(app.page, 'Datasets').count()).toBe(before)
})

test('A6 a file is looked at before it is imported: its lines, what is wrong, a repair, and its folder remembered', async () => {
  const { page } = app
  const names = 'Datum;Eröffnung;Hoch;Tief;Schluss'
  const row = (day: number) => `${String(day).padStart(2, '0')}.01.2024;100,5;102;99,5;101,25`
  const days = Array.from({ length: 28 }, (_, at) => row(1 + at))
  await place(page, 'Library').click()
  await button(page, 'Inspect…').click()
  const choose = async (file: string) => {
    await answerDialog(file)
    await button(page, 'Choose a file…').click()
  }
  const before = await listed()
  await choose(files.holding('LOOKED_1d.csv', [names, ...days.with(9, '10.01.2024;1;x')]))
  const lines = page.getByRole('region', { name: 'Lines of the file' })
  await lines.getByText('10.01.2024;1;x').waitFor()
  await lines.getByRole('cell', { name: 'CSV_ROW_TRUNCATED' }).waitFor()
  expect(await button(page, 'Import').isDisabled()).toBe(true)
  await page.getByRole('checkbox', { name: /Leave out/ }).check()
  await page.getByText('27 candles; 1 row repaired').waitFor()
  expect(await listed()).toBe(before)
  await button(page, 'Import').click()
  await dataset(page, 'LOOKED').waitFor()
  await page.getByText('repaired').first().waitFor()
  // The next file of this folder has points in its numbers, and no German names.
  await button(page, 'Inspect…').click()
  const header = 'date,open,high,low,close'
  await choose(files.holding('OTHER_1d.csv', [header, '2024-01-01,1,2,1,1.5', '2024-01-02,1,2,1,1.5']))
  await page.getByText('Files of this folder were last read with').waitFor()
})

test('D5 a gap in the list of a dataset is shown on its chart', async () => {
  const { page } = app
  const hours = Array.from({ length: 300 }, (_, at) => at).filter((at) => at < 100 || at > 120)
  const row = (at: number) => `${1_704_067_200 + at * 3600},100,102,99,101`
  await place(page, 'Library').click()
  await app.drop('main', [files.holding('GAPPED_1h.csv', [HEADER, ...hours.map(row)])])
  await dataset(page, 'GAPPED').click()
  await button(page, 'Chart').click()
  await rows(page, 'Gaps').first().click()
  expect(page.url()).toContain('?gap=')
  await page.getByText('21 missing').waitFor()
})
