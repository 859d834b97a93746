/**
 * The SQLite file: the index of what is in the data folder, and the history of operations. Runs
 * and candles themselves are files; this room only knows their names, figures and hashes.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { Problem } from '../../shared/problem.ts'
import { backUp, backUpNow } from './backup.ts'
import type { BackupReason } from './backup-shelf.ts'
import { type Connection, connect, guarded } from './connection.ts'
import { type DamageTable, damageTable } from './damages.ts'
import { type DatasetTable, datasetTable } from './datasets.ts'
import { isBehind, migrate } from './migrations/index.ts'
import { type OperationTable, operationTable } from './operations.ts'
import { type PreferenceTable, preferenceTable } from './preferences.ts'
import { type RecordTables, recordTables } from './records.ts'
import { type RunTable, runTable } from './runs.ts'

export interface Store {
  readonly datasets: DatasetTable
  readonly runs: RunTable
  readonly records: RecordTables
  readonly damages: DamageTable
  readonly operations: OperationTable
  readonly preferences: PreferenceTable
  /** A number that is another one after some other process has written. */
  foreignChanges(): number
  /** Asks SQLite whether the file is sound; `ok`, or what is wrong. */
  check(): string
  /** Copies the store while it is in use; answers the copy's name. */
  backUp(why: BackupReason): Promise<string>
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
  return {
    datasets: datasetTable(connection),
    runs: runTable(connection),
    records: recordTables(connection),
    damages: damageTable(connection),
    operations: operationTable(connection),
    preferences: preferenceTable(connection),
    foreignChanges: () => guarded(() => Number(connection.pragma('data_version', { simple: true }))),
    check: () => soundness(connection),
    backUp: (why) => backUp(connection, backupFolder(file), why),
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
