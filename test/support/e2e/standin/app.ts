import { EventEmitter } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Electron from 'electron'
import { toTest } from './to-test.ts'

interface OpenWindow {
  close(): void
  isDestroyed(): boolean
}

/** An event that a listener may prevent. */
export const preventable = <T extends object>(facts: T) => ({
  ...facts,
  defaultPrevented: false,
  preventDefault() {
    this.defaultPrevented = true
  },
})

type Covered =
  | 'isPackaged'
  | 'isReady'
  | 'whenReady'
  | 'enableSandbox'
  | 'getPath'
  | 'setPath'
  | 'getAppPath'
  | 'getVersion'
  | 'requestSingleInstanceLock'
  | 'quit'
  | 'exit'

class App extends EventEmitter implements Pick<Electron.App, Covered> {
  readonly isPackaged = false
  readonly windows = new Set<OpenWindow>()
  #ready = false
  #quitting = false
  #paths = new Map<string, string>([['temp', tmpdir()]])

  /** Called once the app's main module has run to its end, which is when Electron is ready too. */
  becomeReady(): void {
    this.#ready = true
    this.emit('ready')
  }
  isReady(): boolean {
    return this.#ready
  }
  async whenReady(): Promise<void> {
    if (!this.#ready) await new Promise((resolve) => this.once('ready', resolve))
  }
  enableSandbox(): void {
    if (this.#ready) throw new Error('app.enableSandbox() can only be called before app is ready')
  }

  getPath(name: string): string {
    const path = this.#paths.get(name)
    if (path === undefined) throw new Error(`stand-in: no path for '${name}'`)
    return path
  }
  setPath(name: string, path: string): void {
    this.#paths.set(name, path)
  }
  getAppPath(): string {
    return process.cwd()
  }
  getVersion(): string {
    const manifest: { version: string } = JSON.parse(
      readFileSync(join(this.getAppPath(), 'package.json'), 'utf8'),
    )
    return manifest.version
  }

  /** A file that holds the process id; one that a killed process left behind is taken over. */
  requestSingleInstanceLock(handed?: unknown): boolean {
    const folder = this.getPath('userData')
    const lock = join(folder, 'StandinLock')
    mkdirSync(folder, { recursive: true })
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
    } catch {
      if (isAlive(Number(readFileSync(lock, 'utf8')))) {
        toTest.tell('alreadyRunning', { argv: process.argv, folder: process.cwd(), handed })
        return false
      }
      writeFileSync(lock, String(process.pid))
    }
    process.once('exit', () => rmSync(lock, { force: true }))
    return true
  }

  quit(): void {
    if (this.#quitting) return
    this.#quitting = true
    this.#quitting = this.#goThrough()
  }
  /** Answers false where something was in the way. */
  #goThrough(): boolean {
    const before = preventable({})
    this.emit('before-quit', before)
    if (before.defaultPrevented) return false
    for (const window of this.windows) {
      window.close()
      if (!window.isDestroyed()) return false
    }
    const will = preventable({})
    this.emit('will-quit', will)
    if (will.defaultPrevented) return false
    this.emit('quit', {}, 0)
    this.exit(0)
    return true
  }
  exit(code = 0): void {
    process.exit(code)
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

export const app = new App()
