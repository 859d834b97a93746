/** The command line as a person has it: another process, its two streams and its exit code. */
import { type ChildProcess, spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { commandLine } from '../../src/main/hosts/cli/command-line.ts'
import { serve } from '../../src/main/hosts/loopback/serve.ts'

export const PROJECT = fileURLToPath(new URL('../../', import.meta.url))
const ENTRY = fileURLToPath(new URL('../../src/main/hosts/tapedeck.ts', import.meta.url))

const START = fileURLToPath(new URL('../../src/main/hosts/start.ts', import.meta.url))

export interface Ended {
  readonly exit: number | null
  readonly out: string
  readonly err: string
}

interface Surroundings {
  readonly env?: NodeJS.ProcessEnv
  readonly folder?: string
}

export const begin = (words: readonly string[], surroundings: Surroundings = {}): ChildProcess =>
  node(ENTRY, words, surroundings)

/** What `npm start` does when the window is built. */
export const beginApp = (words: readonly string[], surroundings: Surroundings = {}): ChildProcess =>
  node(START, words, surroundings)

function node(entry: string, words: readonly string[], surroundings: Surroundings): ChildProcess {
  const { env = {}, folder = PROJECT } = surroundings
  const { npm_lifecycle_event: _, INIT_CWD: __, ...inherited } = process.env
  const child = spawn(process.execPath, [entry, ...words], { cwd: folder, env: { ...inherited, ...env } })
  // A test that fails leaves nobody behind.
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

export async function tapedeck(words: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  const child = begin(words, surroundings)
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [out, err, exit] = await Promise.all([read(child.stdout), read(child.stderr), closed])
  return { exit, out, err }
}

const read = async (stream: ChildProcess['stdout']): Promise<string> => (stream === null ? '' : text(stream))

/** The same without a process of its own, for the many ways to type something. */
export async function tapedeckHere(words: readonly string[], folder: string): Promise<Ended> {
  const streams = { out: '', err: '' }
  const exit = await commandLine(words, {
    version: '1.2.3',
    home: join(folder, 'usual-home'),
    folder,
    progress: { show: () => undefined, clear: () => undefined },
    coinbase: undefined,
    interrupted: new AbortController().signal,
    serve,
    print: (text) => (streams.out += `${text}\n`),
    complain: (text) => (streams.err += `${text}\n`),
  })
  return { exit, ...streams }
}

export interface Answered {
  readonly exit: number | null
  readonly json: unknown
}

export const asked = async (words: readonly string[], surroundings: Surroundings = {}): Promise<Answered> =>
  document(await tapedeck([...words, '--json'], surroundings))

export const askedHere = async (words: readonly string[], folder: string): Promise<Answered> =>
  document(await tapedeckHere([...words, '--json'], folder))

/** The one document that `--json` answers with; anything beside it fails. */
function document({ exit, out, err }: Ended): Answered {
  if (out.trimEnd().includes('\n')) throw new Error(`more than one line of JSON: ${out}`)
  if (err !== '') throw new Error(`something was said beside the answer: ${err}`)
  return { exit, json: JSON.parse(out) }
}
