/** The built-in strategies, in the order in which they are shown. */
import { Problem } from '../../shared/problem.ts'
import { nearest } from '../text/nearest.ts'
import type { Strategy } from '../engine/strategy.ts'
import { atrBreakout } from './atr-breakout.ts'
import { bollingerReversion } from './bollinger-reversion.ts'
import { buyAndHold } from './buy-and-hold.ts'
import { donchian } from './donchian.ts'
import { emaCross } from './ema-cross.ts'
import { keltner } from './keltner.ts'
import { macd } from './macd.ts'
import { momentum } from './momentum.ts'
import { rsiReversion } from './rsi-reversion.ts'
import { smaCross } from './sma-cross.ts'
import { supertrend } from './supertrend.ts'

export const STRATEGIES: readonly Strategy[] = [
  smaCross,
  emaCross,
  macd,
  donchian,
  keltner,
  atrBreakout,
  supertrend,
  momentum,
  rsiReversion,
  bollingerReversion,
  buyAndHold,
]

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
