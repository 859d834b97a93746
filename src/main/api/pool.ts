/**
 * A few worker threads and one queue. A worker that dies fails its own job and is replaced; one that
 * does not hear "stop" within two seconds is ended.
 */
import { Worker } from 'node:worker_threads'
import { Problem, type ProblemShape } from '../../shared/problem.ts'
import { cancelled, type Control } from './control.ts'
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

const HEAP_MB = 2048
const GRACE_MS = 2000

export class Pool {
  readonly #script: URL
  readonly #size: number
  readonly #queue: Waiting[] = []
  readonly #busy = new Map<Worker, Waiting>()
  readonly #idle: Worker[] = []
  #closed = false

  constructor(script: URL, size: number) {
    this.#script = script
    this.#size = size
  }

  /** Workers running or ready, and jobs that wait for one. */
  get state(): { workers: number; busy: number; waiting: number } {
    return {
      workers: this.#busy.size + this.#idle.length,
      busy: this.#busy.size,
      waiting: this.#queue.length,
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
    while (this.#queue.length > 0 && (this.#idle.length > 0 || this.#busy.size < this.#size)) {
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
    const worker = new Worker(this.#script, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } })
    worker.on('message', (answer: WorkerAnswer) => {
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
    worker.on('exit', () => {
      const lost = this.#busy.get(worker)
      this.#busy.delete(worker)
      const at = this.#idle.indexOf(worker)
      if (at !== -1) this.#idle.splice(at, 1)
      lost?.reject(
        lost.control.stopped() ? cancelled() : new Error('a worker ended in the middle of a job', { cause }),
      )
      if (!this.#closed) this.#next()
    })
    return worker
  }
}
