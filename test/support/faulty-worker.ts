/**
 * A worker that does what it is ordered whenever it is to replay a run: it ends, never ends, takes all
 * the memory there is, or makes a file just before it answers. Without an order it is the real one.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import { openWorkstation } from '../../src/main/api/workstation.ts'
import { tempFolder } from './temp-folder.ts'

export type Order = 'end' | 'never end' | 'hoard' | `make ${string}` | ''

function faultyWorker(): { worker: URL; order: (what: Order) => void } {
  const folder = tempFolder()
  const order = path.join(folder, 'order')
  const script = path.join(folder, 'worker.mjs')
  writeFileSync(order, '')
  writeFileSync(
    script,
    `import { readFileSync, writeFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
const ordered = () => readFileSync(${JSON.stringify(order)}, 'utf8')
const post = parentPort.postMessage.bind(parentPort)
let job = ''
parentPort.postMessage = (answer) => {
  if (job === 'run.perform' && ordered().startsWith('make ')) writeFileSync(ordered().slice(5), '')
  post(answer)
}
parentPort.on('message', (task) => {
  job = task.job
  const order = job === 'run.perform' ? ordered() : ''
  if (order === 'end') process.exit(1)
  const hoard = []
  while (order === 'never end' || order === 'hoard') {
    if (order === 'hoard') hoard.push(Array.from({ length: 10_000 }, (_, at) => at * 1.1))
  }
})
await import(${JSON.stringify(new URL('../../src/main/api/worker.ts', import.meta.url).href)})
`,
  )
  return { worker: pathToFileURL(script), order: (what) => writeFileSync(order, what) }
}

/** A workstation whose workers do what is ordered when they replay. */
export async function faulty(home = tempFolder()) {
  const { worker, order } = faultyWorker()
  const session = { host: 'cli', version: '0.0.0', paths: true, dialogs: false } as const
  const opened = await openWorkstation({ home, session, worker })
  onTestFinished(opened.close)
  return { ...opened, home, order }
}
