import type { RunId } from '../../shared/brand.ts'
import type { Manifest, RunSummary } from '../../shared/run.ts'
import { document, toBytes, toHex } from './columns.ts'
import { type Connection, guarded } from './connection.ts'

/** A run as it is registered: the row is the publish point, the folder is the truth. */
export interface RunRow {
  readonly summary: RunSummary
  readonly manifest: Manifest
  readonly manifestSha256: string
  readonly startedAt: number
  readonly tradesOpened: number
}

export interface RunTable {
  /**
   * Answers false where the run was already registered; the UNIQUE key decides, not a look before.
   * A row whose run is known to be damaged gives way, and the damage is put down as mended.
   */
  add(row: RunRow): boolean
  find(id: RunId): { readonly summary: RunSummary; readonly manifestSha256: string } | null
  remove(id: RunId): void
  /** Newest first. */
  list(limit: number, offset: number): { runs: RunSummary[]; total: number }
  ids(): Set<RunId>
  /** Runs that must have a folder. */
  succeeded(): RunId[]
  /** Puts these in the place of all that succeeded, and answers which are gone; what failed has no folder. */
  replaceAll(rows: readonly RunRow[]): RunId[]
  /** How many were completed after this time. */
  since(ms: number): number
  /** A text that is another one after any change of what `list` answers. */
  stamp(): string
}

interface SummaryRow {
  readonly summary: string
  /** The file that is known to be damaged. */
  readonly artifact: string | null
}

const WITH_DAMAGE = 'LEFT JOIN damages ON damages.run_id = runs.run_id AND damages.mended_ms IS NULL'

export function runTable(connection: Connection): RunTable {
  const insert = connection.prepare(`
    INSERT INTO runs (run_id, state, kind, mode, capital_mode, market_time_basis, data_integrity, created_by,
      engine_version, config_hash, manifest_sha256, dataset_id, symbols, strategy, window_from_ms, window_to_ms,
      started_ms, completed_ms, trades_opened, trades_closed, artifacts, summary)
    VALUES (@runId, @state, 'replay', 'backtest', @capitalMode, @marketTimeBasis, @dataIntegrity, @createdBy,
      @engine, @configHash, @manifestSha256, @dataset, @symbols, @strategy, @from, @to,
      @startedAt, @completedAt, @tradesOpened, @tradesClosed, @artifacts, @summary)
    ON CONFLICT (run_id) DO NOTHING`)
  const one = connection.prepare<[Buffer], SummaryRow & { manifest_sha256: Buffer }>(
    `SELECT summary, artifact, manifest_sha256 FROM runs ${WITH_DAMAGE} WHERE runs.run_id = ?`,
  )
  const page = connection.prepare<[number, number], SummaryRow>(
    `SELECT summary, artifact FROM runs ${WITH_DAMAGE} ORDER BY completed_ms DESC, runs.run_id LIMIT ? OFFSET ?`,
  )
  const count = connection.prepare('SELECT count(*) FROM runs').pluck()
  const allIds = connection.prepare('SELECT run_id FROM runs').pluck()
  const ofSucceeded = connection
    .prepare<[], Buffer>(`SELECT run_id FROM runs WHERE state = 'succeeded' ORDER BY run_id`)
    .pluck()
  const stamped = connection
    .prepare<[], string>(
      `SELECT json_array(count(*), max(completed_ms),
        (SELECT json_array(max(damage), count(mended_ms)) FROM damages)) FROM runs`,
    )
    .pluck()
  const later = connection.prepare('SELECT count(*) FROM runs WHERE completed_ms > ?').pluck()
  const drop = connection.prepare('DELETE FROM runs WHERE run_id = ?')
  const mend = connection.prepare(`
    UPDATE damages SET mended_ms = max(?, found_ms) WHERE run_id = ? AND mended_ms IS NULL`)
  /** In one transaction with what takes its place, so that no crash comes in between. */
  const giveWay = (id: Buffer, now: number) => {
    if (mend.run(now, id).changes > 0) drop.run(id)
  }
  const add = connection.transaction(
    ({ summary, manifest, manifestSha256, startedAt, tradesOpened }: RunRow): boolean => {
      giveWay(toBytes(summary.runId), summary.completedAt)
      return (
        insert.run({
          runId: toBytes(summary.runId),
          state: summary.state,
          capitalMode: manifest.inputs.settings.capitalMode,
          marketTimeBasis: manifest.marketTimeBasis,
          dataIntegrity: summary.dataIntegrity,
          createdBy: summary.createdBy,
          engine: manifest.engine,
          configHash: toBytes(manifest.inputsSha256),
          manifestSha256: toBytes(manifestSha256),
          dataset: toBytes(summary.dataset),
          symbols: summary.symbol,
          strategy: summary.strategy,
          from: summary.from,
          to: summary.to,
          startedAt,
          completedAt: summary.completedAt,
          tradesOpened,
          tradesClosed: summary.closedTrades,
          artifacts: manifest.artifacts.length,
          summary: JSON.stringify(summary),
        }).changes === 1
      )
    },
  )
  const replaceAll = connection.transaction((rows: readonly RunRow[]): RunId[] => {
    const before = ofSucceeded.all()
    for (const id of before) {
      mend.run(Date.now(), id)
      drop.run(id)
    }
    for (const row of rows) add(row)
    const now = new Set(rows.map(({ summary }) => summary.runId))
    return before.map((id) => toHex(id) as RunId).filter((id) => !now.has(id))
  })
  return {
    replaceAll: (rows) => guarded(() => replaceAll.immediate(rows)),
    add: (row) => guarded(() => add.immediate(row)),
    find: (id) =>
      guarded(() => {
        const row = one.get(toBytes(id))
        const [summary] = row ? summaryOf(row) : []
        return row && summary ? { summary, manifestSha256: toHex(row.manifest_sha256) } : null
      }),
    remove: (id) => guarded(() => void drop.run(toBytes(id))),
    list: (limit, offset) =>
      guarded(() => ({
        runs: page.all(limit, offset).flatMap(summaryOf),
        total: Number(count.get()),
      })),
    ids: () => guarded(() => new Set(allIds.all().map((id) => toHex(id) as RunId))),
    succeeded: () => guarded(() => ofSucceeded.all().map((id) => toHex(id) as RunId)),
    since: (ms) => guarded(() => Number(later.get(ms))),
    stamp: () => guarded(() => String(stamped.get())),
  }
}

function summaryOf({ summary, artifact }: SummaryRow): RunSummary[] {
  const known = document<RunSummary>(summary)
  if (known === null) return []
  return [artifact === null ? known : { ...known, damaged: artifact }]
}
