/**
 * `const app = await launch({ home })`: Tapedeck as it is built, in a window that a test can use,
 * in real Electron or in its stand-in. The rest is in the README beside this file.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import type { Bridge } from '../../../src/shared/bridge.ts'
import type { Request } from '../../../src/shared/contract.ts'
import type { Envelope } from '../../../src/shared/wire.ts'
import { startElectronApp } from './electron-app.ts'
import { chosenHost, EndedEarly, type HostKind, type RunningApp, type Start } from './host.ts'
import { root } from './root.ts'
import { startStandinApp } from './standin-app.ts'

export interface LaunchOptions {
  /** Where it keeps its data; a new empty folder that is removed afterwards, where left out. */
  readonly home?: string
  readonly size?: Size
  readonly scheme?: 'dark' | 'light'
  /** More arguments, such as files to open. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export interface Size {
  readonly width: number
  readonly height: number
}
export const SMALL: Size = { width: 1280, height: 720 }
export const LARGE: Size = { width: 1920, height: 1080 }

export interface App {
  readonly kind: HostKind
  readonly home: string
  /** The window's page; another one after `restart`. */
  readonly page: Page
  /** Requests of the page for anything but the app's own files, since `launch`. */
  readonly offsite: readonly string[]
  /** What the page said on its console, and errors that nobody caught, since `launch`. */
  readonly complaints: readonly string[]
  readonly evaluate: RunningApp['evaluate']
  /** Asks over the window's bridge, as the page would; any name, any value. */
  ask<R extends Request>(request: R, ask?: unknown): Promise<Envelope<R>>
  ask(request: string, ask?: unknown): Promise<Envelope>
  /** Drops files from disk on something in the page, as a person would. */
  drop(target: string | Locator, files: readonly string[]): Promise<void>
  /** Starts the app a second time with the same home; answers the second one's exit code. */
  startSecond(args?: readonly string[]): Promise<number | null>
  /** Ends the app as a power cut would; `restart` starts it again. */
  kill(): Promise<void>
  /** Closes it where it still runs, and starts it again on the same home. */
  restart(): Promise<void>
  resize(size: Size): Promise<void>
  /** Puts a picture of the window into out/screenshots. */
  screenshot(name: string): Promise<string>
  /** What the app's process has written, since it was started last. */
  logs(): string
  /** Answers the exit code; null where a signal ended it. */
  close(): Promise<number | null>
}

/** On the page, where the functions given to `page.evaluate` run. */
declare const tapedeck: Bridge

const open = new Set<App>()

/** Starts the app and waits for its window. */
export async function launch(options: LaunchOptions = {}): Promise<App> {
  const { size, scheme, args = [], env = {} } = options
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'tapedeck-home-'))
  const offsite: string[] = []
  const complaints: string[] = []
  const begin = async (): Promise<RunningApp> => {
    const started = await startApp({ args: [`--home=${home}`, ...args], env }, (page) => {
      page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
      page.on('pageerror', (error) => complaints.push(String(error)))
    })
    if (scheme !== undefined) await started.page.emulateMedia({ colorScheme: scheme })
    if (size !== undefined) await started.page.setViewportSize(size)
    return started
  }
  const cleanUp = (): void => {
    if (options.home === undefined) rmSync(home, { recursive: true, force: true })
  }
  let running = await begin().catch((error: unknown) => {
    cleanUp()
    throw error
  })

  const app: App = {
    home,
    get kind() {
      return running.kind
    },
    get page() {
      return running.page
    },
    complaints,
    get offsite() {
      return [...offsite, ...running.offsite]
    },
    evaluate: (work, argument) => running.evaluate(work, argument),
    // What is asked is answered; its type can't say so across the process boundary.
    ask: ((request: string, ask: unknown = {}) =>
      running.page.evaluate(([name, ask]) => tapedeck.ask(name, ask), [request, ask] as const)) as App['ask'],
    drop: (target, files) => drop(running.page, target, files),
    startSecond: (more = []) => running.startSecond([`--home=${home}`, ...more]),
    kill: () => running.kill(),
    async restart() {
      await running.quit()
      offsite.push(...running.offsite)
      running = await begin()
    },
    resize: (size) => running.page.setViewportSize(size),
    async screenshot(name) {
      const folder = join(root, 'out/screenshots')
      mkdirSync(folder, { recursive: true })
      const path = join(folder, `${name}.png`)
      await running.page.screenshot({ path })
      return path
    },
    logs: () => running.logs(),
    async close() {
      open.delete(app)
      const code = await running.quit()
      cleanUp()
      return code
    },
  }
  open.add(app)
  return app
}

/** For an app that says why it can't start; answers its exit code and what it said. */
export async function launchInVain(args: readonly string[]): Promise<EndedEarly> {
  try {
    await startApp({ args, env: {} }, () => {})
  } catch (error) {
    if (error instanceof EndedEarly) return error
    throw error
  }
  throw new Error('the app has a window, though it was not expected to')
}

/** The apps that run now. */
export const openApps = (): ReadonlySet<App> => new Set(open)

/** Closes what is open, except what was open before. */
export async function closeApps(before: ReadonlySet<App> = new Set()): Promise<void> {
  await Promise.allSettled([...open].filter((app) => !before.has(app)).map((app) => app.close()))
}

async function startApp(start: Start, opened: (page: Page) => void): Promise<RunningApp> {
  const app = chosenHost() === 'electron' ? await startElectronApp(start) : await startStandinApp(start)
  opened(app.page)
  await app.page.waitForURL((url) => url.href !== 'about:blank')
  return app
}

/** The same on Chromium and on Electron: the browser's own drop of real files, path and all. */
async function drop(page: Page, target: string | Locator, files: readonly string[]): Promise<void> {
  const locator = typeof target === 'string' ? page.locator(target) : target
  const box = await locator.boundingBox()
  if (box === null) throw new Error('there is nothing on the screen to drop files on')
  const cdp = await page.context().newCDPSession(page)
  const x = box.x + box.width / 2
  const y = box.y + box.height / 2
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await cdp.send('Input.dispatchDragEvent', { type, x, y, data })
  }
  await cdp.detach()
}
