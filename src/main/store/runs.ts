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
  /** Answers false where the run was already registered; the UNIQUE key decides, not a look before. */
  add(row: RunRow): boolean
  find(id: RunId): { readonly summary: RunSummary; readonly manifestSha256: string } | null
  remove(id: RunId): void
  /** Newest first. */
  list(limit: number, offset: number): { runs: RunSummary[]; total: number }
  ids(): Set<RunId>
}

export function runTable(connection: Connection): RunTable {
  const insert = connection.prepare(`
    INSERT INTO runs (run_id, state, kind, mode, capital_mode, market_time_basis, data_integrity, created_by,
      engine_version, config_hash, manifest_sha256, dataset_id, symbols, strategy, window_from_ms, window_to_ms,
      started_ms, completed_ms, trades_opened, trades_closed, artifacts, summary)
    VALUES (@runId, @state, 'replay', 'backtest', @capitalMode, @marketTimeBasis, @dataIntegrity, @createdBy,
      @engine, @configHash, @manifestSha256, @dataset, @symbols, @strategy, @from, @to,
      @startedAt, @completedAt, @tradesOpened, @tradesClosed, @artifacts, @summary)
    ON CONFLICT (run_id) DO NOTHING`)
  const one = connection.prepare<[Buffer], { summary: string; manifest_sha256: Buffer }>(
    'SELECT summary, manifest_sha256 FROM runs WHERE run_id = ?',
  )
  const page = connection
    .prepare('SELECT summary FROM runs ORDER BY completed_ms DESC, run_id LIMIT ? OFFSET ?')
    .pluck()
  const count = connection.prepare('SELECT count(*) FROM runs').pluck()
  const allIds = connection.prepare('SELECT run_id FROM runs').pluck()
  const drop = connection.prepare('DELETE FROM runs WHERE run_id = ?')
  return {
    add: ({ summary, manifest, manifestSha256, startedAt, tradesOpened }) =>
      guarded(
        () =>
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
          }).changes === 1,
      ),
    find: (id) =>
      guarded(() => {
        const row = one.get(toBytes(id))
        const summary = summaryIn(row?.summary)
        return row && summary ? { summary, manifestSha256: toHex(row.manifest_sha256) } : null
      }),
    remove: (id) => guarded(() => void drop.run(toBytes(id))),
    list: (limit, offset) =>
      guarded(() => ({
        runs: page.all(limit, offset).flatMap((summary) => summaryIn(summary) ?? []),
        total: Number(count.get()),
      })),
    ids: () => guarded(() => new Set(allIds.all().map((id) => toHex(id) as RunId))),
  }
}

/** What was written before runs could fail says nothing of a problem. */
function summaryIn(column: unknown): RunSummary | null {
  const summary = document<RunSummary>(column)
  return summary === null ? null : { ...summary, problem: summary.problem ?? null }
}
