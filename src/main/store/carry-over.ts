/**
 * What going back to a copy must not take back: the lines of the audit trail, and what keeps things from
 * being begun. They are taken along into the copy before it takes the store's place.
 */
import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { Connection } from './connection.ts'

interface Line {
  readonly number: number
  readonly hash: Buffer
}

export function carryOver(store: string, copy: Connection): void {
  if (!existsSync(store)) return
  try {
    const live = new Database(store, { readonly: true, timeout: 5000 })
    try {
      copy.transaction(() => {
        carryTrail(live, copy)
        carryStops(live, copy)
      })()
    } finally {
      live.close()
    }
  } catch (error) {
    // A store that can not be read, or is older than these tables, has nothing to be taken along.
    if (!(error instanceof Database.SqliteError)) throw error
  }
}

/** Only where the copy's lines are the beginning of the store's: the chain goes on, or it is another's. */
function carryTrail(live: Connection, copy: Connection): void {
  const newest = 'SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1'
  const last = copy.prepare<[], Line>(newest).get() ?? null
  if (last !== null) {
    const same = live
      .prepare<[number], Line>('SELECT number, hash FROM audit WHERE number = ?')
      .get(last.number)
    if (same === undefined || !same.hash.equals(last.hash)) return
  }
  const insert = copy.prepare(`
    INSERT INTO audit (number, at_ms, event, who, operation, run, facts, previous, hash)
    VALUES (@number, @at_ms, @event, @who, @operation, @run, @facts, @previous, @hash)`)
  const later = live.prepare<[number], object>('SELECT * FROM audit WHERE number > ? ORDER BY number')
  for (const line of later.all(last?.number ?? 0)) insert.run(line)
}

function carryStops(live: Connection, copy: Connection): void {
  const flip = live.prepare<[], object>('SELECT only, engaged, who, reason, at_ms FROM kill_switch').get()
  if (flip !== undefined) {
    copy
      .prepare(`INSERT OR REPLACE INTO kill_switch (only, engaged, who, reason, at_ms)
        VALUES (@only, @engaged, @who, @reason, @at_ms)`)
      .run(flip)
  }
  const readOnly = live.prepare<[], object>(`SELECT name, value FROM settings WHERE name = 'readOnly'`).get()
  if (readOnly !== undefined)
    copy.prepare('INSERT OR REPLACE INTO settings (name, value) VALUES (@name, @value)').run(readOnly)
}
