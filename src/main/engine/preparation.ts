/** What a tape is made from before its first candle, and where an order that can't be replayed is refused. */
import { Columns } from './columns.ts'
import { needsRange } from './placing.ts'
import { highestOf, requireCountable, requireSide } from './preconditions.ts'
import type { ReplayOrder } from './replay-order.ts'
import { firstOf } from './series.ts'
import { RANGE } from './setup.ts'
import type { Plan } from './strategy.ts'
import { type Terms, termsOf } from './terms.ts'
import { type Evaluated, evaluatedOf } from './window.ts'

export interface Prepared {
  readonly plan: Plan
  readonly terms: Terms
  readonly evaluated: Evaluated
  readonly columns: Columns
  /** The average true range; empty where nothing is measured in it. */
  readonly atr: Float64Array
  /** The highest price that is evaluated, in ticks of the candles. */
  readonly highest: number
}

export function prepare({ strategy, params, series, settings, window }: ReplayOrder): Prepared {
  const plan = strategy.plan(params)
  const terms = termsOf(settings, series.priceDecimals)
  requireSide(strategy, plan, terms)
  const isRanged = needsRange(terms, plan.setups)
  const need = Math.max(plan.need, isRanged ? firstOf(RANGE) : 0)
  const evaluated = evaluatedOf(series, need, settings.warmup, window)
  const columns = new Columns(series, evaluated.end)
  const atr = isRanged ? columns.of(RANGE) : NO_COLUMN
  const highest = highestOf(series.high, evaluated)
  requireCountable(highest * terms.scale)
  return { plan, terms, evaluated, columns, atr, highest }
}

const NO_COLUMN = new Float64Array(0)
