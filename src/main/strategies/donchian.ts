import { whole } from '../engine/parameters.ts'
import { above, below } from '../engine/rules.ts'
import { close, high, highest, low, lowest, previous } from '../engine/series.ts'
import { strategy } from '../engine/strategy.ts'

/** Long from a close above the highest high of `entry` candles to one below the lowest low of `exit`. */
export const donchian = strategy({
  id: 'donchian',
  version: '1',
  title: 'Donchian breakout',
  idea: 'Buys a close above everything of the last weeks, and sells a close below the lows of a shorter stretch.',
  suits: 'Markets with long moves and rare, large winners; most breakouts of a range fail and cost a little.',
  parameters: {
    entry: whole(20, { from: 2, to: 400, label: 'Entry length', hint: 'Candles that a breakout must beat' }),
    exit: whole(10, {
      from: 2,
      to: 400,
      label: 'Exit length',
      hint: 'Candles whose far side ends the trade',
    }),
  },
  indicators: ({ entry, exit }) => ({
    entryHigh: previous(highest(high, entry)),
    entryLow: previous(lowest(low, entry)),
    exitHigh: previous(highest(high, exit)),
    exitLow: previous(lowest(low, exit)),
  }),
  rules: ({ entryHigh, entryLow, exitHigh, exitLow }) => ({
    enterLong: above(close, entryHigh),
    exitLong: below(close, exitLow),
    enterShort: below(close, entryLow),
    exitShort: above(close, exitHigh),
  }),
})
