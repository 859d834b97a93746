/** One writing connection to the store, with settings that are read back: a wish is not a setting. */
import Database from 'better-sqlite3'
import { Problem } from '../../shared/problem.ts'

export type Connection = Database.Database

/** Marks the file as ours ("TAPE"), so that a foreign SQLite file is refused and never changed. */
const APPLICATION_ID = 0x54415045

const SETTINGS: readonly (readonly [pragma: string, value: string, readBack: string | number])[] = [
  // The library's own default under WAL is NORMAL, which loses acknowledged runs on a power cut.
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  // Memory mapping turns a disk error into a crash of the process.
  ['mmap_size', '0', 0],
  ['fullfsync', 'ON', 1],
  ['checkpoint_fullfsync', 'ON', 1],
  ['wal_autocheckpoint', '1000', 1000],
  ['journal_size_limit', '67108864', 67108864],
  ['temp_store', 'MEMORY', 2],
  ['cache_size', '-16000', -16000],
]

export function connect(file: string): Connection {
  const connection = guarded(() => new Database(file, { timeout: 5000 }))
  try {
    guarded(() => {
      claim(connection)
      // Another process may be switching the new file to WAL right now; its lock asks no busy handler.
      patiently(() => {
        const mode: unknown = connection.pragma('journal_mode = WAL', { simple: true })
        if (mode !== 'wal') throw misconfigured('journal_mode', mode)
      })
      for (const [pragma, value, readBack] of SETTINGS) {
        connection.pragma(`${pragma} = ${value}`)
        const actual: unknown = connection.pragma(pragma, { simple: true })
        // A build without memory mapping answers nothing at all, which is the setting we want.
        if (actual !== readBack && !(pragma === 'mmap_size' && actual === undefined)) {
          throw misconfigured(pragma, actual)
        }
      }
    })
  } catch (defect) {
    connection.close()
    throw defect
  }
  return connection
}

export const isOurs = (connection: Connection): boolean =>
  connection.pragma('application_id', { simple: true }) === APPLICATION_ID

/** A new file becomes ours; any other file must already be. */
function claim(connection: Connection): void {
  const id: unknown = connection.pragma('application_id', { simple: true })
  if (id === APPLICATION_ID) return
  const tables: unknown = connection.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()
  if (id !== 0 || tables !== 0) {
    throw new Problem(
      'STORE_CORRUPT',
      {},
      'The file tapedeck.db in the data folder was not made by Tapedeck.',
      'Move that file elsewhere, or choose another data folder with --home.',
    )
  }
  patiently(() => connection.pragma(`application_id = ${APPLICATION_ID}`))
}

function patiently(change: () => void): void {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let attempt = 1; ; attempt++) {
    try {
      change()
      return
    } catch (error) {
      if (attempt === 100 || !isSqlite(error) || !error.code.startsWith('SQLITE_BUSY')) throw error
      Atomics.wait(pause, 0, 0, 20)
    }
  }
}

const misconfigured = (pragma: string, actual: unknown): Problem =>
  new Problem(
    'STORE_UNAVAILABLE',
    { field: pragma, text: String(actual) },
    `The store refused the setting ${pragma}, which your work's safety depends on.`,
    'Choose a data folder on a local disk with --home; network and synchronised folders do not work.',
  )

interface SqliteTrouble extends Error {
  readonly code: string
}
const isSqlite = (error: unknown): error is SqliteTrouble => error instanceof Database.SqliteError

/** Runs a piece of database work and tells trouble with the disk apart from defects of ours. */
export function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw isSqlite(error)
      ? asProblem(error)
      : isFolderMissing(error)
        ? asProblem({ code: 'SQLITE_CANTOPEN' })
        : error
  }
}

/** The library tells this one case by a plain TypeError. */
const isFolderMissing = (error: unknown): boolean =>
  error instanceof TypeError && error.message.includes('directory does not exist')

function asProblem(error: Pick<SqliteTrouble, 'code'>): unknown {
  const { code } = error
  if (code === 'SQLITE_FULL') {
    return new Problem(
      'DISK_FULL',
      {},
      'The disk is full; nothing was changed.',
      'Free some space and try again.',
    )
  }
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) {
    return new Problem(
      'STORE_CORRUPT',
      {},
      'The store file tapedeck.db is damaged; it was left as it is.',
      'tapedeck restore puts back a backup; tapedeck doctor --rebuild finds the runs again from their folders.',
    )
  }
  if (/^SQLITE_(CANTOPEN|READONLY|IOERR|BUSY|LOCKED|PERM|AUTH)/.test(code)) {
    return new Problem(
      'STORE_UNAVAILABLE',
      { text: code },
      'The store in the data folder can not be written.',
      'Check that the folder exists, is yours and has free space, or choose another with --home.',
    )
  }
  return error
}
