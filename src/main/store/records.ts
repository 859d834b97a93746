/**
 * The rows of what runs recorded: decisions, orders, trades, events. Every call is one transaction
 * and as short as its caller makes it, since this thread also answers the window.
 */
import type { RunId } from '../../shared/brand.ts'
import { toBytes, toHex } from './columns.ts'
import { type Connection, guarded } from './connection.ts'

export const RECORD_TABLES = ['decisions', 'orders', 'trades', 'events'] as const
export type RecordTableName = (typeof RECORD_TABLES)[number]

/** The columns of each table after the run's id, in order. */
const COLUMNS: { readonly [T in RecordTableName]: string } = {
  decisions: 'sequence, candle, time_ms, wanted, approved, reasons',
  orders: 'sequence, symbol, candle, time_ms, side, action, kind, why, state, code, trade, quantity, price',
  trades:
    'sequence, symbol, side, quantity, entry_ms, entry_price, exit_ms, exit_price, exit_reason, fees, net_pnl, ambiguous',
  events: 'sequence, type, candle, time_ms, symbol, payload',
}

export type RecordRow = readonly (string | number | null)[]
export type RecordCounts = { readonly [T in RecordTableName]: number }

/** Rows that a process has written whole, for when their run is registered. */
export interface WrittenRecords {
  readonly owner: number
  readonly counts: RecordCounts
}

export interface RecordTables {
  /** Says that a process is writing the rows of a run; until it is done, a registered one has none that count. */
  begin(run: RunId, owner: number): void
  add(table: RecordTableName, run: RunId, rows: readonly RecordRow[]): void
  /** Removes some rows of a run, at most so many. Answers how many there were. */
  remove(run: RunId, most: number): number
  /** The rows of a run are gone: nobody is writing them any more. */
  end(run: RunId): void
  /** What a process has written of a run is nobody's: it did not get to the end. */
  giveUp(run: RunId, owner: number): void
  /** Notes how many rows a registered run has, which has these files. */
  count(run: RunId, manifestSha256: string, written: WrittenRecords): void
  /** Runs whose writers are all gone before they were done. */
  leftovers(isAlive: (pid: number) => boolean): RunId[]
  /** Registered runs without rows that count and without known damage, such as those older than these tables. */
  unwritten(): { readonly run: RunId; readonly manifestSha256: string }[]
}

export function recordTables(connection: Connection): RecordTables {
  const inserts = new Map(
    RECORD_TABLES.map((table) => {
      const places = COLUMNS[table].split(',').map(() => '?')
      const into = `INSERT OR REPLACE INTO ${table} (run_id, ${COLUMNS[table]})`
      return [table, connection.prepare(`${into} VALUES (?, ${places.join(', ')})`)] as const
    }),
  )
  const removals = RECORD_TABLES.map((table) =>
    connection.prepare(`DELETE FROM ${table} WHERE run_id = @run AND sequence IN
      (SELECT sequence FROM ${table} WHERE run_id = @run LIMIT @most)`),
  )
  const note = connection.prepare('INSERT OR IGNORE INTO writing (run_id, owner) VALUES (?, ?)')
  const uncount = connection.prepare(`UPDATE runs SET decision_rows = NULL, order_rows = NULL,
    trade_rows = NULL, event_rows = NULL WHERE run_id = ?`)
  const forget = connection.prepare('DELETE FROM writing WHERE run_id = ?')
  const disown = connection.prepare('UPDATE OR REPLACE writing SET owner = 0 WHERE run_id = ? AND owner = ?')
  const writers = connection.prepare<[], { run_id: Buffer; owner: number }>(
    'SELECT run_id, owner FROM writing',
  )
  const without = connection.prepare<[], { run_id: Buffer; manifest_sha256: Buffer }>(`
    SELECT run_id, manifest_sha256 FROM runs WHERE trade_rows IS NULL
      AND run_id NOT IN (SELECT run_id FROM writing)
      AND run_id NOT IN (SELECT run_id FROM damages WHERE mended_ms IS NULL)`)
  const count = connection.transaction(counting(connection))
  const begin = connection.transaction((id: Buffer, owner: number) => {
    note.run(id, owner)
    uncount.run(id)
  })
  const insert = connection.transaction((table: RecordTableName, id: Buffer, rows: readonly RecordRow[]) => {
    for (const row of rows) inserts.get(table)?.run(id, ...row)
  })
  /**
   * Without a sync of its own: rows can be made again, and registering their run syncs the log that
   * holds them too. A sync for every slice took most of the time.
   */
  const unsynced = <T>(work: () => T): T =>
    guarded(() => {
      const usual: unknown = connection.pragma('synchronous', { simple: true })
      connection.pragma('synchronous = NORMAL')
      try {
        return work()
      } finally {
        connection.pragma(`synchronous = ${usual}`)
      }
    })
  return {
    begin: (run, owner) => guarded(() => begin.immediate(toBytes(run), owner)),
    add: (table, run, rows) => unsynced(() => insert.immediate(table, toBytes(run), rows)),
    remove: (run, most) =>
      unsynced(() => {
        let removed = 0
        for (const some of removals) {
          if (removed < most) removed += some.run({ run: toBytes(run), most: most - removed }).changes
        }
        return removed
      }),
    end: (run) => guarded(() => void forget.run(toBytes(run))),
    giveUp: (run, owner) => guarded(() => void disown.run(toBytes(run), owner)),
    count: (run, manifestSha256, written) =>
      guarded(() => count.immediate(toBytes(run), toBytes(manifestSha256), written)),
    leftovers: (isAlive) =>
      guarded(() => {
        const found = new Map<RunId, boolean>()
        for (const { run_id, owner } of writers.all()) {
          const run = toHex(run_id) as RunId
          found.set(run, (found.get(run) ?? false) || isAlive(owner))
        }
        return [...found].filter(([, isWritten]) => !isWritten).map(([run]) => run)
      }),
    unwritten: () =>
      guarded(() =>
        without.all().map(({ run_id, manifest_sha256 }) => ({
          run: toHex(run_id) as RunId,
          manifestSha256: toHex(manifest_sha256),
        })),
      ),
  }
}

/**
 * The end of writing a run's rows, for within a transaction: they count where the run that is registered
 * has the same files, and where no other process is still writing them.
 */
export function counting(
  connection: Connection,
): (run: Buffer, manifest: Buffer, written: WrittenRecords) => void {
  const done = connection.prepare('DELETE FROM writing WHERE run_id = ? AND owner = ?')
  const count = connection.prepare(`UPDATE runs SET decision_rows = @decisions, order_rows = @orders,
    trade_rows = @trades, event_rows = @events WHERE run_id = @id AND manifest_sha256 = @manifest
    AND NOT EXISTS (SELECT 1 FROM writing WHERE run_id = @id)`)
  return (id, manifest, { owner, counts }) => {
    done.run(id, owner)
    count.run({ ...counts, id, manifest })
  }
}
