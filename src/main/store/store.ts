/**
 * The SQLite file: the index of what is in the data folder, and the history of operations. Runs
 * and candles themselves are files; this room only knows their names, figures and hashes.
 */
import { statSync } from 'node:fs'
import { Problem } from '../../shared/problem.ts'
import { type AuditTable, auditTable } from './audit.ts'
import { type Connection, connect, guarded } from './connection.ts'
import { type DatasetTable, datasetTable } from './datasets.ts'
import { type KillSwitchTable, killSwitchTable } from './kill-switch.ts'
import { migrate, STORE_VERSION } from './migrations/index.ts'
import { type OperationTable, operationTable } from './operations.ts'
import { type PreferenceTable, preferenceTable } from './preferences.ts'
import { type RunTable, runTable } from './runs.ts'
import { type SettingTable, settingTable } from './settings.ts'

export interface Store {
  readonly datasets: DatasetTable
  readonly runs: RunTable
  readonly operations: OperationTable
  readonly preferences: PreferenceTable
  readonly settings: SettingTable
  readonly killSwitch: KillSwitchTable
  readonly audit: AuditTable
  /** All of it or nothing. */
  together<T>(work: () => T): T
  /** A number that is another one after some other process has written. */
  foreignChanges(): number
  /** Asks SQLite whether the file is sound; `ok`, or what is wrong. */
  check(): string
  /** Throws where nothing could be written right now, or a newer Tapedeck has changed the file. */
  probe(): void
  /** How much lies in the log beside the file, in bytes. */
  walBytes(): number
  /** Counts what this connection has written. */
  changes(): number
  /** Moves the log into the file and empties it, where nobody reads it right now. */
  checkpoint(): void
  close(): void
}

export function openStore(file: string): Store {
  const connection = connect(file)
  try {
    guarded(() => migrate(connection))
  } catch (error) {
    connection.close()
    throw error
  }
  const written = connection.prepare('SELECT total_changes()').pluck()
  return {
    datasets: datasetTable(connection),
    runs: runTable(connection),
    operations: operationTable(connection),
    preferences: preferenceTable(connection),
    settings: settingTable(connection),
    killSwitch: killSwitchTable(connection),
    audit: auditTable(connection),
    together: (work) => guarded(() => connection.transaction(work).immediate()),
    foreignChanges: () => guarded(() => Number(connection.pragma('data_version', { simple: true }))),
    check: () => guarded(() => String(connection.pragma('quick_check(1)', { simple: true }))),
    probe: () => guarded(() => unwaiting(connection, () => probe(connection))),
    walBytes: () => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0,
    changes: () => guarded(() => Number(written.get())),
    checkpoint: () =>
      guarded(() => unwaiting(connection, () => void connection.pragma('wal_checkpoint(TRUNCATE)'))),
    close() {
      try {
        connection.pragma('optimize')
        connection.pragma('wal_checkpoint(TRUNCATE)')
      } catch {
        // Only tidying: what was committed is safe, and the next process tidies up.
      } finally {
        connection.close()
      }
    },
  }
}

const PATIENCE_MS = 5000

/** For what can as well be done later: a lock that another process holds is not waited for. */
function unwaiting(connection: Connection, work: () => void): void {
  connection.pragma('busy_timeout = 0')
  try {
    work()
  } finally {
    connection.pragma(`busy_timeout = ${PATIENCE_MS}`)
  }
}

function probe(connection: Connection): void {
  const version = Number(connection.pragma('user_version', { simple: true }))
  if (version > STORE_VERSION) {
    throw new Problem(
      'SCHEMA_UNSUPPORTED',
      { found: version, known: STORE_VERSION },
      'A newer Tapedeck has changed this data folder meanwhile.',
      'Close this one and open the newer one.',
    )
  }
  try {
    connection.exec('BEGIN IMMEDIATE; ROLLBACK')
  } catch (error) {
    // Somebody else is writing, so it can be written.
    if (!(error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY')) throw error
  }
}
