import { number, whole } from '../engine/parameters.ts'
import { above, below, crossesAbove, crossesBelow } from '../engine/rules.ts'
import { bands, close, deviation, sma } from '../engine/series.ts'
import { strategy } from '../engine/strategy.ts'

/** Long from a close through the lower Bollinger band until one above the middle; short mirrored. */
export const bollingerReversion = strategy({
  id: 'bollinger-reversion',
  version: '1',
  title: 'Bollinger reversion',
  idea: 'Buys a close unusually far below the average of the last candles, and sells when the price is back above it.',
  suits: 'Markets that swing around a slow average; when a range breaks, it holds on to the wrong side.',
  parameters: {
    length: whole(20, { from: 5, to: 200, step: 5, label: 'Length', hint: 'Candles in the average' }),
    width: number(2, {
      from: 0.5,
      to: 4,
      step: 0.25,
      label: 'Width',
      hint: 'Standard deviations from the middle to a band',
    }),
  },
  indicators: ({ length, width }) => {
    const middle = sma(close, length)
    return { middle, ...bands(middle, deviation(close, length), width) }
  },
  rules: ({ middle, upper, lower }) => ({
    enterLong: crossesBelow(close, lower),
    exitLong: above(close, middle),
    enterShort: crossesAbove(close, upper),
    exitShort: below(close, middle),
  }),
})
