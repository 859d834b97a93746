/**
 * The desktop: one window on a workstation in this process. Only this room imports 'electron'; what
 * Tapedeck can do is the workstation's business, and reaches the window through the bridge.
 */
import { join } from 'node:path'
import { app, BrowserWindow, session } from 'electron'
import { defaultHome } from '../../api/home.ts'
import { openWorkstation, type Workstation } from '../../api/workstation.ts'
import { serveBridge } from './bridge.ts'
import { systemDialogs } from './dialogs.ts'
import { Handed } from './handed.ts'
import { chooseFiles, importFiles } from './imports.ts'
import { becomeOnlyInstance, secondInstances, type SecondInstances } from './instance.ts'
import { setMenu } from './menu.ts'
import { readOptions } from './options.ts'
import { declareScheme, serveWindow } from './protocol.ts'
import { harden } from './security.ts'
import { giveUp, watchPage } from './trouble.ts'
import { loadPage, openWindow } from './window.ts'

process.on('uncaughtException', giveUp)
process.on('unhandledRejection', giveUp)

// Not awaited: Electron becomes ready only after this module has run to its end.
void start().catch(giveUp)

async function start(): Promise<void> {
  app.enableSandbox()
  declareScheme()
  const options = readOptions(process.argv, process.cwd())
  const home = options.home ?? defaultHome()
  if (!becomeOnlyInstance(home, options.files)) {
    app.quit()
    return
  }
  const second = secondInstances()
  await app.whenReady()
  harden(session.defaultSession)
  serveWindow(join(import.meta.dirname, '../renderer'))

  const handed = new Handed()
  const workstation = await openWorkstation({
    home,
    session: { host: 'desktop', version: app.getVersion(), paths: true, dialogs: true },
    worker: new URL('./worker.js', import.meta.url),
    dialogs: systemDialogs(handed, () => BrowserWindow.getAllWindows()[0] ?? null),
    readOnly: options.readOnly,
  })
  closeBeforeQuitting(workstation)
  await showWindow(workstation, handed, options.files, second)
}

async function showWindow(
  workstation: Workstation,
  handed: Handed,
  files: readonly string[],
  second: SecondInstances,
): Promise<void> {
  const { client } = workstation
  const window = openWindow()
  serveBridge(workstation, window, handed)
  watchPage(window)
  setMenu(() => void chooseFiles(client, window))

  const open = (named: readonly string[]): Promise<void> => {
    handed.take(named)
    return importFiles(client, window, named)
  }
  await loadPage(window)
  await open(files)
  second.hear((named) => {
    // The last window may be closing while a second Tapedeck is started.
    if (window.isDestroyed()) return
    if (window.isMinimized()) window.restore()
    window.focus()
    void open(named)
  })
}

/** Quitting waits until the workstation has put everything down. */
function closeBeforeQuitting(workstation: Workstation): void {
  let closed = false
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void workstation.close().finally(() => {
      closed = true
      app.quit()
    })
  })
  // One window is all there is, on a Mac too.
  app.on('window-all-closed', () => app.quit())
}
