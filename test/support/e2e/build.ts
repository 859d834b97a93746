/** Before the end-to-end tests: builds the app where `out/` is older than what it is made from. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser } from './find-browser.ts'
import { chosenHost } from './host.ts'
import { root } from './root.ts'

const SOURCES = ['src', 'package.json', 'package-lock.json', 'electron.vite.config.ts']
const BUILT = ['main/index.js', 'main/worker.js', 'preload/index.cjs', 'renderer/index.html']

/** vitest's globalSetup. */
export default function setup(): void {
  const host = chosenHost()
  // Found here once, so that two test files never install a browser at the same time.
  const program = host === 'electron' ? 'Electron' : `the stand-in for Electron, in ${findBrowser()}`
  console.log(`End-to-end tests run in ${program}.`)
  buildIfStale()
}

export function buildIfStale(): void {
  const newest = Math.max(...SOURCES.map((name) => newestIn(join(root, name))))
  const oldest = Math.min(...BUILT.map((name) => changedAt(join(root, 'out', name))))
  if (newest < oldest) return
  console.log('Building the app for them.')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
    // The build that is tested is the one that is used: React, too, looks at this.
    { cwd: root, env: { ...process.env, NODE_ENV: 'production' }, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`electron-vite build failed\n${stdout}\n${stderr}`)
}

function newestIn(path: string): number {
  if (!statSync(path).isDirectory()) return changedAt(path)
  const inside = readdirSync(path, { recursive: true, withFileTypes: true })
  return Math.max(...inside.map((entry) => changedAt(join(entry.parentPath, entry.name))))
}

const changedAt = (path: string): number => (existsSync(path) ? statSync(path).mtimeMs : 0)
