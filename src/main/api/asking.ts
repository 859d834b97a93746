/** Who asks for what, known to everything that is done because of it, through every `await`. */
import { AsyncLocalStorage } from 'node:async_hooks'
import os from 'node:os'
import type { Request } from '../../shared/contract.ts'
import type { Entry } from '../../shared/operation.ts'

export interface Asking {
  readonly entry: Entry
  readonly request: Request
  readonly ask: unknown
}

const current = new AsyncLocalStorage<Asking>()

export const whileAsking = <T>(asking: Asking, work: () => T): T => current.run(asking, work)

/** null for what Tapedeck does by itself. */
export const whoAsks = (): Asking | null => current.getStore() ?? null

/** The person at this machine and their way in, for the audit trail. */
export function whoIsIt(): string {
  const entry = whoAsks()?.entry
  return entry === undefined ? userName() : `${userName()} (${entry})`
}

function userName(): string {
  try {
    return os.userInfo().username
  } catch {
    // A user without an entry in the system's list, as in some containers.
    return 'unknown'
  }
}
