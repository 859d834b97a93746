/**
 * A worker that does what it is ordered whenever it is to replay a run: it ends, never ends, or takes
 * all the memory there is. Without an order it is the real one.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { tempFolder } from './temp-folder.ts'

export type Order = 'end' | 'never end' | 'hoard' | ''

export function faultyWorker(): { worker: URL; order: (what: Order) => void } {
  const folder = tempFolder()
  const order = path.join(folder, 'order')
  const script = path.join(folder, 'worker.mjs')
  writeFileSync(order, '')
  writeFileSync(
    script,
    `import { readFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
parentPort.on('message', ({ job }) => {
  const order = job === 'run.perform' ? readFileSync(${JSON.stringify(order)}, 'utf8') : ''
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
