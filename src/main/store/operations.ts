import { millis, type OperationId } from '../../shared/brand.ts'
import type {
  Operation,
  OperationKind,
  OperationResult,
  OperationState,
  Progress,
} from '../../shared/operation.ts'
import type { ProblemShape } from '../../shared/problem.ts'
import { document } from './columns.ts'
import { type Connection, guarded } from './connection.ts'

export interface OperationTable {
  add(operation: Operation, owner: number): void
  /** Refused by the table where the operation is already over. */
  update(operation: Operation): void
  find(id: OperationId): Operation | null
  /** Newest first. */
  list(filter: { kind?: OperationKind; state?: OperationState; limit: number }): Operation[]
  /** Operations that their process left unfinished become `interrupted`; answers how many. */
  interrupt(isAlive: (owner: number) => boolean, now: number): number
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
}

export function operationTable(connection: Connection): OperationTable {
  const insert = connection.prepare(`
    INSERT INTO operations (operation_id, kind, state, title, owner, progress, result, problem, created_ms, started_ms, ended_ms)
    VALUES (@id, @kind, @state, @title, @owner, @progress, @result, @problem, @createdAt, @startedAt, @endedAt)`)
  const change = connection.prepare(`
    UPDATE operations SET state = @state, progress = @progress, result = @result, problem = @problem,
      started_ms = @startedAt, ended_ms = @endedAt WHERE operation_id = @id`)
  const one = connection.prepare<[string], Row>('SELECT * FROM operations WHERE operation_id = ?')
  const page = connection.prepare<{ kind: string | null; state: string | null; limit: number }, Row>(`
    SELECT * FROM operations
    WHERE (@kind IS NULL OR kind = @kind) AND (@state IS NULL OR state = @state)
    ORDER BY created_ms DESC, operation_id LIMIT @limit`)
  const owners = connection
    .prepare<[], number>(`SELECT DISTINCT owner FROM operations WHERE state IN ('queued', 'running')`)
    .pluck()
  const leave = connection.prepare<[number, number]>(`
    UPDATE operations SET state = 'interrupted', ended_ms = ? WHERE owner = ? AND state IN ('queued', 'running')`)
  return {
    add: (operation, owner) => guarded(() => void insert.run({ ...columns(operation), owner })),
    update: (operation) => guarded(() => void change.run(columns(operation))),
    find: (id) =>
      guarded(() => {
        const row = one.get(id)
        return row ? fromRow(row) : null
      }),
    list: ({ kind, state, limit }) =>
      guarded(() => page.all({ kind: kind ?? null, state: state ?? null, limit }).map(fromRow)),
    interrupt: (isAlive, now) =>
      guarded(() => {
        const gone = owners.all().filter((owner) => !isAlive(owner))
        return gone.reduce((count, owner) => count + leave.run(now, owner).changes, 0)
      }),
  }
}

function columns({
  id,
  kind,
  state,
  title,
  progress,
  result,
  problem,
  createdAt,
  startedAt,
  endedAt,
}: Operation) {
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
  return {
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
  }
}
