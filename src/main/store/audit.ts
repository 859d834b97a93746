/**
 * The audit trail: what was started, finished and switched, by whom and why. Each row's hash covers
 * the one before it, so that a row that was changed or taken out shows.
 */
import { createHash } from 'node:crypto'
import { type Connection, guarded } from './connection.ts'

export const AUDIT_EVENTS = [
  'run_started',
  'run_completed',
  'run_failed',
  'run_cancelled',
  'run_repaired',
  'kill_switch_on',
  'kill_switch_off',
  'setting_changed',
  'store_restored',
] as const
export type AuditEvent = (typeof AUDIT_EVENTS)[number]

export interface AuditEntry {
  readonly at: number
  readonly event: AuditEvent
  readonly who: string
  readonly operation: string | null
  readonly run: string | null
  readonly facts: { readonly [name: string]: string | number | boolean | null }
}

export interface AuditTable {
  append(entry: AuditEntry): void
  /** Newest first. */
  list(limit: number): (AuditEntry & { readonly number: number })[]
  /** Holds every row against the chain, going on where the last look ended; null, or the first bad row. */
  firstBroken(): number | null
}

interface Row {
  number: number
  at_ms: number
  event: AuditEvent
  who: string
  operation: string | null
  run: string | null
  facts: string
  previous: Buffer
  hash: Buffer
}

const BEGINNING = Buffer.alloc(32)

export function auditTable(connection: Connection): AuditTable {
  const last = connection.prepare<[], { number: number; hash: Buffer }>(
    'SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1',
  )
  const insert = connection.prepare(`
    INSERT INTO audit (number, at_ms, event, who, operation, run, facts, previous, hash)
    VALUES (@number, @at_ms, @event, @who, @operation, @run, @facts, @previous, @hash)`)
  const newest = connection.prepare<[number], Row>('SELECT * FROM audit ORDER BY number DESC LIMIT ?')
  const after = connection.prepare<[number], Row>('SELECT * FROM audit WHERE number > ? ORDER BY number')
  let seen: { readonly number: number; readonly hash: Buffer } = { number: 0, hash: BEGINNING }

  const append = connection.transaction(({ at, facts, ...entry }: AuditEntry) => {
    const before = last.get() ?? { number: 0, hash: BEGINNING }
    const row = {
      ...entry,
      number: before.number + 1,
      at_ms: at,
      facts: JSON.stringify(facts),
      previous: before.hash,
    }
    insert.run({ ...row, hash: hashOf(row) })
  })
  return {
    append: (entry) => guarded(() => append.immediate(entry)),
    list: (limit) =>
      guarded(() =>
        newest.all(limit).map(({ number, at_ms: at, event, who, operation, run, facts }) => ({
          number,
          at,
          event,
          who,
          operation,
          run,
          facts: JSON.parse(facts) as AuditEntry['facts'],
        })),
      ),
    firstBroken: () =>
      guarded(() => {
        for (const row of after.all(seen.number)) {
          const follows = row.number === seen.number + 1 && row.previous.equals(seen.hash)
          if (!follows || !row.hash.equals(hashOf(row))) return row.number
          seen = { number: row.number, hash: row.hash }
        }
        // Rows that were there at the last look and are gone now.
        const end = last.get() ?? { number: 0, hash: BEGINNING }
        return end.number === seen.number && end.hash.equals(seen.hash) ? null : seen.number
      }),
  }
}

function hashOf({ number, at_ms, event, who, operation, run, facts, previous }: Omit<Row, 'hash'>): Buffer {
  const said = JSON.stringify([number, at_ms, event, who, operation, run, facts, previous.toString('hex')])
  return createHash('sha256').update('audit/v1\0').update(said).digest()
}
