/** The workstation itself, making runs as fast as it can and saying so after each; killed from outside. */
import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import type { DatasetId } from '../../../src/shared/brand.ts'
import { openWorkstation } from '../../../src/main/api/workstation.ts'
import { ended } from '../../support/ended.ts'

const [home = '', dataset = '', from = '0'] = process.argv.slice(2)
const session = { host: 'cli', version: 'torture', paths: true, dialogs: false } as const
const { client } = await openWorkstation({ home, session })
// A process that is killed would never keep what it compiled.
flushCompileCache()
writeSync(1, 'open\n')
for (let seed = Number(from); ; seed++) {
  const { operation, run } = await client.ask('run.start', {
    datasets: [dataset as DatasetId],
    strategy: 'sma-cross',
    params: { fast: 3, slow: 8 },
    settings: { seed },
  })
  const { state } = await ended(client, operation)
  writeSync(1, `${state === 'succeeded' ? 'kept' : state} ${run}\n`)
}
