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

export interface RecordTables {
  /** Says that a process is writing the rows of a run that is not registered yet. */
  begin(run: RunId, owner: number): void
  add(table: RecordTableName, run: RunId, rows: readonly RecordRow[]): void
  /** Removes some rows of a run, at most so many. Answers how many there were. */
  remove(run: RunId, most: number): number
  /** The rows of a run are whole, or gone: nobody is writing them any more. */
  end(run: RunId): void
  /** Notes how many rows a registered run has, where that was not known. */
  count(run: RunId, counts: RecordCounts): void
  /** Runs that are not registered and whose writers are all gone. */
  leftovers(isAlive: (pid: number) => boolean): RunId[]
  /** Registered runs whose rows were never written: they are older than these tables. */
  unwritten(): RunId[]
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
  const forget = connection.prepare('DELETE FROM writing WHERE run_id = ?')
  const writers = connection.prepare<[], { run_id: Buffer; owner: number }>(
    'SELECT run_id, owner FROM writing WHERE run_id NOT IN (SELECT run_id FROM runs)',
  )
  const without = connection.prepare<[], Buffer>('SELECT run_id FROM runs WHERE trade_rows IS NULL').pluck()
  const counted = connection.prepare(`UPDATE runs SET decision_rows = @decisions, order_rows = @orders,
    trade_rows = @trades, event_rows = @events WHERE run_id = @run`)
  const insert = connection.transaction((table: RecordTableName, id: Buffer, rows: readonly RecordRow[]) => {
    for (const row of rows) inserts.get(table)?.run(id, ...row)
  })
  /**
   * Without a sync of its own: rows can be made again, and registering their run syncs the log that
   * holds them too. A sync for every slice took most of the time.
   */
  const unsynced = <T>(work: () => T): T =>
    guarded(() => {
      connection.pragma('synchronous = NORMAL')
      try {
        return work()
      } finally {
        connection.pragma('synchronous = FULL')
      }
    })
  return {
    begin: (run, owner) => guarded(() => void note.run(toBytes(run), owner)),
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
    count: (run, counts) => guarded(() => void counted.run({ ...counts, run: toBytes(run) })),
    leftovers: (isAlive) =>
      guarded(() => {
        const found = new Map<RunId, boolean>()
        for (const { run_id, owner } of writers.all()) {
          const run = toHex(run_id) as RunId
          found.set(run, (found.get(run) ?? false) || isAlive(owner))
        }
        return [...found].filter(([, isWritten]) => !isWritten).map(([run]) => run)
      }),
    unwritten: () => guarded(() => without.all().map((id) => toHex(id) as RunId)),
  }
}
