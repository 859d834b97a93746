import { whole } from '../engine/parameters.ts'
import { crossesAbove, crossesBelow } from '../engine/rules.ts'
import { close, ema } from '../engine/series.ts'
import { strategy } from '../engine/strategy.ts'

/** Long from the fast exponential average's cross above the slow one to its cross below; short mirrored. */
export const emaCross = strategy({
  id: 'ema-cross',
  version: '1',
  title: 'Exponential-average cross',
  idea: 'Buys when the exponential average of the recent closes crosses above that of a longer stretch, and sells when it falls back.',
  suits:
    'Markets that trend and turn quickly; it is earlier than plain averages, and more often wrong in a range.',
  parameters: {
    fast: whole(12, { from: 2, to: 100, label: 'Fast length', hint: 'Candles in the fast average' }),
    slow: whole(26, { from: 5, to: 400, label: 'Slow length', hint: 'Candles in the slow average' }),
  },
  requires: 'fast is less than slow',
  allows: ({ fast, slow }) => fast < slow,
  indicators: ({ fast, slow }) => ({ fast: ema(close, fast), slow: ema(close, slow) }),
  rules: ({ fast, slow }) => ({
    enterLong: crossesAbove(fast, slow),
    exitLong: crossesBelow(fast, slow),
    enterShort: crossesBelow(fast, slow),
    exitShort: crossesAbove(fast, slow),
  }),
})
