/** What was thrown, as it may be told: a problem without secrets, or a defect as one calm sentence. */
import { Problem } from '../../shared/problem.ts'
import type { Log } from './log.ts'
import { redacted, redactedText } from './redaction.ts'

/** An error that a trader can not act on is kept with its stack in the log. */
export function toProblem(error: unknown, log: Log, where: string): Problem {
  if (error instanceof Problem) return error
  const incident = log.defect(error, where)
  return new Problem(
    'INTERNAL',
    { incident },
    `Something went wrong that should not have (incident ${incident}). Your data was left as it was.`,
    'Try again; if it stays, report it with the file tapedeck.log of the data folder.',
  )
}

/** Files are named by their base name, and a cell that looks like a key is not repeated. */
export function toldSafely(problem: Problem): Problem {
  const { code, message, hint, details } = problem
  const said = redactedText(message)
  const safe = Object.entries(details).map(([name, value]) => [name, redacted(value)] as const)
  const isSafe = said === message && JSON.stringify(Object.fromEntries(safe)) === JSON.stringify(details)
  return isSafe ? problem : new Problem(code, Object.fromEntries(safe) as typeof details, said, hint)
}
