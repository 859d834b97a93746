/**
 * Anything that takes time: one history, one way to follow it, one way to cancel it. Starting answers
 * at once; the work goes on in a worker and ends in exactly one of four ways. How it stands is
 * decided by the store, where every process of this home can see it.
 */
import { millis, type OperationId } from '../../shared/brand.ts'
import type { Request } from '../../shared/contract.ts'
import {
  isOver,
  type Operation,
  type OperationKind,
  type OperationResult,
  type OperationState,
} from '../../shared/operation.ts'
import { Problem } from '../../shared/problem.ts'
import type { RunRequest } from '../../shared/run.ts'
import type { Asked } from '../store/operations.ts'
import type { Admission } from './admission.ts'
import { whoAsks } from './asking.ts'
import { toProblem } from './defect.ts'
import { Endings } from './endings.ts'
import { refusalOf } from './kill-switch.ts'
import type { LimitBook } from './limit-book.ts'
import { type About, LiveOperation, type Surroundings, type Task } from './live-operation.ts'
import type { Lives } from './lives.ts'
import { overdue } from './overdue.ts'
import type { Pool } from './pool.ts'

export type { Task } from './live-operation.ts'

interface Needs extends Surroundings {
  readonly admission: Admission
  readonly limits: LimitBook
  readonly lives: Lives
  readonly pools: readonly Pool[]
}

const LOOK_MS = 100

export class Operations {
  readonly #needs: Needs
  readonly #live = new Map<OperationId, LiveOperation>()
  readonly #ends: Endings
  readonly #following = new Set<Promise<void>>()
  #looking: NodeJS.Timeout | null = null

  constructor(needs: Needs) {
    this.#needs = needs
    this.#ends = new Endings(needs.table, needs.log)
  }

