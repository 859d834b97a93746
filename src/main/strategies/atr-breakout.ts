import { number, whole } from '../engine/parameters.ts'
import { above, below } from '../engine/rules.ts'
import { atr, close, high, highest, low, lowest, minus, plus, previous, times } from '../engine/series.ts'
import { away } from '../engine/setup.ts'
import { strategy } from '../engine/strategy.ts'

/** Long from a close above the last highs until the price is `trail` average ranges below its peak; short mirrored. */
export const atrBreakout = strategy({
  id: 'atr-breakout',
  version: '1',
  title: 'ATR trailing breakout',
  idea: 'Buys a close above the highs of the last candles, and follows the price with a stop a few average ranges behind.',
  suits:
    'Markets with long moves and deep pullbacks, such as coins and commodities; a range costs a little each time.',
  parameters: {
    entry: whole(20, { from: 2, to: 400, label: 'Entry length', hint: 'Candles that a breakout must beat' }),
    length: whole(14, { from: 2, to: 100, label: 'ATR length', hint: 'Candles in the average true range' }),
    trail: number(3, {
      from: 0.5,
      to: 10,
      step: 0.5,
      label: 'Trail',
      hint: 'Average true ranges from the peak to the stop',
    }),
  },
  indicators: ({ entry, length, trail }) => {
    const distance = times(atr(length), trail)
    return {
      entryHigh: previous(highest(high, entry)),
      entryLow: previous(lowest(low, entry)),
      distance,
      longStop: minus(highest(high, entry), distance),
      shortStop: plus(lowest(low, entry), distance),
    }
  },
  rules: ({ entryHigh, entryLow, longStop, shortStop }) => ({
    enterLong: above(close, entryHigh),
    exitLong: below(close, longStop),
    enterShort: below(close, entryLow),
    exitShort: above(close, shortStop),
  }),
  setups: ({ distance }) => ({ long: { trail: away(distance) }, short: { trail: away(distance) } }),
})
