/** One operation under way in this process: how far it is, why it has to stop, how it ended. */
import { millis, type RunId } from '../../shared/brand.ts'
import type { Operation } from '../../shared/operation.ts'
import type { Problem } from '../../shared/problem.ts'
import type { OperationTable } from '../store/operations.ts'
import { cancelled, Control } from './control.ts'
import { toldSafely } from './defect.ts'
import type { EventHub } from './events.ts'
import type { AuditTrail } from './audit-trail.ts'
import type { KillSwitch } from './kill-switch.ts'
import type { Log, WorkEvent } from './log.ts'

/** What the work of an operation holds: how to tell, and how to know when to stop. */
export interface Task {
  readonly control: Control
  /** Called when the work leaves the queue. Throws where it is not wanted any more. */
  begin(): void
  /** Waits for what the work needs first, and no longer than the work is wanted. */
  until<T>(needed: Promise<T>): Promise<T>
  /** Refuses to make a result known where nobody wants it any more. */
  mayPublish(): void
}

/** What is known of an operation beside its kind. */
export interface About {
  /** The run that will come of it. */
  readonly run?: RunId
  /** No time is too long: a market is asked slowly, a run is computed within it. */
  readonly takesItsTime?: boolean
}

export interface Surroundings {
  readonly table: OperationTable
  readonly events: EventHub
  readonly log: Log
  readonly trail: AuditTrail
  readonly killSwitch: KillSwitch
}

type Stage = WorkEvent extends `${string}.${infer S}` ? S : never
const NAMES = { run: 'run', import: 'ingest', export: 'export', check: 'check' } as const

/** Progress for other processes: each time is a write to the store. */
const STORE_MS = 1000

export class LiveOperation {
  readonly control = new Control()
  readonly takesItsTime: boolean
  readonly #around: Surroundings
  readonly #run: RunId | null
  readonly #stopped = Promise.withResolvers<never>()
  #operation: Operation
  /** Why it was stopped, where it was not simply cancelled. */
  #because: Problem | null = null
  #movedAt = Date.now()
  #storedAt = 0

  constructor(around: Surroundings, operation: Operation, { run, takesItsTime = false }: About) {
    this.#around = around
    this.#operation = operation
    this.#run = run ?? null
    this.takesItsTime = takesItsTime
    // Nobody may be waiting for it.
    this.#stopped.promise.catch(() => {})
    this.log('requested')
  }

  get now(): Operation {
    const { kind } = this.#operation
    return { ...this.#operation, progress: this.control.progress(kind === 'run') }
  }

  /** When its progress last changed. */
  get movedAt(): number {
    return this.#movedAt
  }

  get task(): Task {
    return {
      control: this.control,
      begin: () => this.#begin(),
      until: (needed) => Promise.race([needed, this.#stopped.promise]),
      mayPublish: () => {
        this.#around.killSwitch.admit()
        if (this.control.stopped()) throw cancelled()
      },
    }
  }

  stop(because: Problem | null): void {
    this.#because ??= because
    this.control.stop()
    this.#stopped.reject(cancelled())
  }

  /** Tells how far it is, where that is further than it was. */
  tell(): void {
    const { now } = this
    if (now.progress.done === this.#operation.progress.done) return
    const at = Date.now()
    this.#operation = now
    this.#movedAt = at
    this.#around.events.tell('operation.changed', now)
    if (at - this.#storedAt < STORE_MS) return
    this.#storedAt = at
    this.#around.table.tell(now.id, now.progress)
  }

  /** What a problem that ended the work means: stopped on purpose, or failed. */
  endedBy(problem: Problem): Partial<Operation> {
    const because = problem.code === 'CANCELLED' ? this.#because : problem
    if (because === null) return { state: 'cancelled' }
    const state = because.code === 'KILL_SWITCH_ON' ? 'cancelled' : 'failed'
    return { state, problem: toldSafely(because).shape }
  }

  end(ending: Partial<Operation>, isKept: boolean): Operation {
    const ended = { ...this.now, ...ending, endedAt: millis(Date.now()) }
    const { id, kind, state, problem } = ended
    this.#operation = { ...ended, retryable: state !== 'succeeded' && isKept }
    if (kind === 'run' && (state === 'failed' || state === 'cancelled')) {
      const facts = problem === null ? {} : { code: problem.code }
      this.#around.trail.tell({ event: `run_${state}`, operation: id, run: this.#run, facts })
    }
    if (state === 'succeeded') this.log(kind === 'run' ? 'published' : 'completed')
    else this.log(state === 'cancelled' ? 'cancelled' : 'failed')
    return this.#operation
  }

  log(stage: Stage): void {
    const { id, kind, startedAt, endedAt, problem } = this.#operation
    this.#around.log.write(`${NAMES[kind]}.${stage}`, {
      operation: id,
      ...(this.#run === null ? {} : { run: this.#run.slice(0, 12) }),
      ...(startedAt === null || endedAt === null ? {} : { ms: endedAt - startedAt }),
      ...(problem === null ? {} : { code: problem.code }),
    })
  }

  /** A run whose beginning can not be written down does not begin. */
  #begin(): void {
    const { table, killSwitch, events, trail } = this.#around
    killSwitch.admit()
    const { id } = this.#operation
    const at = millis(Date.now())
    if (this.#run !== null) trail.must({ event: 'run_started', operation: id, run: this.#run, facts: {} })
    // Another process took it for dead and ended it.
    if (!table.begin(id, at)) throw cancelled()
    this.#movedAt = at
    this.#operation = { ...this.#operation, state: 'running', startedAt: at }
    this.log('started')
    events.tell('operation.changed', this.now)
  }
}
