/**
 * The SQLite file: the index of what is in the data folder, and the history of operations. Runs
 * and candles themselves are files; this room only knows their names, figures and hashes.
 */
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { Problem } from '../../shared/problem.ts'
import { type AuditTable, auditTable } from './audit.ts'
import { backUp, backUpNow } from './backup.ts'
import type { BackupReason } from './backup-shelf.ts'
import { type Connection, connect, guarded } from './connection.ts'
import { type DamageTable, damageTable } from './damages.ts'
import { type DatasetTable, datasetTable } from './datasets.ts'
import { type KillSwitchTable, killSwitchTable } from './kill-switch.ts'
import { isBehind, migrate, STORE_VERSION } from './migrations/index.ts'
import { type OperationTable, operationTable } from './operations.ts'
import { type PreferenceTable, preferenceTable } from './preferences.ts'
import { type RecordTables, recordTables } from './records.ts'
import { type RunTable, runTable } from './runs.ts'
import { type SettingTable, settingTable } from './settings.ts'

export interface Store {
  readonly datasets: DatasetTable
  readonly runs: RunTable
  readonly records: RecordTables
  readonly damages: DamageTable
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
  /** Copies the store while it is in use; answers the copy's name. */
  backUp(why: BackupReason): Promise<string>
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

/** Copies of the store lie beside it, outside the runs root. */
export const backupFolder = (file: string): string => path.join(path.dirname(file), 'backups')

export function openStore(file: string): Store {
  // A log that nobody closed: another process is at work, or one has died.
  const isUnclean = existsSync(`${file}-wal`)
  const connection = connect(file)
  try {
    if (guarded(() => isBehind(connection))) backUpNow(connection, backupFolder(file), 'migration')
    guarded(() => migrate(connection))
    if (isUnclean) refuseDamaged(connection)
  } catch (error) {
    connection.close()
    throw error
  }
  const written = connection.prepare('SELECT total_changes()').pluck()
  return {
    datasets: datasetTable(connection),
    runs: runTable(connection),
    records: recordTables(connection),
    damages: damageTable(connection),
    operations: operationTable(connection),
    preferences: preferenceTable(connection),
    settings: settingTable(connection),
    killSwitch: killSwitchTable(connection),
    audit: auditTable(connection),
    together: (work) => guarded(() => connection.transaction(work).immediate()),
    foreignChanges: () => guarded(() => Number(connection.pragma('data_version', { simple: true }))),
    check: () => soundness(connection),
    backUp: (why) => backUp(connection, backupFolder(file), why),
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

const soundness = (connection: Connection): string =>
  guarded(() => String(connection.pragma('quick_check(1)', { simple: true })))

function refuseDamaged(connection: Connection): void {
  if (soundness(connection) === 'ok') return
  throw new Problem(
    'STORE_CORRUPT',
    {},
    'The store file tapedeck.db is damaged; it was left as it is.',
    'tapedeck restore puts back a backup; tapedeck doctor --rebuild finds the runs again from their folders.',
  )
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
