/** What was found damaged and is not put right yet; what was put right stays on record. */
import type { RunId } from '../../shared/brand.ts'
import { toBytes, toHex } from './columns.ts'
import { type Connection, guarded } from './connection.ts'

export interface Damage {
  readonly run: RunId
  readonly code: 'ARTIFACT_MISSING' | 'ARTIFACT_TAMPERED'
  readonly artifact: string
}

export interface DamageTable {
  /** Answers false where damage of this run is known already. */
  add(damage: Damage, now: number): boolean
  /** Answers false where nothing was known to be damaged. */
  mend(run: RunId, now: number): boolean
  /** Not put right yet, oldest first. */
  open(): Damage[]
}

interface Row {
  readonly run_id: Buffer
  readonly code: Damage['code']
  readonly artifact: string
}

export function damageTable(connection: Connection): DamageTable {
  const insert = connection.prepare(`
    INSERT INTO damages (run_id, code, artifact, found_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`)
  const close = connection.prepare(`
    UPDATE damages SET mended_ms = max(?, found_ms) WHERE run_id = ? AND mended_ms IS NULL`)
  const unmended = connection.prepare<[], Row>(
    'SELECT run_id, code, artifact FROM damages WHERE mended_ms IS NULL ORDER BY damage',
  )
  return {
    add: ({ run, code, artifact }, now) =>
      guarded(() => insert.run(toBytes(run), code, artifact, now).changes === 1),
    mend: (run, now) => guarded(() => close.run(now, toBytes(run)).changes === 1),
    open: () =>
      guarded(() =>
        unmended.all().map(({ run_id, code, artifact }) => ({ run: toHex(run_id) as RunId, code, artifact })),
      ),
  }
}
