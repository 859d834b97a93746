/** The ladder: each step is one transaction, forward only, and the file's number says how far it is. */
import { Problem } from '../../../shared/problem.ts'
import type { Connection } from '../connection.ts'
import { foundation } from './0001-foundation.ts'
import { checks } from './0002-checks.ts'
import { records } from './0003-records.ts'
import { damages } from './0004-damages.ts'
import { safety } from './0005-safety.ts'

export const LADDER: readonly string[] = [foundation, checks, records, damages, safety]
export const STORE_VERSION = LADDER.length

/** Whether opening this file will change tables that already hold something. */
export function isBehind(connection: Connection): boolean {
  const version = Number(connection.pragma('user_version', { simple: true }))
  return version > 0 && version < STORE_VERSION
}

export function migrate(connection: Connection): void {
  // IMMEDIATE, and the number is read inside: two processes that start together climb once.
  const climb = connection.transaction(() => {
    const version = Number(connection.pragma('user_version', { simple: true }))
    if (version > STORE_VERSION) {
      throw new Problem(
        'SCHEMA_UNSUPPORTED',
        { found: version, known: STORE_VERSION },
        'This data folder was last used by a newer Tapedeck; nothing was changed.',
        'Update Tapedeck, or choose another data folder with --home.',
      )
    }
    for (const step of LADDER.slice(version)) connection.exec(step)
    connection.pragma(`user_version = ${STORE_VERSION}`)
  })
  climb.immediate()
}
