/** Writes numbers to a store, one transaction each, until it is told to stop. */
import { writeSync } from 'node:fs'
import path from 'node:path'
import { millis, type OperationId } from '../../../src/shared/brand.ts'
import { openStore } from '../../../src/main/store/store.ts'

const [home = ''] = process.argv.slice(2)
const { operations } = openStore(path.join(home, 'tapedeck.db'))
process.on('SIGTERM', () => process.exit(0))
for (let number = 0; ; number++) {
  operations.add(
    {
      id: String(number).padStart(9, '0') as OperationId,
      kind: 'run',
      title: 'x'.repeat(200),
      state: 'queued',
      progress: { done: 0, of: 0 },
      result: null,
      problem: null,
      createdAt: millis(number + 1),
      startedAt: null,
      endedAt: null,
      form: null,
      retryable: false,
    },
    { process: String(process.pid), pid: process.pid, entry: 'cli', asked: null },
  )
  if (number === 0) writeSync(1, 'writing\n')
  // Fast enough that every copy is made in the middle of it, slow enough that the store stays small.
  if (number % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
}
