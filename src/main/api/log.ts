/** One JSON object a line about what happened; for people with a problem, never an input to anything. */
import { appendFileSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { inspect } from 'node:util'

const MOST_BYTES = 10 * 1024 * 1024
const KEPT = 10
const LONGEST_STACK = 4 * 1024

export type LogEvent =
  | 'workstation.opened'
  | 'workstation.closed'
  | 'runs.recovered'
  | 'run.journal_retried'
  | 'run_cancelled'
  | 'store.backup'
  | 'operation.started'
  | 'operation.ended'
  | 'defect'

export interface Log {
  write(event: LogEvent, facts: Readonly<Record<string, unknown>>): void
  /** Keeps a defect with its stack and answers the number under which a person can quote it. */
  defect(error: unknown, where: string): string
}

export function openLog(folder: string): Log {
  const file = path.join(folder, 'tapedeck.log')
  const write: Log['write'] = (event, facts) => {
    const line = JSON.stringify({ time: new Date().toISOString(), pid: process.pid, event, ...facts })
    try {
      rotate(file)
      appendFileSync(file, `${line}\n`)
    } catch {
      // A full disk must not turn a log line into a failing run.
    }
  }
  return {
    write,
    defect(error, where) {
      const incident = crypto.randomUUID().slice(0, 8)
      // Inspected, not read: a defect's cause says more than its own stack.
      write('defect', { incident, where, stack: inspect(error).slice(0, LONGEST_STACK) })
      return incident
    },
  }
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size < MOST_BYTES) return
  rmSync(`${file}.${KEPT}`, { force: true })
  for (let number = KEPT - 1; number >= 1; number--) {
    if (statSync(`${file}.${number}`, { throwIfNoEntry: false }))
      renameSync(`${file}.${number}`, `${file}.${number + 1}`)
  }
  renameSync(file, `${file}.1`)
}
