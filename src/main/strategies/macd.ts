import { whole } from '../engine/parameters.ts'
import { crossesAbove, crossesBelow } from '../engine/rules.ts'
import { close, ema, macd as macdLine, minus } from '../engine/series.ts'
import { strategy } from '../engine/strategy.ts'

/** Long from the MACD line's cross above its signal to its cross below; short mirrored. */
export const macd = strategy({
  id: 'macd',
  version: '1',
  title: 'MACD',
  idea: 'Buys when the distance between two exponential averages grows faster than it did lately, and sells when it slows.',
  suits: 'Markets whose moves speed up and slow down in waves; it trades often and needs low costs.',
  parameters: {
    fast: whole(12, { from: 2, to: 100, label: 'Fast length', hint: 'Candles in the fast average' }),
    slow: whole(26, { from: 5, to: 400, label: 'Slow length', hint: 'Candles in the slow average' }),
    signal: whole(9, { from: 2, to: 100, label: 'Signal length', hint: 'Candles that smooth the line' }),
  },
  requires: 'fast is less than slow',
  allows: ({ fast, slow }) => fast < slow,
  indicators: ({ fast, slow, signal: length }) => {
    const line = macdLine(close, fast, slow)
    const signal = ema(line, length)
    return { line, signal, histogram: minus(line, signal) }
  },
  rules: ({ line, signal }) => ({
    enterLong: crossesAbove(line, signal),
    exitLong: crossesBelow(line, signal),
    enterShort: crossesBelow(line, signal),
    exitShort: crossesAbove(line, signal),
  }),
})
