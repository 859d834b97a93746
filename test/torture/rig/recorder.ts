/** Runs a program with `rec.c` between it and its disk, and reads what was written down. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { linesOf, start } from './child.ts'

const SOURCE = fileURLToPath(new URL('rec.c', import.meta.url))

let built: string | null | undefined

/** The library, compiled once; null where there is no compiler or no way to load it. */
export function recorder(): string | null {
  if (built !== undefined) return built
  built = null
  if (process.platform !== 'linux') return built
  const folder = mkdtempSync(path.join(tmpdir(), 'tapedeck-rec-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const library = path.join(folder, 'rec.so')
  const flags = ['-shared', '-fPIC', '-O1', '-o', library, SOURCE, '-ldl', '-lpthread']
  if (spawnSync('gcc', flags).status === 0 && existsSync(library)) built = library
  return built
}

export const NO_COMPILER = 'there is no gcc here'

export interface Fault {
  readonly REC_SKIP?: 'files' | 'folders' | 'all'
  readonly REC_FULL_AT?: number
  readonly REC_FULL_FOR?: number
  readonly REC_EIO_WRITE?: number
  readonly REC_EIO_SYNC?: number
  readonly REC_KILL_AT?: number
}

export interface Step {
  readonly op: string
  readonly id: number
  readonly path: string
  readonly other: string
  readonly at: number
  readonly data: Buffer
}

export interface Recorded {
  readonly steps: readonly Step[]
  readonly said: readonly string[]
  readonly signal: NodeJS.Signals | null
  readonly code: number | null
  readonly complaint: string
}

export async function record(
  root: string,
  script: string,
  args: readonly string[],
  fault: Fault & { readonly log?: boolean } = {},
): Promise<Recorded> {
  const { log: isLogged = false, ...faults } = fault
  const folder = mkdtempSync(path.join(tmpdir(), 'tapedeck-log-'))
  const log = path.join(folder, 'log')
  try {
    const child = start(script, [root, ...args], {
      LD_PRELOAD: recorder() ?? '',
      REC_ROOT: root,
      ...(isLogged ? { REC_LOG: log } : {}),
      ...Object.fromEntries(Object.entries(faults).map(([name, value]) => [name, String(value)])),
    })
    const [out, errors]: [string[], string[]] = [[], []]
    child.stdout.on('data', (text: string) => out.push(text))
    child.stderr.on('data', (text: string) => errors.push(text))
    const { code, signal } = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>(
      (resolve) => child.on('close', (ended, by) => resolve({ code: ended, signal: by })),
    )
    return {
      steps: existsSync(log) ? stepsIn(readFileSync(log)) : [],
      said: linesOf(out.join('')),
      signal,
      code,
      complaint: errors.join(''),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const HEAD = 32

function stepsIn(log: Buffer): Step[] {
  const steps: Step[] = []
  for (let at = 0; at + HEAD <= log.length;) {
    const op = String.fromCharCode(log[at] ?? 0)
    const [id, paths, others] = [
      log.readUInt32LE(at + 4),
      log.readUInt32LE(at + 8),
      log.readUInt32LE(at + 12),
    ]
    const place = Number(log.readBigInt64LE(at + 16))
    const length = op === 'W' || op === 'A' ? Number(log.readBigInt64LE(at + 24)) : 0
    at += HEAD
    const text = (bytes: number) => log.toString('utf8', at, (at += bytes))
    const [name, other] = [text(paths), text(others)]
    steps.push({ op, id, path: name, other, at: place, data: log.subarray(at, (at += length)) })
  }
  return steps
}
