/**
 * The loops that lie beside the project, in C and in JavaScript: moving-average cross on a file, with
 * an equity curve and a list of trades in doubles. They run as programs of their own.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const LOOPS = fileURLToPath(new URL('../../../shared/bench', import.meta.url))

export interface Loop {
  readonly name: string
  /** Milliseconds for one pass over the file, as the loop itself measures it. */
  readonly run: (csv: string) => number
}

/** Those that can run here, and a word on each that can't. */
export function referenceLoops(folder: string): { loops: Loop[]; missing: string[] } {
  if (!existsSync(LOOPS)) return { loops: [], missing: ['the reference loops: ../shared is not here'] }
  const program = path.join(folder, 'ref')
  const passes = '3'
  const js: Loop = {
    name: 'JS loop',
    run: (csv) =>
      timeOf(execFileSync(process.execPath, [path.join(LOOPS, 'ref-bench.mjs'), csv, 'single', passes])),
  }
  try {
    execFileSync('gcc', ['-O3', '-march=native', '-o', program, path.join(LOOPS, 'ref.c'), '-lm'])
  } catch {
    return { loops: [js], missing: ['the C loop: there is no gcc that builds it'] }
  }
  const c: Loop = { name: 'C loop', run: (csv) => timeOf(execFileSync(program, [csv, 'single', passes])) }
  return { loops: [c, js], missing: [] }
}

/** Both print a line of JSON for each thing they timed, in seconds. */
function timeOf(printed: Buffer): number {
  for (const line of printed.toString().trim().split('\n')) {
    const said: unknown = JSON.parse(line)
    if (typeof said !== 'object' || said === null || !('test' in said) || !('wall_med' in said)) continue
    if (said.test === 'single_sma') return 1000 * Number(said.wall_med)
  }
  throw new Error('the reference loop did not say what it took')
}