  start(
    kind: OperationKind,
    title: string,
    work: (task: Task) => Promise<OperationResult>,
    about: About = {},
  ): Operation {
    const { admission, table, events } = this.#needs
    admission.admitWork(kind, this.#live.size)
    const asked = questionToKeep()
    const form = asked?.request === 'run.start' ? (asked.ask as RunRequest) : null
    const operation: Operation = { ...queued(kind, title), form }
    table.add(operation, { ...this.#origin(), asked })
    const live = new LiveOperation(this.#needs, operation, about)
    this.#live.set(operation.id, live)
    events.tell('operation.changed', operation)
    this.#lookRegularly()
    const following = this.#follow(live, work, asked !== null).finally(() =>
      this.#following.delete(following),
    )
    this.#following.add(following)
    return operation
  }

  /** An operation that had nothing left to do. */
  finished(kind: OperationKind, title: string, result: OperationResult): Operation {
    const at = millis(Date.now())
    const ending = { state: 'succeeded', result, startedAt: at, endedAt: at } as const
    const done: Operation = { ...queued(kind, title), ...ending }
    this.#needs.table.add(done, { ...this.#origin(), asked: null })
    this.#needs.events.tell('operation.changed', done)
    return done
  }

  read(id: OperationId): Operation {
    const operation = this.#here(id) ?? this.#needs.table.find(id)
    if (operation !== null) return operation
    throw new Problem(
      'OPERATION_NOT_FOUND',
      { text: id },
      'There is no such operation.',
      'List them to see those there are.',
    )
  }

  list(filter: { kind?: OperationKind; state?: OperationState; limit: number }): Operation[] {
    return this.#needs.table
      .list(filter)
      .map((stored) => this.#here(stored.id) ?? stored)
      .filter(({ state }) => filter.state === undefined || state === filter.state)
  }

  /** Answers at once; the end follows by itself, within two seconds at most. */
  cancel(id: OperationId): Operation {
    const operation = this.read(id)
    if (isOver(operation)) throw over(operation)
    const live = this.#live.get(id)
    if (live !== undefined) {
      this.#stop(live, null)
      return live.now
    }
    const { table, lives } = this.#needs
    table.wishCancelled(id, Date.now())
    // Nobody is left to hear the wish: then this is its end.
    if (!lives.isAlive(table.processOf(id) ?? '')) this.interruptOrphans()
    return this.read(id)
  }

  /** What was asked, to be asked again. */
  asked(id: OperationId): Asked {
    const operation = this.read(id)
    const asked = this.#needs.table.asked(id)
    if (isOver(operation) && operation.state !== 'succeeded' && asked !== null) return asked
    throw new Problem(
      'OPERATION_NOT_RETRYABLE',
      { state: operation.state },
      isOver(operation)
        ? 'There is nothing of this operation to be tried again.'
        : 'This operation is still under way.',
      operation.kind === 'import' ? 'Hand the file over again.' : 'Start it anew.',
    )
  }

  /** Ends what processes left behind that are gone. */
  interruptOrphans(): void {
    const { table, lives, events, log } = this.#needs
    for (const id of table.interrupt((process) => lives.isAlive(process), Date.now())) {
      const operation = table.find(id)
      if (operation === null) continue
      log.write('operation.interrupted', { operation: id, kind: operation.kind })
      events.tell('operation.changed', operation)
    }
  }

  /** Ends everything that is under way and waits for it. */
  async close(): Promise<void> {
    for (const live of this.#live.values()) this.#stop(live, null)
    await Promise.all(this.#following)
    this.#ends.retry()
    this.#needs.trail.retry()
    if (this.#looking !== null) clearInterval(this.#looking)
  }

  async #follow(
    live: LiveOperation,
    work: (task: Task) => Promise<OperationResult>,
    isKept: boolean,
  ): Promise<void> {
    const { log, events } = this.#needs
    let ending: Partial<Operation>
    try {
      ending = { state: 'succeeded', result: await work(live.task) }
    } catch (error) {
      ending = live.endedBy(toProblem(error, log, live.now.kind))
    }
    const ended = live.end(ending, isKept)
    this.#live.delete(ended.id)
    this.#ends.keep(ended)
    events.tell('operation.changed', ended)
  }

  #stop(live: LiveOperation, because: Problem | null): void {
    live.stop(because)
    for (const pool of this.#needs.pools) pool.cancel(live.control)
  }

  /** Progress and wishes lie in shared memory and in the store; somebody has to look. */
  #lookRegularly(): void {
    this.#looking ??= setInterval(() => {
      try {
        this.#look()
      } catch (error) {
        toProblem(error, this.#needs.log, 'operations')
      }
    }, LOOK_MS)
  }

  #look(): void {
    const { table, limits, killSwitch, lives, trail } = this.#needs
    trail.retry()
    this.#ends.retry()
    if (this.#live.size + this.#ends.waiting + trail.waiting === 0 && this.#looking !== null) {
      clearInterval(this.#looking)
      this.#looking = null
      return
    }
    const state = killSwitch.read()
    const wished = new Set(table.cancelWishes(lives.id))
    for (const [id, live] of this.#live) {
      live.tell()
      const because = state.engaged ? refusalOf(state) : overdue(live, limits)
      if (because !== null || wished.has(id)) this.#stop(live, because)
    }
  }

  #here(id: OperationId): Operation | null {
    return this.#live.get(id)?.now ?? this.#ends.find(id)
  }

  #origin() {
    const entry = whoAsks()?.entry ?? 'window'
    return { process: this.#needs.lives.id, pid: process.pid, entry }
  }
}

const TAKES_FILES: ReadonlySet<Request> = new Set<Request>(['dataset.import', 'capsule.import'])

/** Without what is gone once it was used: a file that was handed over is not there a second time. */
function questionToKeep(): Asked | null {
  const asking = whoAsks()
  if (asking === null) return null
  const { request, ask } = asking
  const isHandedOver = TAKES_FILES.has(request) && JSON.stringify(ask).includes('"upload"')
  return isHandedOver ? null : { request, ask }
}

const over = ({ state }: Operation): Problem =>
  new Problem(
    'OPERATION_NOT_CANCELLABLE',
    { state },
    `This operation has already ${state === 'succeeded' ? 'succeeded' : 'ended'}.`,
    'There is nothing to do.',
  )

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
  form: null,
  retryable: false,
})
