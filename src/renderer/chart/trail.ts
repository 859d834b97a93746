/** The way that a trailing stop went with the price, candle by candle, as far as candles are loaded. */
import type { ChartCandles } from '../../shared/candles.ts'
import { barAt } from './window.ts'

export interface Trailing {
  readonly entry: number
  /** How far it stays behind the best price. */
  readonly trail: number
  readonly side: 'long' | 'short'
}

export interface Rung {
  readonly bar: number
  /** Where the stop stood when the candle opened. */
  readonly level: number
}

/** Nothing of merged candles: their highs and lows have lost their order. */
export function trailPath(
  { time, high, low, per }: ChartCandles,
  from: number,
  until: number,
  { entry, trail, side }: Trailing,
): Rung[] {
  const first = barAt(time, from)
  // A path that began before what is loaded can't be followed from its middle.
  if (per > 1 || time[first] !== from) return []
  const sign = side === 'long' ? 1 : -1
  const best = side === 'long' ? high : low
  const rungs: Rung[] = []
  let level = entry - sign * trail
  for (let bar = first; bar < time.length && (time[bar] ?? Infinity) <= until; bar += 1) {
    rungs.push({ bar, level })
    const followed = (best[bar] ?? level) - sign * trail
    if (sign * followed > sign * level) level = followed
  }
  return rungs
}
