/**
 * A few worker threads and one queue. A worker that dies fails its own job and is replaced; one that
 * does not hear "stop" within two seconds is ended.
 */
import { Worker } from 'node:worker_threads'
import { Problem, type ProblemShape } from '../../shared/problem.ts'
import { cancelled, type Control } from './control.ts'
import type { Log } from './log.ts'
import type { JobInput, JobName, JobResult } from './jobs/jobs.ts'

export interface WorkerTask<J extends JobName> {
  readonly job: J
  readonly input: JobInput<J>
  readonly memory: SharedArrayBuffer
}

export type WorkerAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: ProblemShape; readonly defect?: never }
  | { readonly ok: false; readonly defect: string; readonly problem?: never }

interface Waiting {
  readonly task: WorkerTask<JobName>
  readonly control: Control
  readonly begin: () => void
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

const GRACE_MS = 2000
/** Workers that died by themselves this often in a minute are no accident. */
const MOST_DEATHS = 3
const MINUTE = 60_000

export interface PoolOptions {
  readonly script: URL
  readonly size: number
  readonly heapMb: number
  readonly log: Log
}

export class Pool {
  readonly #options: PoolOptions
  readonly #queue: Waiting[] = []
  readonly #busy = new Map<Worker, Waiting>()
  readonly #idle: Worker[] = []
  /** When workers died by themselves since the last job that one of them ended. */
  #deaths: number[] = []
  #closed = false

  constructor(options: PoolOptions) {
    this.#options = options
  }

  /** Workers running or ready, jobs that wait for one, and whether workers die again and again. */
  get state(): { workers: number; busy: number; waiting: number; isFailing: boolean } {
    this.#deaths = this.#deaths.filter((at) => at > Date.now() - MINUTE)
    return {
      workers: this.#busy.size + this.#idle.length,
      busy: this.#busy.size,
      waiting: this.#queue.length,
      isFailing: this.#deaths.length >= MOST_DEATHS,
    }
  }

  /** `begin` is called when a worker takes the job. */
  run<J extends JobName>(
    job: J,
    input: JobInput<J>,
    control: Control,
    begin: () => void = () => {},
  ): Promise<JobResult<J>> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(cancelled())
        return
      }
      const settle = (value: unknown) => resolve(value as JobResult<J>)
      this.#queue.push({
        task: { job, input, memory: control.memory },
        control,
        begin,
        resolve: settle,
        reject,
      })
      this.#next()
    })
  }

  /** The job stops by itself if it is under way, and never starts if it still waits. */
  cancel(control: Control): void {
    control.stop()
    const waiting = this.#queue.findIndex((entry) => entry.control === control)
    if (waiting !== -1) {
      this.#queue.splice(waiting, 1)[0]?.reject(cancelled())
      return
    }
    for (const [worker, running] of this.#busy) {
      if (running.control !== control) continue
      const deaf = setTimeout(() => {
        if (this.#busy.get(worker) === running) void worker.terminate()
      }, GRACE_MS)
      deaf.unref()
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const waiting of this.#queue.splice(0)) waiting.reject(cancelled())
    for (const running of this.#busy.values()) running.control.stop()
    const deadline = Date.now() + GRACE_MS
    while (this.#busy.size > 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 10))
    await Promise.all([...this.#idle, ...this.#busy.keys()].map((worker) => worker.terminate()))
  }

  #next(): void {
    while (this.#queue.length > 0 && (this.#idle.length > 0 || this.#busy.size < this.#options.size)) {
      const waiting = this.#queue.shift()
      if (waiting === undefined) return
      const worker = this.#idle.pop() ?? this.#hire()
      try {
        waiting.begin()
        worker.postMessage(waiting.task)
      } catch (error) {
        // The job can not begin; the worker is as good as before.
        this.#idle.push(worker)
        waiting.reject(error)
        continue
      }
      this.#busy.set(worker, waiting)
      worker.ref()
    }
  }

  #hire(): Worker {
    const { script, heapMb, log } = this.#options
    const worker = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: heapMb } })
    log.write('worker.spawned', { thread: worker.threadId })
    worker.on('message', (answer: WorkerAnswer) => {
      this.#deaths = []
      const done = this.#busy.get(worker)
      this.#busy.delete(worker)
      // An idle worker keeps no process alive.
      worker.unref()
      this.#idle.push(worker)
      if (answer.ok) done?.resolve(answer.value)
      else done?.reject(answer.problem ? Problem.from(answer.problem) : new Error(answer.defect))
      this.#next()
    })
    let cause: unknown
    worker.on('error', (error) => (cause = error))
    worker.on('exit', (code) => {
      const lost = this.#busy.get(worker)
      this.#busy.delete(worker)
      const at = this.#idle.indexOf(worker)
      if (at !== -1) this.#idle.splice(at, 1)
      const isWanted = this.#closed || lost?.control.stopped() === true
      if (!isWanted) {
        log.write('worker.exited', { code })
        this.#deaths.push(Date.now())
      }
      lost?.reject(lost.control.stopped() ? cancelled() : deathOf(cause, heapMb))
      if (!this.#closed) this.#next()
    })
    return worker
  }
}

function deathOf(cause: unknown, heapMb: number): Error {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new Problem(
      'WORKER_OOM',
      { limit: heapMb },
      `This needed more than the ${heapMb} MB of memory that a worker may have.`,
      'Take fewer candles or a shorter journal, or raise the limit workerMb.',
    )
  }
  return new Error('a worker ended in the middle of a job', { cause })
}
