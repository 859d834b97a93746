import { number, whole } from '../engine/parameters.ts'
import { above, below } from '../engine/rules.ts'
import { close, rateOfChange } from '../engine/series.ts'
import { strategy } from '../engine/strategy.ts'

/** Long while the price is well above where it was `length` candles ago, until it is below; short mirrored. */
export const momentum = strategy({
  id: 'momentum',
  version: '1',
  title: 'Time-series momentum',
  idea: 'Buys what has risen over the last months, and sells when it has not.',
  suits: 'Broad markets over months: indices, currencies, commodities; it is late at every turn.',
  parameters: {
    length: whole(90, { from: 5, to: 400, step: 5, label: 'Length', hint: 'Candles to look back' }),
    threshold: number(0, {
      from: 0,
      to: 50,
      step: 1,
      label: 'Threshold',
      hint: 'Percent that it must have moved to be entered',
    }),
  },
  indicators: ({ length }) => ({ change: rateOfChange(close, length) }),
  rules: ({ change }, { threshold }) => ({
    enterLong: above(change, threshold),
    exitLong: below(change, 0),
    enterShort: below(change, -threshold),
    exitShort: above(change, 0),
  }),
})
