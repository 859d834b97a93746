import { millis, type OperationId } from '../../shared/brand.ts'
import {
  type Entry,
  isOver,
  type Operation,
  type OperationKind,
  type OperationResult,
  type OperationState,
  type Progress,
} from '../../shared/operation.ts'
import type { ProblemShape } from '../../shared/problem.ts'
import type { RunRequest } from '../../shared/run.ts'
import { document } from './columns.ts'
import { type Connection, guarded } from './connection.ts'

/** A question as it was asked, to be asked again. */
export interface Asked {
  readonly request: string
  readonly ask: unknown
}

/** Where an operation comes from: the process that works on it, the way in, and the question. */
export interface Origin {
  readonly process: string
  readonly pid: number
  readonly entry: Entry
  /** null where it can not be asked again, because what it was about is gone by then. */
  readonly asked: Asked | null
}

export interface OperationTable {
  add(operation: Operation, origin: Origin): void
  /** From queued to running; false where it is not queued any more. */
  begin(id: OperationId, at: number): boolean
  /** How far it is, for other processes to see. */
  tell(id: OperationId, progress: Progress): void
  /** Ends it the way it says; false where it is over already, and then nothing is changed. */
  end(operation: Operation): boolean
  find(id: OperationId): Operation | null
  /** Newest first. */
  list(filter: { kind?: OperationKind; state?: OperationState; limit: number }): Operation[]
  /** What other processes work on, or ended since then. */
  ofOthers(process: string, since: number): Operation[]
  asked(id: OperationId): Asked | null
  processOf(id: OperationId): string | null
  /** Notes that somebody wants it cancelled; the process that works on it looks. */
  wishCancelled(id: OperationId, at: number): void
  cancelWishes(process: string): OperationId[]
  /** Runs that were really computed, asked for at this way in since then. */
  runsSince(entry: Entry, since: number): number
  /** Operations that their process left unfinished become `interrupted`; answers which. */
  interrupt(isAlive: (process: string) => boolean, now: number): OperationId[]
}

interface Row {
  operation_id: string
  kind: OperationKind
  state: OperationState
  title: string
  progress: string
  result: string | null
  problem: string | null
  created_ms: number
  started_ms: number | null
  ended_ms: number | null
  process: string
  asked: string | null
}

export function operationTable(connection: Connection): OperationTable {
  const insert = connection.prepare(`
    INSERT INTO operations (operation_id, kind, state, title, owner, progress, result, problem,
      created_ms, started_ms, ended_ms, process, entry, asked)
    VALUES (@id, @kind, @state, @title, @pid, @progress, @result, @problem,
      @createdAt, @startedAt, @endedAt, @process, @entry, @asked)`)
  const start = connection.prepare<[number, string]>(
    `UPDATE operations SET state = 'running', started_ms = ? WHERE operation_id = ? AND state = 'queued'`,
  )
  const move = connection.prepare<[string, string]>(
    `UPDATE operations SET progress = ? WHERE operation_id = ? AND state = 'running'`,
  )
  const end = connection.prepare(`
    UPDATE operations SET state = @state, progress = @progress, result = @result, problem = @problem,
      started_ms = @startedAt, ended_ms = @endedAt
    WHERE operation_id = @id AND state IN ('queued', 'running')`)
  const one = connection.prepare<[string], Row>('SELECT * FROM operations WHERE operation_id = ?')
  const page = connection.prepare<{ kind: string | null; state: string | null; limit: number }, Row>(`
    SELECT * FROM operations
    WHERE (@kind IS NULL OR kind = @kind) AND (@state IS NULL OR state = @state)
    ORDER BY created_ms DESC, operation_id LIMIT @limit`)
  const open = connection.prepare<[], Row>(`SELECT * FROM operations WHERE ended_ms IS NULL`)
  const others = connection.prepare<[string, number], Row>(`
    SELECT * FROM operations WHERE process <> ? AND (ended_ms IS NULL OR ended_ms >= ?)`)
  const wish = connection.prepare<[number, string]>(
    `UPDATE operations SET cancel_ms = ? WHERE operation_id = ? AND state IN ('queued', 'running')`,
  )
  const wishes = connection
    .prepare<[string], string>(
      `SELECT operation_id FROM operations
       WHERE ended_ms IS NULL AND process = ? AND cancel_ms IS NOT NULL`,
    )
    .pluck()
  const computed = connection
    .prepare<[string, number], number>(
      `SELECT count(*) FROM operations
       WHERE kind = 'run' AND entry = ? AND created_ms > ? AND asked IS NOT NULL`,
    )
    .pluck()
  const leave = connection.prepare<[number, string]>(`
    UPDATE operations SET state = 'interrupted', ended_ms = ?
    WHERE operation_id = ? AND state IN ('queued', 'running')`)
  const row = (id: OperationId) => guarded(() => one.get(id) ?? null)
  return {
    add: (operation, { asked, ...origin }) =>
      guarded(() => {
        const kept = asked === null ? null : JSON.stringify(asked)
        insert.run({ ...columns(operation), ...origin, asked: kept })
      }),
    begin: (id, at) => guarded(() => start.run(at, id).changes === 1),
    tell: (id, progress) => guarded(() => void move.run(JSON.stringify(progress), id)),
    end: (operation) => guarded(() => end.run(columns(operation)).changes === 1),
    find(id) {
      const found = row(id)
      return found === null ? null : fromRow(found)
    },
    list: ({ kind, state, limit }) =>
      guarded(() => page.all({ kind: kind ?? null, state: state ?? null, limit }).map(fromRow)),
    ofOthers: (process, since) => guarded(() => others.all(process, since).map(fromRow)),
    asked: (id) => document<Asked>(row(id)?.asked),
    processOf: (id) => row(id)?.process ?? null,
    wishCancelled: (id, at) => guarded(() => void wish.run(at, id)),
    cancelWishes: (process) => guarded(() => wishes.all(process).map((id) => id as OperationId)),
    runsSince: (entry, since) => guarded(() => computed.get(entry, since) ?? 0),
    interrupt: (isAlive, now) =>
      guarded(() =>
        open
          .all()
          .filter(({ process }) => !isAlive(process))
          .filter(({ operation_id }) => leave.run(now, operation_id).changes === 1)
          .map(({ operation_id }) => operation_id as OperationId),
      ),
  }
}

function columns(operation: Operation) {
  const { id, kind, state, title, progress, result, problem, createdAt, startedAt, endedAt } = operation
  return {
    id,
    kind,
    state,
    title,
    progress: JSON.stringify(progress),
    result: result === null ? null : JSON.stringify(result),
    problem: problem === null ? null : JSON.stringify(problem),
    createdAt,
    startedAt,
    endedAt,
  }
}

function fromRow(row: Row): Operation {
  const asked = document<Asked>(row.asked)
  const operation = {
    id: row.operation_id as OperationId,
    kind: row.kind,
    title: row.title,
    state: row.state,
    progress: document<Progress>(row.progress) ?? { done: 0, of: 0 },
    result: document<OperationResult>(row.result),
    problem: document<ProblemShape>(row.problem),
    createdAt: millis(row.created_ms),
    startedAt: row.started_ms === null ? null : millis(row.started_ms),
    endedAt: row.ended_ms === null ? null : millis(row.ended_ms),
    // What was asked was checked when it was, by the schema of its request.
    form: asked?.request === 'run.start' ? (asked.ask as RunRequest) : null,
    retryable: false,
  }
  return { ...operation, retryable: asked !== null && isOver(operation) && operation.state !== 'succeeded' }
}
