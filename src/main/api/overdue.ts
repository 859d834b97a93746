/** Work that takes too long or stands still. */
import { Problem, type ProblemCode } from '../../shared/problem.ts'
import type { LimitBook } from './limit-book.ts'
import type { LiveOperation } from './live-operation.ts'

const SECOND = 1000
const MB = 1024 * 1024
/** What an import may take before its size counts. */
const IMPORT_SECONDS = 30

/** Why it has to be stopped now, or null. What waits in the queue has all the time there is. */
export function overdue(
  { now: operation, movedAt, takesItsTime }: Pick<LiveOperation, 'now' | 'movedAt' | 'takesItsTime'>,
  limits: Pick<LimitBook, 'value'>,
  now = Date.now(),
): Problem | null {
  const { kind, startedAt, progress } = operation
  if (startedAt === null || takesItsTime) return null
  if (kind === 'import') {
    const most = IMPORT_SECONDS + limits.value('importSecondsPerMb') * (progress.of / MB)
    return now - startedAt > most * SECOND ? late('IMPORT_TIMEOUT', Math.ceil(most), 'The import') : null
  }
  if (kind !== 'run') return null
  const most = limits.value('runSeconds')
  if (now - startedAt > most * SECOND) return late('RUN_TIMEOUT', most, 'The run')
  const still = limits.value('stallSeconds')
  return now - movedAt > still * SECOND ? stalled(still) : null
}

const late = (code: ProblemCode, limit: number, what: string): Problem =>
  new Problem(
    code,
    { limit },
    `${what} took longer than ${limit} seconds and was stopped; nothing of it was kept.`,
    'Take fewer candles, or raise the limit: tapedeck limits lists them.',
  )

const stalled = (limit: number): Problem =>
  new Problem(
    'RUN_STALLED',
    { limit },
    `The run stood still for ${limit} seconds and was stopped; nothing of it was kept.`,
    'Try it again; if it stands still again, report it with the file tapedeck.log of the data folder.',
  )
