/** One JSON object a line about what happened; for people with a problem, never an input to anything. */
import { appendFileSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { inspect } from 'node:util'
import type { LogLine } from '../../shared/safety.ts'
import { redacted } from './redaction.ts'

const MOST_BYTES = 10 * 1024 * 1024
const KEPT = 10
const LONGEST_STACK = 4 * 1024
const LONGEST_LINE = 8 * 1024

type Work = 'run' | 'ingest' | 'export' | 'check'
type Stage = 'requested' | 'started' | 'completed' | 'published' | 'failed' | 'cancelled'
export type WorkEvent = `${Work}.${Stage}`

export type LogEvent =
  | 'workstation.opened'
  | 'workstation.closed'
  | 'runs.recovered'
  | 'run.journal_retried'
  | 'store.backup'
  | 'request.rejected'
  | WorkEvent
  | 'operation.interrupted'
  | 'operation.lost'
  | 'registry.updated'
  | 'killswitch.engaged'
  | 'killswitch.released'
  | 'setting.changed'
  | 'audit.failed'
  | 'store.checkpoint'
  | 'worker.spawned'
  | 'worker.exited'
  | 'defect'

const LEVELS: { readonly [E in LogEvent]?: LogLine['level'] } = {
  defect: 'error',
  'audit.failed': 'error',
  'run.failed': 'warn',
  'ingest.failed': 'warn',
  'export.failed': 'warn',
  'check.failed': 'warn',
  'request.rejected': 'warn',
  'operation.interrupted': 'warn',
  'operation.lost': 'warn',
  'killswitch.engaged': 'warn',
}

export interface Log {
  write(event: LogEvent, facts: Readonly<Record<string, unknown>>): void
  /** Keeps a defect with its stack and answers the number under which a person can quote it. */
  defect(error: unknown, where: string): string
}

const fileIn = (folder: string): string => path.join(folder, 'tapedeck.log')

export function openLog(folder: string): Log {
  const file = fileIn(folder)
  const write: Log['write'] = (event, facts) => {
    try {
      rotate(file)
      appendFileSync(file, `${lineOf(event, facts)}\n`)
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

function lineOf(event: LogEvent, facts: Readonly<Record<string, unknown>>): string {
  const head = { time: new Date().toISOString(), level: LEVELS[event] ?? 'info', pid: process.pid, event }
  const line = JSON.stringify({ ...head, ...Object(redacted(facts)) })
  return line.length <= LONGEST_LINE ? line : JSON.stringify({ ...head, shortened: line.slice(0, 4096) })
}

/** The newest lines, newest first; what is no line of ours is left out. */
export function readLog(folder: string, most: number): LogLine[] {
  let text: string
  try {
    text = readFileSync(fileIn(folder), 'utf8')
  } catch {
    return []
  }
  const lines = text.trimEnd().split('\n')
  const oldest = Math.max(0, lines.length - most)
  return lines
    .slice(oldest)
    .flatMap((line, at) => readLine(line, oldest + at + 1) ?? [])
    .reverse()
}

function readLine(line: string, number: number): LogLine | null {
  try {
    const { time, level = 'info', event, pid: _, ...facts } = JSON.parse(line)
    if (typeof time !== 'string' || typeof event !== 'string') return null
    const said = Object.entries(facts).map(([name, value]) => `${name} ${inWords(value)}`)
    const known = level === 'warn' || level === 'error' ? level : 'info'
    return { number, time, level: known, event, facts: said.join(', ') }
  } catch {
    return null
  }
}

const inWords = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

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
