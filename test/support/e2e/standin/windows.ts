import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type Electron from 'electron'
import { app, preventable } from './app.ts'
import { clone } from './clone.ts'
import { session, type Session } from './session.ts'
import { toTest } from './to-test.ts'

const windows = new Map<number, BrowserWindow>()

/** What a window that Tapedeck may open has to say about itself; anything else is refused. */
const REQUIRED = { contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true } as const

type CoveredContents = 'id' | 'getURL' | 'isDestroyed' | 'send' | 'reload' | 'setWindowOpenHandler'

class WebContents extends EventEmitter implements Pick<Electron.WebContents, CoveredContents> {
  readonly id: number
  readonly session: Session = session.defaultSession
  /** The page's main frame; `parent` tells it from the frames inside it. */
  readonly mainFrame = { url: '', parent: null }
  #openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] = () => ({ action: 'allow' })
  #window: BrowserWindow

  constructor(window: BrowserWindow) {
    super()
    this.id = window.id
    this.#window = window
  }
  getURL(): string {
    return this.mainFrame.url
  }
  isDestroyed(): boolean {
    return this.#window.isDestroyed()
  }
  send(channel: string, ...args: unknown[]): void {
    if (this.isDestroyed()) throw new TypeError('Object has been destroyed')
    toTest.tell('sendToPage', { window: this.id, channel, args: clone(args) })
  }
  reload(): void {
    toTest.tell('reload', { window: this.id })
  }
  setWindowOpenHandler(handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0]): void {
    this.#openHandler = handler
  }

  /** A page called `window.open` or followed a link to a new window. */
  pageOpened(url: string): void {
    const { action } = this.#openHandler({
      url,
      frameName: '',
      features: '',
      disposition: 'foreground-tab',
      referrer: { url: this.getURL(), policy: 'no-referrer' },
    })
    if (action === 'allow') throw new Error('stand-in: a page may not open windows')
  }
  /** A page wants to go somewhere; answers whether the app lets it. */
  mayNavigate(url: string, isMainFrame: boolean): boolean {
    const inFrame = preventable({ url, isMainFrame })
    this.emit('will-frame-navigate', inFrame)
    if (!isMainFrame) return !inFrame.defaultPrevented
    const inPage = preventable({ url, isMainFrame })
    this.emit('will-navigate', inPage, url)
    return !inFrame.defaultPrevented && !inPage.defaultPrevented
  }
}

type CoveredWindow =
  | 'id'
  | 'loadURL'
  | 'show'
  | 'isVisible'
  | 'focus'
  | 'isMinimized'
  | 'minimize'
  | 'restore'
  | 'isDestroyed'
  | 'close'
  | 'destroy'

export class BrowserWindow extends EventEmitter implements Pick<Electron.BrowserWindow, CoveredWindow> {
  static #opened = 0
  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()]
  }
  static fromId(id: number): BrowserWindow | null {
    return windows.get(id) ?? null
  }

  readonly id: number
  readonly webContents: WebContents
  /** How often the app asked for the keyboard, for tests to see. */
  focused = 0
  #visible: boolean
  #minimized = false
  #destroyed = false
  #page: Promise<void>

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super()
    const { width = 800, height = 600, show = true, webPreferences = {} } = options
    for (const name of Object.keys(REQUIRED) as (keyof typeof REQUIRED)[]) {
      if (webPreferences[name] !== REQUIRED[name]) {
        throw new Error(`stand-in: webPreferences.${name} has to be ${REQUIRED[name]}`)
      }
    }
    if (session.defaultSession.grantsAnything()) {
      throw new Error('stand-in: permissions have to be refused before there is a window')
    }
    BrowserWindow.#opened += 1
    this.id = BrowserWindow.#opened
    this.#visible = show
    this.webContents = new WebContents(this)
    const preload = webPreferences.preload === undefined ? '' : readFileSync(webPreferences.preload, 'utf8')
    this.#page = toTest.ask('newWindow', { window: this.id, width, height, preload })
    windows.set(this.id, this)
    app.windows.add(this)
    app.emit('web-contents-created', {}, this.webContents)
    app.emit('browser-window-created', {}, this)
  }

  async loadURL(url: string): Promise<void> {
    await this.#page
    this.webContents.mainFrame.url = url
    await toTest.ask('load', { window: this.id, url })
    this.emit('ready-to-show')
    this.webContents.emit('did-finish-load')
  }
  show(): void {
    this.#visible = true
    this.emit('show')
  }
  isVisible(): boolean {
    return this.#visible
  }
  focus(): void {
    this.focused += 1
  }
  minimize(): void {
    this.#minimized = true
  }
  isMinimized(): boolean {
    return this.#minimized
  }
  restore(): void {
    this.#minimized = false
  }
  isDestroyed(): boolean {
    return this.#destroyed
  }
  close(): void {
    const close = preventable({})
    this.emit('close', close)
    if (!close.defaultPrevented) this.destroy()
  }
  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    windows.delete(this.id)
    app.windows.delete(this)
    toTest.tell('closeWindow', { window: this.id })
    this.emit('closed')
    if (windows.size > 0) return
    if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed')
    else app.quit()
  }
}
