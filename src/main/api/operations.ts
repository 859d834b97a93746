/**
 * Anything that takes time: one history, one way to follow it, one way to cancel it. Starting answers
 * at once; the work goes on in a worker and ends in exactly one of four ways.
 */
import { millis, type OperationId } from '../../shared/brand.ts'
import {
  isOver,
  type Operation,
  type OperationKind,
  type OperationResult,
  type OperationState,
} from '../../shared/operation.ts'
import { Problem } from '../../shared/problem.ts'
import type { OperationTable } from '../store/operations.ts'
import { Control } from './control.ts'
import type { EventHub } from './events.ts'
import { LIMITS } from './limits.ts'
import type { Log } from './log.ts'
import type { Pool } from './pool.ts'
import { toProblem } from './defect.ts'

/** What the work of an operation holds: how to tell, and how to know when to stop. */
export interface Task {
  readonly control: Control
  /** Called when the work leaves the queue. */
  begin(): void
}

interface Live {
  operation: Operation
  readonly control: Control
}

const TELL_MS = 100

export class Operations {
  readonly #table: OperationTable
  readonly #events: EventHub
  readonly #log: Log
  readonly #pools: readonly Pool[]
  readonly #live = new Map<OperationId, Live>()
  readonly #endings = new Set<Promise<void>>()
  #telling: NodeJS.Timeout | null = null

  constructor(table: OperationTable, events: EventHub, log: Log, pools: readonly Pool[]) {
    this.#table = table
    this.#events = events
    this.#log = log
    this.#pools = pools
  }

  start(kind: OperationKind, title: string, work: (task: Task) => Promise<OperationResult>): Operation {
    if (this.#live.size >= LIMITS.queuedOperations) {
      throw new Problem(
        'LIMIT_BUSY',
        { limit: LIMITS.queuedOperations },
        `There are ${LIMITS.queuedOperations} operations waiting already.`,
        'Wait for some to end, or cancel them.',
      )
    }
    const live: Live = { operation: queued(kind, title), control: new Control() }
    const { operation } = live
    this.#table.add(operation, process.pid)
    this.#live.set(operation.id, live)
    this.#events.tell('operation.changed', operation)
    this.#log.write('operation.started', { operation: operation.id, kind })
    const ending = this.#follow(live, work).finally(() => this.#endings.delete(ending))
    this.#endings.add(ending)
    return operation
  }

  /** An operation that had nothing left to do. */
  finished(kind: OperationKind, title: string, result: OperationResult): Operation {
    const now = millis(Date.now())
    const done: Operation = {
      ...queued(kind, title),
      state: 'succeeded',
      result,
      startedAt: now,
      endedAt: now,
    }
    this.#table.add(done, process.pid)
    this.#events.tell('operation.changed', done)
    return done
  }

  read(id: OperationId): Operation {
    const live = this.#live.get(id)
    if (live) return current(live)
    const past = this.#table.find(id)
    if (past === null) {
      throw new Problem(
        'OPERATION_NOT_FOUND',
        { text: id },
        'There is no such operation.',
        'List them to see those there are.',
      )
    }
    return past
  }

  list(filter: { kind?: OperationKind; state?: OperationState; limit: number }): Operation[] {
    return this.#table.list(filter).map((past) => {
      const live = this.#live.get(past.id)
      return live ? current(live) : past
    })
  }

  cancel(id: OperationId): Operation {
    const operation = this.read(id)
    const live = this.#live.get(id)
    if (isOver(operation) || live === undefined) {
      throw new Problem(
        'OPERATION_NOT_CANCELLABLE',
        { state: operation.state },
        live === undefined && !isOver(operation)
          ? 'This operation runs in another process of Tapedeck.'
          : `This operation has already ${operation.state === 'succeeded' ? 'succeeded' : 'ended'}.`,
        'There is nothing to do.',
      )
    }
    live.control.stop()
    for (const pool of this.#pools) pool.cancel(live.control)
    return current(live)
  }

  /** Ends everything that is under way and waits for it. */
  async close(): Promise<void> {
    for (const { control } of this.#live.values()) {
      for (const pool of this.#pools) pool.cancel(control)
    }
    await Promise.all(this.#endings)
    if (this.#telling) clearInterval(this.#telling)
  }

  async #follow(live: Live, work: (task: Task) => Promise<OperationResult>): Promise<void> {
    const { control } = live
    const begin = () => this.#change(live, { state: 'running', startedAt: millis(Date.now()) })
    this.#tellRegularly()
    try {
      const result = await work({ control, begin })
      this.#end(live, { state: 'succeeded', result })
    } catch (error) {
      const problem = toProblem(error, this.#log, live.operation.kind)
      if (problem.code === 'CANCELLED') this.#end(live, { state: 'cancelled' })
      else this.#end(live, { state: 'failed', problem: problem.shape })
    }
  }

  #end(live: Live, ending: Partial<Operation>): void {
    const { id } = live.operation
    this.#live.delete(id)
    live.operation = { ...current(live), ...ending, endedAt: millis(Date.now()) }
    try {
      this.#table.update(live.operation)
    } catch (error) {
      this.#log.defect(error, 'operation.ended')
    }
    this.#log.write('operation.ended', {
      operation: id,
      state: live.operation.state,
      code: live.operation.problem?.code,
    })
    this.#events.tell('operation.changed', live.operation)
    if (this.#live.size === 0 && this.#telling) {
      clearInterval(this.#telling)
      this.#telling = null
    }
  }

  #change(live: Live, change: Partial<Operation>): void {
    live.operation = { ...live.operation, ...change }
    this.#table.update(live.operation)
    this.#events.tell('operation.changed', current(live))
  }

  /** Progress lies in shared memory; somebody has to look. */
  #tellRegularly(): void {
    this.#telling ??= setInterval(() => {
      for (const live of this.#live.values()) {
        const now = current(live)
        if (now.progress.done === live.operation.progress.done) continue
        live.operation = now
        this.#events.tell('operation.changed', now)
      }
    }, TELL_MS)
  }
}

const current = ({ operation, control }: Live): Operation => ({
  ...operation,
  progress: control.progress(operation.kind === 'run'),
})

const queued = (kind: OperationKind, title: string): Operation => ({
  id: crypto.randomUUID() as OperationId,
  kind,
  title,
  state: 'queued',
  progress: { done: 0, of: 0 },
  result: null,
  problem: null,
  createdAt: millis(Date.now()),
  startedAt: null,
  endedAt: null,
})
