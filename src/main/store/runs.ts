import type { DatasetId, RunId } from '../../shared/brand.ts'
import type { Manifest, RunSummary } from '../../shared/run.ts'
import { counting, type WrittenRecords } from './records.ts'
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
  readonly records?: WrittenRecords
}

export interface RunTable {
  /**
   * Answers false where the run was already registered; the UNIQUE key decides, not a look before.
   * A row whose run failed or is known to be damaged gives way, and the damage is put down as mended.
   */
  add(row: RunRow): boolean
  find(id: RunId): { readonly summary: RunSummary; readonly manifestSha256: string } | null
  /** Newest first. */
  list(limit: number, offset: number): { runs: RunSummary[]; total: number }
  ids(): Set<RunId>
  /** Puts these in the place of all there are, and answers which are gone. */
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
      started_ms, completed_ms, trades_opened, trades_closed, artifacts, notes, problem_code, has_decisions,
      has_trades, has_fills, has_orders, has_events, has_equity, has_metrics, has_timeline, summary)
    VALUES (@runId, @state, 'replay', 'backtest', @capitalMode, @marketTimeBasis, @dataIntegrity, @createdBy,
      @engine, @configHash, @manifestSha256, @dataset, @symbols, @strategy, @from, @to,
      @startedAt, @completedAt, @tradesOpened, @tradesClosed, @artifacts, @notes, @problemCode, @decision_records,
      @trades, @fills, @orders, @events, @equity, @metrics, @timeline, @summary)
    ON CONFLICT (run_id) DO NOTHING`)
  const one = connection.prepare<[Buffer], SummaryRow & { manifest_sha256: Buffer }>(
    `SELECT summary, artifact, manifest_sha256 FROM runs ${WITH_DAMAGE} WHERE runs.run_id = ?`,
  )
  const page = connection.prepare<[number, number], SummaryRow>(
    `SELECT summary, artifact FROM runs ${WITH_DAMAGE} ORDER BY completed_ms DESC, runs.run_id LIMIT ? OFFSET ?`,
  )
  const count = connection.prepare('SELECT count(*) FROM runs').pluck()
  const allIds = connection.prepare<[], Buffer>('SELECT run_id FROM runs ORDER BY run_id').pluck()
  const stamped = connection
    .prepare<[], string>(
      `SELECT json_array(count(*), max(completed_ms),
        (SELECT json_array(max(damage), count(mended_ms)) FROM damages)) FROM runs`,
    )
    .pluck()
  const later = connection.prepare('SELECT count(*) FROM runs WHERE completed_ms > ?').pluck()
  const drop = connection.prepare('DELETE FROM runs WHERE run_id = ?')
  const dropFailed = connection.prepare(`DELETE FROM runs WHERE run_id = ? AND state = 'failed'`)
  const mend = connection.prepare(`
    UPDATE damages SET mended_ms = max(?, found_ms) WHERE run_id = ? AND mended_ms IS NULL`)
  // Nobody's: the rows of a run that is no more are swept like those of a dead process.
  const orphaned = connection.prepare('INSERT OR IGNORE INTO writing (run_id, owner) VALUES (?, 0)')
  const counted = counting(connection)
  /** In one transaction with what takes its place, so that no crash comes in between. */
  const giveWay = (id: Buffer, now: number) => {
    if (mend.run(now, id).changes > 0) drop.run(id)
    else dropFailed.run(id)
  }
  const add = connection.transaction((row: RunRow): boolean => {
    const id = toBytes(row.summary.runId)
    giveWay(id, row.summary.completedAt)
    const isFirst = insert.run(columnsOf(row)).changes === 1
    if (row.records !== undefined) counted(id, toBytes(row.manifestSha256), row.records)
    return isFirst
  })
  const replaceAll = connection.transaction((rows: readonly RunRow[]): RunId[] => {
    const now = new Set(rows.map(({ summary }) => summary.runId))
    const before = allIds.all()
    const gone: RunId[] = []
    for (const id of before) {
      const run = toHex(id) as RunId
      mend.run(Date.now(), id)
      drop.run(id)
      if (now.has(run)) continue
      gone.push(run)
      orphaned.run(id)
    }
    for (const row of rows) add(row)
    return gone
  })
  return {
    add: (row) => guarded(() => add.immediate(row)),
    replaceAll: (rows) => guarded(() => replaceAll.immediate(rows)),
    find: (id) =>
      guarded(() => {
        const row = one.get(toBytes(id))
        const [summary] = row ? summaryOf(row) : []
        return row && summary ? { summary, manifestSha256: toHex(row.manifest_sha256) } : null
      }),
    list: (limit, offset) =>
      guarded(() => ({
        runs: page.all(limit, offset).flatMap(summaryOf),
        total: Number(count.get()),
      })),
    ids: () => guarded(() => new Set(allIds.all().map((id) => toHex(id) as RunId))),
    since: (ms) => guarded(() => Number(later.get(ms))),
    stamp: () => guarded(() => String(stamped.get())),
  }
}

const columnsOf = ({ summary, manifest, manifestSha256, startedAt, tradesOpened }: RunRow): object => ({
  runId: toBytes(summary.runId),
  state: summary.state,
  capitalMode: manifest.inputs.settings.capitalMode,
  marketTimeBasis: manifest.marketTimeBasis,
  dataIntegrity: summary.dataIntegrity,
  createdBy: summary.createdBy,
  engine: manifest.engine,
  configHash: toBytes(manifest.inputsSha256),
  manifestSha256: toBytes(manifestSha256),
  // The first by symbol; the manifest lists them all.
  dataset: toBytes(summary.datasets[0] ?? ''),
  symbols: summary.symbols.join(','),
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
  summary: JSON.stringify(summary),
})

function summaryOf({ summary, artifact }: SummaryRow): RunSummary[] {
  const known = summaryIn(summary)
  if (known === null) return []
  return [artifact === null ? known : { ...known, damaged: artifact }]
}

/** Rows of the first version name one dataset and one symbol, and no problem. */
type Stored =
  | RunSummary
  | (Omit<RunSummary, 'datasets' | 'symbols' | 'problem'> & { dataset: DatasetId; symbol: string })

function summaryIn(column: unknown): RunSummary | null {
  const stored = document<Stored>(column)
  if (stored === null || 'symbols' in stored) return stored
  const { dataset, symbol, ...summary } = stored
  return { ...summary, problem: null, datasets: [dataset], symbols: [symbol] }
}

const FLAGGED = ['decision_records', 'trades', 'fills', 'orders', 'events', 'equity', 'metrics', 'timeline']

/** Which artifacts there are, by their names without an ending. */
const flagsOf = ({ artifacts }: Manifest): { readonly [name: string]: number } =>
  Object.fromEntries(
    FLAGGED.map((flag) => [flag, Number(artifacts.some(({ name }) => name.split('.')[0] === flag))]),
  )
