import { expect, test } from 'vitest'
import { liesOnPrices } from '../../src/main/engine/overlay.ts'
import {
  atr,
  bands,
  close,
  deviation,
  ema,
  high,
  highest,
  macd,
  momentum,
  plus,
  previous,
  rsi,
  type Series,
  sma,
  supertrend,
  times,
} from '../../src/main/engine/series.ts'

const keltner = bands(ema(close, 20), atr(10), 2)
const series: readonly (readonly [name: string, series: Series, lies: boolean])[] = [
  ['an average of closes', sma(close, 10), true],
  ['a channel', previous(highest(high, 20)), true],
  ['an upper band', keltner.upper, true],
  ['a lower band', keltner.lower, true],
  ['a trailing line', supertrend(10, 3), true],
  ['a distance written first', plus(times(atr(14), 2), close), true],
  ['a range', atr(14), false],
  ['a deviation', deviation(close, 20), false],
  ['an oscillator', rsi(close, 14), false],
  ['a difference of averages', macd(close, 12, 26), false],
  ['an average of such a difference', ema(macd(close, 12, 26), 9), false],
  ['a change', momentum(close, 10), false],
]
test.each(series)('U3 %s lies on the candles or not', (_, one, lies) => {
  expect(liesOnPrices(one)).toBe(lies)
})
