import { cardOf, parseParams } from '../../engine/strategy.ts'
import { findStrategy, STRATEGIES } from '../../strategies/index.ts'
import type { Handlers, Rooms } from './rooms.ts'

/** The strategies there are, and whether one of them may be trusted with candles. */
export function strategyHandlers({
  candles,
  operations,
  pool,
}: Rooms): Handlers<'strategy.list' | 'strategy.check'> {
  return {
    'strategy.list': () => ({ strategies: STRATEGIES.map(cardOf) }),
    'strategy.check'({ strategy: id, dataset: on, params: given = {}, timeframe }) {
      const strategy = findStrategy(id)
      const params = parseParams(strategy, given)
      const dataset = candles.dataset(on)
      const at = timeframe ?? dataset.timeframe
      const series = candles.series(dataset, at)
      const title = `Check ${strategy.id} on ${dataset.symbol} ${at}`
      const { id: operation } = operations.start('check', title, async ({ control, begin, until }) => {
        const job = { strategy: strategy.id, params, series: await until(series) }
        return { kind: 'check', ...(await pool.run('strategy.check', job, control, begin)) }
      })
      return { operation }
    },
  }
}
