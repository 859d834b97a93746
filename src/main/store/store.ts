/**
 * The SQLite file: the index of what is in the data folder, and the history of operations. Runs
 * and candles themselves are files; this room only knows their names, figures and hashes.
 */
import { connect, guarded } from './connection.ts'
import { type DatasetTable, datasetTable } from './datasets.ts'
import { migrate } from './migrations/index.ts'
import { type OperationTable, operationTable } from './operations.ts'
import { type PreferenceTable, preferenceTable } from './preferences.ts'
import { type RecordTables, recordTables } from './records.ts'
import { type RunTable, runTable } from './runs.ts'

export interface Store {
  readonly datasets: DatasetTable
  readonly runs: RunTable
  readonly records: RecordTables
  readonly operations: OperationTable
  readonly preferences: PreferenceTable
  /** A number that is another one after some other process has written. */
  foreignChanges(): number
  /** Asks SQLite whether the file is sound; `ok`, or what is wrong. */
  check(): string
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
  return {
    datasets: datasetTable(connection),
    runs: runTable(connection),
    records: recordTables(connection),
    operations: operationTable(connection),
    preferences: preferenceTable(connection),
    foreignChanges: () => guarded(() => Number(connection.pragma('data_version', { simple: true }))),
    check: () => guarded(() => String(connection.pragma('quick_check(1)', { simple: true }))),
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
