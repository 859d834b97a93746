import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Bridge } from '../../src/shared/bridge.ts'
import { chosenHost } from '../support/e2e/host.ts'
import { launch, launchInVain, LARGE, SMALL, type App } from '../support/e2e/launch.ts'

/** On the page, where the functions given to `page.evaluate` run. */
declare const tapedeck: Bridge

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tapedeck-lifecycle-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function candlesFile(name: string): string {
  const file = join(folder, name)
  writeFileSync(
    file,
    'time,open,high,low,close\n2024-01-01,1,2,1,2\n2024-01-02,2,3,2,3\n2024-01-03,3,4,3,4\n',
  )
  return file
}

/** The titles of all imports so far, in which their files are named. */
const imports = (app: App) => expect.poll(async () => JSON.stringify(await app.ask('operation.list')))

test('O1 the desktop answers through its bridge, and ends in good order', async () => {
  const home = join(folder, 'orderly')
  const app = await launch({ home })
  expect(await app.ask('session.read')).toMatchObject({
    ok: true,
    value: { host: 'desktop', paths: true, dialogs: true },
  })
  expect(await app.close()).toBe(0)
  const log = readFileSync(join(home, 'logs/tapedeck.log'), 'utf8').trimEnd().split('\n')
  expect(JSON.parse(log.at(-1) ?? '')).toMatchObject({ event: 'workstation.closed' })
})

test('O1 events reach the window until it stops listening', async () => {
  const app = await launch()
  const heard = await app.page.evaluate(async () => {
    const kinds: string[] = []
    const stop = tapedeck.on('operation.changed', ({ kind }) => kinds.push(kind))
    await tapedeck.ask('dataset.demo', {})
    while (kinds.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    stop()
    const before = kinds.length
    await new Promise((resolve) => setTimeout(resolve, 300))
    return { first: kinds[0], after: kinds.length - before }
  })
  expect(heard).toEqual({ first: 'import', after: 0 })
})

test('O1 the worker that was built with the app works, and candles cross as typed arrays', async () => {
  const app = await launch()
  await app.ask('dataset.demo')
  const listed = () => app.ask('dataset.list')
  await expect.poll(listed).toMatchObject({ ok: true, value: { datasets: [{ synthetic: true }] } })
  const crossed = await app.page.evaluate(async () => {
    const list = await tapedeck.ask('dataset.list', {})
    if (!list.ok || list.value === null || !('datasets' in list.value)) return list
    const [dataset] = list.value.datasets
    const span = { dataset: dataset?.datasetId, from: dataset?.start, to: dataset?.end }
    const read = await tapedeck.ask('candles.read', { ...span, most: 100 })
    if (!read.ok || read.value === null || !('close' in read.value)) return read
    return Object.prototype.toString.call(read.value.close)
  })
  expect(crossed).toBe('[object Float64Array]')
})

test('D1 a dropped file may be imported by its path', async () => {
  const app = await launch()
  const file = candlesFile('dropped.csv')
  await app.page.evaluate(() => {
    document.body.addEventListener('drop', (event) => {
      const [dropped] = event.dataTransfer?.files ?? []
      if (dropped) Object.assign(window, { importing: { source: { path: tapedeck.pathOf(dropped) } } })
    })
  })
  await app.drop('body', [file])
  const envelope = await app.page.evaluate(() =>
    tapedeck.ask('dataset.import', (window as { importing?: unknown }).importing),
  )
  expect(envelope).toMatchObject({ ok: true })
})

test('D1 Open candles in the menu imports what is chosen in the dialog', async () => {
  const app = await launch()
  const file = candlesFile('chosen.csv')
  await app.evaluate(({ dialog, Menu }, file) => {
    dialog.showOpenDialog = (async () => ({
      canceled: false,
      filePaths: [file],
    })) as typeof dialog.showOpenDialog
    const entries = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? [])
    entries?.find(({ label }) => label.startsWith('Open candles'))?.click()
  }, file)
  await imports(app).toContain('chosen.csv')
})

test('D1 a dialog that is left without a choice changes nothing', async () => {
  const app = await launch()
  await app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = (async () => ({ canceled: true, filePaths: [] })) as typeof dialog.showOpenDialog
  })
  expect(await app.ask('dialog.candles')).toEqual({ ok: true, value: null })
  expect(await app.ask('dialog.folder')).toEqual({ ok: true, value: null })
})

test('D1 files named at the start are imported', async () => {
  const app = await launch({ args: [candlesFile('named.csv')] })
  await imports(app).toContain('named.csv')
})

test('O1 a second start hands its files to the first and ends', async () => {
  const app = await launch()
  const code = await app.startSecond([candlesFile('second.csv')])
  await imports(app).toContain('second.csv')
  const windows = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  expect({ code, windows }).toEqual({ code: 0, windows: 1 })
})

test('R3 what was acknowledged is there after a kill -9, and the home opens again', async () => {
  const app = await launch()
  await app.ask('preference.write', { name: 'theme', value: 'light' })
  await app.kill()
  await app.restart()
  expect(await app.ask('preference.list')).toMatchObject({
    ok: true,
    value: { preferences: { theme: 'light' } },
  })
})

test('K5 a window whose page died is loaded again when the person wants that', async () => {
  const app = await launch()
  await app.page.evaluate(() => Object.assign(window, { before: true }))
  await app.evaluate(({ BrowserWindow, dialog }) => {
    dialog.showMessageBox = (async () => ({
      response: 0,
      checkboxChecked: false,
    })) as typeof dialog.showMessageBox
    BrowserWindow.getAllWindows()[0]?.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
  })
  await expect.poll(() => app.page.evaluate(() => 'before' in window)).toBe(false)
  expect(await app.ask('session.read')).toMatchObject({ ok: true })
})

test('U7 the window takes the size and the scheme that a test asks for', async () => {
  const app = await launch({ size: SMALL, scheme: 'light' })
  const look = () =>
    app.page.evaluate(() => ({
      width: window.innerWidth,
      height: window.innerHeight,
      light: matchMedia('(prefers-color-scheme: light)').matches,
    }))
  expect(await look()).toEqual({ ...SMALL, light: true })
  await app.resize(LARGE)
  expect(await look()).toEqual({ ...LARGE, light: true })
  expect(existsSync(await app.screenshot('harness'))).toBe(true)
})

// On real Electron a box waits for a person, and nobody is there to close it.
const withoutBoxes = test.skipIf(chosenHost() === 'electron')

withoutBoxes(
  'STORE_UNAVAILABLE a home that cannot be written: code, sentence, exit code 6, no stack',
  async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, 'not a folder')
    const { code, said } = await launchInVain([`--home=${file}`])
    expect(code).toBe(6)
    expect(said).toContain('(STORE_UNAVAILABLE)')
    expect(said).not.toMatch(/\n\s+at /)
    expect(readFileSync(file, 'utf8')).toBe('not a folder')
  },
)

withoutBoxes('USAGE --home without a folder is refused with exit code 2', async () => {
  const { code, said } = await launchInVain(['--home='])
  expect(code).toBe(2)
  expect(said).toContain('(USAGE)')
})
