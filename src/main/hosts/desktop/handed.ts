/**
 * Files that a person put into our hands: dropped on the window, chosen in a dialog, or named when
 * Tapedeck was started. The page may have these read, and no other file of this machine.
 */
import type { Request } from '../../../shared/contract.ts'
import { basename } from 'node:path'
import { Problem } from '../../../shared/problem.ts'

/** Requests that name a file to read. */
const READING: ReadonlySet<string> = new Set<Request>(['dataset.import', 'dataset.inspect', 'capsule.import'])

export class Handed {
  readonly #paths = new Set<string>()

  take(paths: readonly unknown[]): void {
    for (const path of paths) {
      if (typeof path === 'string' && path !== '') this.#paths.add(path)
    }
  }

  /** Refuses to read a file that nobody handed over. */
  admit(request: string, ask: unknown): void {
    if (!READING.has(request)) return
    const path = pathIn(ask)
    if (path === null || this.#paths.has(path)) return
    throw new Problem(
      'UNAUTHORIZED',
      { field: 'source.path', text: basename(path) },
      'Nobody has handed this file to Tapedeck.',
      'Drop it on the window, or choose it with File, Open candles.',
    )
  }
}

/** The path that the request names; whatever else it says is checked where it is answered. */
function pathIn(ask: unknown): string | null {
  if (typeof ask !== 'object' || ask === null || !('source' in ask)) return null
  const { source } = ask
  if (typeof source !== 'object' || source === null || !('path' in source)) return null
  return typeof source.path === 'string' ? source.path : null
}
