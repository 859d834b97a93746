/**
 * `node start.ts out/main/index.js …`: runs the app's compiled main process with our double in the
 * place of 'electron', and answers what the test asks about it.
 */
import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as electron from './electron.ts'
import { answers } from './to-test.ts'

const { app, BrowserWindow, ipcMain, session } = electron
const contents = (id: number) => BrowserWindow.fromId(id)?.webContents

Object.assign(answers, {
  invoke: (call) => ipcMain.invoked(call),
  send: (message) => ipcMain.sent(message),
  fetch: ({ url, method, headers }) => session.defaultSession.fetch(url, method, headers),
  mayNavigate: ({ window, url, isMainFrame }) => contents(window)?.mayNavigate(url, isMainFrame) ?? false,
  windowOpen: ({ window, url }) => contents(window)?.pageOpened(url),
  closed: ({ window }) => BrowserWindow.fromId(window)?.destroy(),
  crashed: ({ window }) =>
    void contents(window)?.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }),
  secondInstance: ({ argv, folder, handed }) => void app.emit('second-instance', {}, argv, folder, handed),
  evaluate: ({ source, argument }) => functionFrom(source)(electron, argument),
  quit: () => app.quit(),
} satisfies typeof answers)

/** The test's function, out of its own text: it runs here and sees nothing of the test around it. */
const functionFrom = (source: string): ((module: unknown, argument: unknown) => Promise<unknown>) =>
  new Function(`return (${source})`)()

const double = new URL('./electron.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: double, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
})

process.on('SIGTERM', () => app.quit())
process.on('SIGINT', () => app.quit())
// The test went away without a word: so does the app.
process.on('disconnect', () => process.exit(1))

process.argv.splice(1, 1)
await import(pathToFileURL(resolve(process.argv[1] ?? '')).href)
app.becomeReady()
