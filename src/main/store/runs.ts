import type { RunId } from '../../shared/brand.ts'
import type { Manifest, RunSummary } from '../../shared/run.ts'
import type { RecordCounts } from './records.ts'
import { document, toBytes, toHex } from './columns.ts'
import { type Connection, guarded } from './connection.ts'

/** A run as it is registered: the row is the publish point, the folder is the truth. */
export interface RunRow {
  readonly summary: RunSummary
  readonly manifest: Manifest
  readonly manifestSha256: string
  readonly startedAt: number
  readonly tradesOpened: number
  /** Rows that were written of its records; absent where that is still to be done. */
  readonly records?: RecordCounts
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
      started_ms, completed_ms, trades_opened, trades_closed, artifacts, notes, problem_code, has_decisions,
      has_trades, has_fills, has_orders, has_events, has_equity, has_metrics, has_timeline, decision_rows,
      order_rows, trade_rows, event_rows, summary)
    VALUES (@runId, @state, 'replay', 'backtest', @capitalMode, @marketTimeBasis, @dataIntegrity, @createdBy,
      @engine, @configHash, @manifestSha256, @dataset, @symbols, @strategy, @from, @to,
      @startedAt, @completedAt, @tradesOpened, @tradesClosed, @artifacts, @notes, @problemCode, @decision_records,
      @trades, @fills, @orders, @events, @equity, @metrics, @timeline, @decisionRows,
      @orderRows, @tradeRows, @eventRows, @summary)
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
  const written = connection.prepare('DELETE FROM writing WHERE run_id = ?')
  // Nobody's: the rows of a run that is no more are swept like those of a dead process.
  const orphaned = connection.prepare('INSERT OR IGNORE INTO writing (run_id, owner) VALUES (?, 0)')
  const register = connection.transaction((id: Buffer, columns: object) => {
    written.run(id)
    return insert.run(columns).changes === 1
  })
  const unregister = connection.transaction((id: Buffer) => {
    if (drop.run(id).changes === 1) orphaned.run(id)
  })
  return {
    add: ({ summary, manifest, manifestSha256, startedAt, tradesOpened, records }) =>
      guarded(() =>
        register.immediate(toBytes(summary.runId), {
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
          notes: summary.problem?.message ?? '',
          problemCode: summary.problem?.code ?? null,
          ...flagsOf(manifest),
          decisionRows: records?.decisions ?? null,
          orderRows: records?.orders ?? null,
          tradeRows: records?.trades ?? null,
          eventRows: records?.events ?? null,
          summary: JSON.stringify(summary),
        }),
      ),
    find: (id) =>
      guarded(() => {
        const row = one.get(toBytes(id))
        const summary = summaryIn(row?.summary)
        return row && summary ? { summary, manifestSha256: toHex(row.manifest_sha256) } : null
      }),
    remove: (id) => guarded(() => unregister.immediate(toBytes(id))),
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

const FLAGGED = ['decision_records', 'trades', 'fills', 'orders', 'events', 'equity', 'metrics', 'timeline']

/** Which artifacts there are, by their names without an ending. */
const flagsOf = ({ artifacts }: Manifest): { readonly [name: string]: number } =>
  Object.fromEntries(
    FLAGGED.map((flag) => [flag, Number(artifacts.some(({ name }) => name.split('.')[0] === flag))]),
  )
