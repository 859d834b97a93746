/**
 * Publishes runs as the workstation does, one after another, and says so after each. Started as a
 * process of its own, to be watched, starved and killed. A mistake can be asked for: what must be caught.
 */
import { writeSync } from 'node:fs'
import path from 'node:path'
import { Problem } from '../../../src/shared/problem.ts'
import { commit } from '../../../src/main/runs/commit.ts'
import { publish, writeIndex } from '../../../src/main/runs/publish.ts'
import { connect } from '../../../src/main/store/connection.ts'
import { migrate } from '../../../src/main/store/migrations/index.ts'
import { recordTables } from '../../../src/main/store/records.ts'
import { runTable } from '../../../src/main/store/runs.ts'
import { smallRun } from './small-run.ts'

const [home = '', runs = '10', mistake = ''] = process.argv.slice(2)
const root = path.join(home, 'runs')
const connection = connect(path.join(home, 'tapedeck.db'))
migrate(connection)
if (mistake === 'sync-normal') connection.pragma('synchronous = NORMAL')
if (mistake === 'no-sync') connection.pragma('synchronous = OFF')
// Small, so that a checkpoint comes along now and then.
connection.pragma('wal_autocheckpoint = 40')
const table = runTable(connection)
const records = recordTables(connection)

async function one(number: number): Promise<void> {
  const { stage, row } = await smallRun(root, number)
  if (mistake === 'row-first') {
    table.add(row)
    await publish(root, stage, row, { ...table, find: () => null, add: () => true })
  } else {
    await commit(root, stage, row, { runs: table, records })
  }
  writeSync(1, `kept ${row.summary.runId}\n`)
  if (number % 4 === 0) await writeIndex(root, table)
}

/** Trouble that passes is tried again, as a person would. */
async function patiently(number: number): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await one(number)
      return
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      writeSync(1, `refused ${error.code} ${error.details.text ?? ''}\n`)
      if (attempt === 3) return
    }
  }
}

for (let number = 0; number < Number(runs); number++) await patiently(number)
writeSync(1, 'done\n')
connection.close()
