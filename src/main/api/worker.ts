/** The worker thread: takes one job at a time, tells how far it is in shared memory, answers once. */
import { parentPort } from 'node:worker_threads'
import { Problem } from '../../shared/problem.ts'
import { Control } from './control.ts'
import { DOERS } from './jobs/doers.ts'
import type { JobName } from './jobs/jobs.ts'
import type { WorkerAnswer, WorkerTask } from './pool.ts'

const port = parentPort
if (port === null) throw new Error('this file is started as a worker thread')

port.on('message', async (task: WorkerTask<JobName>) => {
  port.postMessage(await answer(task))
})

async function answer<J extends JobName>({ job, input, memory }: WorkerTask<J>): Promise<WorkerAnswer> {
  try {
    const doer = DOERS[job]
    return { ok: true, value: await doer(input, new Control(memory)) }
  } catch (error) {
    if (error instanceof Problem) return { ok: false, problem: error.shape }
    return { ok: false, defect: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
