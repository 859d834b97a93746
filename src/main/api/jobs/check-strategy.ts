/** A strategy held to seeing nothing of what comes later, on real candles. Runs in a worker. */
import type { StrategyCheck } from '../../../shared/strategy.ts'
import { checkLookAhead } from '../../engine/look-ahead.ts'
import { parseParams } from '../../engine/strategy.ts'
import { warmUpOf } from '../../engine/warm-up.ts'
import { evaluatedOf } from '../../engine/window.ts'
import { findStrategy } from '../../strategies/index.ts'
import type { Control } from '../control.ts'
import type { JobInput } from './jobs.ts'

const WHOLE = { from: null, to: null }

export function checkStrategy(
  { strategy: id, params, series }: JobInput<'strategy.check'>,
  control: Control,
): StrategyCheck {
  const strategy = findStrategy(id)
  const plan = strategy.plan(parseParams(strategy, params))
  // Refused where there are too few candles to decide on any.
  evaluatedOf(series, plan.need, 'auto', WHOLE)
  const subject = { plan, series }
  const audit = checkLookAhead(subject, {
    stopped: () => control.stopped(),
    progress: (done, of) => control.tell({ done, of }),
  })
  return { ...audit, ...warmUpOf(subject) }
}
