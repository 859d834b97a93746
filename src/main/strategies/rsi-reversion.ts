import { whole } from '../engine/parameters.ts'
import { above, below, crossesAbove, crossesBelow } from '../engine/rules.ts'
import { close, rsi } from '../engine/series.ts'
import { strategy } from '../engine/strategy.ts'

/** Long from an RSI that falls below `oversold` until it is back above the middle; short mirrored. */
export const rsiReversion = strategy({
  id: 'rsi-reversion',
  version: '1',
  title: 'RSI reversion',
  idea: 'Buys when nearly all recent movement was downwards, and sells when ups and downs are even again.',
  suits:
    'Markets that swing around a level, such as stock indices over days; a lasting trend against it costs a lot.',
  parameters: {
    length: whole(14, { from: 2, to: 100, label: 'RSI length', hint: 'Candles of movement that count' }),
    oversold: whole(30, { from: 5, to: 45, step: 5, label: 'Oversold', hint: 'RSI below which it buys' }),
    overbought: whole(70, {
      from: 55,
      to: 95,
      step: 5,
      label: 'Overbought',
      hint: 'RSI above which it sells short',
    }),
  },
  indicators: ({ length }) => ({ rsi: rsi(close, length) }),
  rules: ({ rsi }, { oversold, overbought }) => ({
    enterLong: crossesBelow(rsi, oversold),
    exitLong: above(rsi, 50),
    enterShort: crossesAbove(rsi, overbought),
    exitShort: below(rsi, 50),
  }),
})
