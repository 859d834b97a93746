import { number, whole } from '../engine/parameters.ts'
import { crossesAbove, crossesBelow } from '../engine/rules.ts'
import { close, supertrend as supertrendLine } from '../engine/series.ts'
import { at } from '../engine/setup.ts'
import { strategy } from '../engine/strategy.ts'

/** Long from a close through the Supertrend line to one back through it, or to where the line then was; short mirrored. */
export const supertrend = strategy({
  id: 'supertrend',
  version: '1',
  title: 'Supertrend',
  idea: 'Goes with the trend until a close goes through a line that follows the price a few average ranges behind; a stop rests where the line was at the entry.',
  suits: 'Markets that trend for weeks at a time; narrow ranges turn it back and forth.',
  parameters: {
    length: whole(10, { from: 2, to: 100, label: 'ATR length', hint: 'Candles in the average true range' }),
    multiple: number(3, {
      from: 0.5,
      to: 10,
      step: 0.5,
      label: 'Multiple',
      hint: 'Average true ranges from a candle’s middle to the line',
    }),
  },
  indicators: ({ length, multiple }) => ({ line: supertrendLine(length, multiple) }),
  rules: ({ line }) => ({
    enterLong: crossesAbove(close, line),
    exitLong: crossesBelow(close, line),
    enterShort: crossesBelow(close, line),
    exitShort: crossesAbove(close, line),
  }),
  setups: ({ line }) => ({ long: { stop: at(line) }, short: { stop: at(line) } }),
})
