import { app, Menu, type MenuItemConstructorOptions } from 'electron'

/** Few entries, all of them real: the window itself is where things are done. */
export function setMenu(openCandles: () => void): void {
  const file: MenuItemConstructorOptions = {
    label: '&File',
    submenu: [
      { label: 'Open candles…', accelerator: 'CmdOrCtrl+O', click: openCandles },
      { type: 'separator' },
      { role: 'quit', accelerator: 'CmdOrCtrl+Q' },
    ],
  }
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      { role: 'togglefullscreen' },
      ...(app.isPackaged ? [] : [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
    ],
  }
  const system: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  // Without an Edit menu, macOS neither copies nor pastes.
  Menu.setApplicationMenu(Menu.buildFromTemplate([...system, file, { role: 'editMenu' }, view]))
}
