/**
 * A replay into a folder: decisions and journal go to disk as they are made, so a full journal of a
 * million candles needs no memory. A run that fails on its way still says what it knew.
 */
import type { Manifest } from '../../shared/run.ts'
import { Problem, type ProblemCode, type ProblemShape } from '../../shared/problem.ts'
import { auditLookAhead } from '../engine/look-ahead.ts'
import type { Listener } from '../engine/replay.ts'
import { type ReplayedTogether, replayTogether, type TogetherOrder } from '../engine/together.ts'
import { type ArtifactFolder, DECISIONS, EVENTS } from './artifacts.ts'
import { eventJournal } from './event-journal.ts'

type LookAhead = NonNullable<Manifest['lookAhead']>

export interface Attempt {
  readonly replayed: ReplayedTogether
  readonly lookAhead: LookAhead
  /** Why the run failed, or null. */
  readonly failure: ProblemShape | null
  readonly journalRetries: number
}

/** Trouble of this machine or a limit set on it, and no outcome of the run: asked again, it may go well. */
const OURS: ReadonlySet<ProblemCode> = new Set([
  'CANCELLED',
  'DISK_FULL',
  'STORE_UNAVAILABLE',
  'LIMIT_TRADES',
])

export function attempt(
  folder: ArtifactFolder,
  order: TogetherOrder,
  listener: Omit<Listener<ReplayedTogether>, 'decisions'>,
): Attempt {
  const decisions = folder.open(DECISIONS)
  const journal = eventJournal(folder.open(EVENTS))
  const known: { soFar: (() => ReplayedTogether) | null; lookAhead: LookAhead } = {
    soFar: null,
    lookAhead: { checked: 0, differences: [] },
  }
  const going = (): Pick<Attempt, 'replayed' | 'failure'> => {
    try {
      const replayed = replayTogether(order, {
        ...listener,
        decisions: (lines) => decisions.write(lines),
        event: (event) => journal.write(event),
        began(soFar) {
          known.soFar = soFar
          known.lookAhead = audit(order)
          requireNoLookAhead(order.strategy.id, known.lookAhead)
        },
      })
      return { replayed, failure: null }
    } catch (error) {
      if (known.soFar === null || !(error instanceof Problem) || OURS.has(error.code)) throw error
      return { replayed: known.soFar(), failure: error.shape }
    }
  }
  try {
    const gone = going()
    decisions.finish()
    journal.finish()
    return { ...gone, lookAhead: known.lookAhead, journalRetries: journal.retries }
  } catch (error) {
    decisions.abandon()
    journal.abandon()
    throw error
  }
}

/** A11: a sample of every symbol of every run. */
function audit({ strategy, params, markets }: TogetherOrder): LookAhead {
  const plan = strategy.plan(params)
  const audits = markets.map(({ series }) => auditLookAhead({ plan, series }))
  return {
    checked: audits.reduce((sum, { sampled }) => sum + sampled, 0),
    differences: audits.flatMap(({ differences }) => differences),
  }
}

export function requireNoLookAhead(strategy: string, { differences }: LookAhead): void {
  const [first] = differences
  if (first === undefined) return
  const { candle, what, seen, alone } = first
  throw new Problem(
    'STRATEGY_LOOKAHEAD',
    { strategy, candle, field: what },
    `${strategy} sees the future: at candle ${candle}, ${what} is ${seen} with the candles after it and ${alone} without them.`,
    `Results of it mean nothing. tapedeck check ${strategy} shows where it looks ahead.`,
  )
}
