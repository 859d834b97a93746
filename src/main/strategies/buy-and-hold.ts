import { atStart } from '../engine/rules.ts'
import { strategy } from '../engine/strategy.ts'

/** Long from the first candle on (Q11): what every other strategy has to beat. It has no short side. */
export const buyAndHold = strategy({
  id: 'buy-and-hold',
  version: '1',
  title: 'Buy and hold',
  idea: 'Buys once, at the start, and never sells.',
  suits: 'Every market, as the benchmark that another strategy has to beat.',
  parameters: {},
  indicators: () => ({}),
  rules: () => ({ enterLong: atStart }),
})
