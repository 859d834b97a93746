/** Starts our own scripts as processes of their own, hundreds of times: what was compiled once is kept. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

export type Child = ChildProcessByStdio<null, Readable, Readable>

export function start(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Child {
  const file = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, ['--no-warnings', file, ...args], {
    env: { ...process.env, NODE_COMPILE_CACHE: path.join(tmpdir(), 'tapedeck-torture-compiled'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.setEncoding('utf8')
  child.stderr.setEncoding('utf8')
  return child
}

/** Whole lines only: half a line was never said. */
export const linesOf = (text: string): string[] => text.split('\n').slice(0, -1)
