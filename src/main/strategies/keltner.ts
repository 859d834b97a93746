import { number, whole } from '../engine/parameters.ts'
import { above, below, crossesAbove, crossesBelow } from '../engine/rules.ts'
import { atr, bands, close, ema } from '../engine/series.ts'
import { strategy } from '../engine/strategy.ts'

/** Long from a close through the upper Keltner channel to one below the middle; short mirrored. */
export const keltner = strategy({
  id: 'keltner',
  version: '1',
  title: 'Keltner breakout',
  idea: 'Buys a close further above the average than the candles usually reach, and sells when it is back at the average.',
  suits:
    'Markets where an unusual move is the start of a trend; where it is the end of one, Bollinger reversion does better.',
  parameters: {
    length: whole(20, { from: 5, to: 200, step: 5, label: 'Length', hint: 'Candles in the average' }),
    range: whole(10, { from: 2, to: 100, label: 'ATR length', hint: 'Candles in the average true range' }),
    width: number(2, {
      from: 0.5,
      to: 5,
      step: 0.25,
      label: 'Width',
      hint: 'Average true ranges from the middle to a channel line',
    }),
  },
  indicators: ({ length, range, width }) => {
    const middle = ema(close, length)
    return { middle, ...bands(middle, atr(range), width) }
  },
  rules: ({ middle, upper, lower }) => ({
    enterLong: crossesAbove(close, upper),
    exitLong: below(close, middle),
    enterShort: crossesBelow(close, lower),
    exitShort: above(close, middle),
  }),
})
