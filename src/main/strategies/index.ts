/** The built-in strategies, in the order in which they are shown. */
import { Problem } from '../../shared/problem.ts'
import { nearest } from '../text/nearest.ts'
import type { Strategy } from '../engine/strategy.ts'
import { buyAndHold } from './buy-and-hold.ts'
import { donchian } from './donchian.ts'
import { smaCross } from './sma-cross.ts'

export const STRATEGIES: readonly Strategy[] = [smaCross, donchian, buyAndHold]

export function findStrategy(id: string): Strategy {
  const found = STRATEGIES.find((strategy) => strategy.id === id)
  if (found !== undefined) return found
  const available = STRATEGIES.map((strategy) => strategy.id)
  const meant = nearest(id, available)
  const list = `There are ${available.join(', ')}.`
  throw new Problem(
    'STRATEGY_UNKNOWN',
    { text: id, suggestion: meant, available },
    `There is no strategy called "${id}".`,
    meant === null ? list : `Did you mean "${meant}"? ${list}`,
  )
}
