import { above, below } from '../../src/main/engine/rules.ts'
import { close, open } from '../../src/main/engine/series.ts'
import { strategy } from '../../src/main/engine/strategy.ts'

/**
 * A script that is drawn with the market itself: a candle that rises is a buy, one that falls is a
 * sell, and one that ends where it began says nothing. Filled at the open of the next candle.
 */
export const colours = strategy({
  id: 'colours',
  version: '1',
  title: 'Colours',
  idea: 'Buys after a rising candle, sells after a falling one.',
  suits: 'Tests.',
  parameters: {},
  indicators: () => ({}),
  rules: () => ({
    enterLong: above(close, open),
    exitLong: below(close, open),
    enterShort: below(close, open),
    exitShort: above(close, open),
  }),
})
