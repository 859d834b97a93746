/** What the two places an end-to-end test can run in have in common, and which of them it is. */
import type * as Electron from 'electron'
import type { Page } from 'playwright-core'
import { findElectron } from './find-electron.ts'

export type HostKind = 'electron' | 'standin'

/** The app, started once; `launch` puts what tests like to do on top of it. */
export interface RunningApp {
  readonly kind: HostKind
  readonly page: Page
  /** Requests of the page for anything but the app's own files. */
  readonly offsite: readonly string[]
  /** Runs in the app's main process, on what it imports from 'electron'. */
  evaluate<A, T>(work: (electron: ElectronModule, argument: A) => T | Promise<T>, argument?: A): Promise<T>
  /** Starts the app again while this one runs; answers the other's exit code. */
  startSecond(args: readonly string[]): Promise<number | null>
  /** Closes the app as a person would, and waits until it has ended. */
  quit(): Promise<number | null>
  /** Ends it without a word, as a power cut would. */
  kill(): Promise<void>
  /** Answers when it has ended by itself. */
  readonly exited: Promise<number | null>
  logs(): string
}

export type ElectronModule = Pick<
  typeof Electron,
  'app' | 'BrowserWindow' | 'dialog' | 'ipcMain' | 'Menu' | 'session' | 'shell'
>

/** What an app is started with. */
export interface Start {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** The app ended and never had a window. */
export class EndedEarly extends Error {
  readonly code: number | null
  readonly said: string

  constructor(code: number | null, said: string) {
    super(`the app ended (${code}) before it had a window\n${said}`)
    this.code = code
    this.said = said
  }
}

/** Real Electron where it is installed, unless TAPEDECK_E2E_HOST says otherwise. */
export function chosenHost(): HostKind {
  const wanted = process.env['TAPEDECK_E2E_HOST'] ?? 'auto'
  if (wanted === 'standin') return 'standin'
  if (wanted !== 'auto' && wanted !== 'electron') {
    throw new Error(`TAPEDECK_E2E_HOST is ${wanted}; it can be auto, electron or standin.`)
  }
  if (findElectron() !== null) return 'electron'
  if (wanted === 'auto') return 'standin'
  throw new Error(
    'TAPEDECK_E2E_HOST=electron, and Electron is not installed. Run npx install-electron first.',
  )
}
