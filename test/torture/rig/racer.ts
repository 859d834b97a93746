/** One of several processes that want the same runs at the same time. */
import { writeSync } from 'node:fs'
import type { DatasetId } from '../../../src/shared/brand.ts'
import { openWorkstation } from '../../../src/main/api/workstation.ts'
import { ended } from '../../support/ended.ts'

const [home = '', dataset = '', rounds = '1'] = process.argv.slice(2)
const session = { host: 'cli', version: 'torture', paths: true, dialogs: false } as const
const { client, close } = await openWorkstation({ home, session })
for (let round = 0; round < Number(rounds); round++) {
  const { operation, run } = await client.ask('run.start', {
    datasets: [dataset as DatasetId],
    strategy: 'sma-cross',
    params: { fast: 4, slow: 9 },
    settings: { seed: round },
  })
  const { state, problem } = await ended(client, operation)
  writeSync(1, `${state === 'succeeded' ? 'kept' : `${state} ${problem?.code}`} ${run}\n`)
}
await close()
