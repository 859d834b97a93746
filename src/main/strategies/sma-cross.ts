import { whole } from '../engine/parameters.ts'
import { crossesAbove, crossesBelow } from '../engine/rules.ts'
import { close, sma } from '../engine/series.ts'
import { strategy } from '../engine/strategy.ts'

/** Long from the fast average's cross above the slow one to its cross below; short is the mirror image. */
export const smaCross = strategy({
  id: 'sma-cross',
  version: '1',
  title: 'Moving-average cross',
  idea: 'Buys when the average of the recent closes crosses above that of a longer stretch, and sells when it falls back.',
  suits:
    'Markets that trend for longer than the slow average is long; it loses a little on each turn of a range.',
  parameters: {
    fast: whole(10, { from: 2, to: 100, label: 'Fast length', hint: 'Candles in the fast average' }),
    slow: whole(30, { from: 5, to: 400, step: 5, label: 'Slow length', hint: 'Candles in the slow average' }),
  },
  requires: 'fast is less than slow',
  allows: ({ fast, slow }) => fast < slow,
  indicators: ({ fast, slow }) => ({ fast: sma(close, fast), slow: sma(close, slow) }),
  rules: ({ fast, slow }) => ({
    enterLong: crossesAbove(fast, slow),
    exitLong: crossesBelow(fast, slow),
    enterShort: crossesBelow(fast, slow),
    exitShort: crossesAbove(fast, slow),
  }),
})
