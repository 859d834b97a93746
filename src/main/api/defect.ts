/** An error that a trader can not act on: kept with its stack in the log, told as one calm sentence. */
import { Problem } from '../../shared/problem.ts'
import type { Log } from './log.ts'

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
