import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Problem } from '../../../shared/problem.ts'

export interface Options {
  /** Where Tapedeck keeps everything; null for the usual place. */
  readonly home: string | null
  /** Files of candles to import once the window is there. */
  readonly files: readonly string[]
  /** For a reviewer: nothing is made. */
  readonly readOnly: boolean
}

const CANDLES = /\.(csv|txt|tsv|gz|zip)$/i

/**
 * Reads what the program was started with. Electron and Chromium put words of their own among the
 * arguments, so anything unknown is left alone and a file is known by its ending.
 */
export function readOptions(argv: readonly string[], folder: string): Options {
  const { values, positionals } = parseArgs({
    args: argv.slice(1),
    options: { home: { type: 'string' }, 'read-only': { type: 'boolean' } },
    strict: false,
  })
  const { home } = values
  if (home === true || home === '') {
    throw new Problem('USAGE', { field: 'home' }, '--home names no folder.', 'Write --home=FOLDER.')
  }
  return {
    home: typeof home === 'string' ? resolve(folder, home) : null,
    readOnly: values['read-only'] === true,
    files: positionals.filter((word) => CANDLES.test(word)).map((word) => resolve(folder, word)),
  }
}
