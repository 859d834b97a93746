import { join } from 'node:path'
import { BrowserWindow, screen } from 'electron'
import { PAGE } from './page.ts'

/** The dark theme's ground, so that the first frame does not flash. */
const GROUND = '#0f1216'

/** The one window, shown when it has something to show. */
export function openWindow(): BrowserWindow {
  const { width, height } = screen.getPrimaryDisplay().workAreaSize
  const window = new BrowserWindow({
    title: 'Tapedeck',
    width: Math.min(1440, width),
    height: Math.min(900, height),
    minWidth: 1024,
    minHeight: 640,
    backgroundColor: GROUND,
    show: false,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      // Chromium would fetch its dictionaries from the network.
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  return window
}

export const loadPage = (window: BrowserWindow): Promise<void> => window.loadURL(PAGE.href)
