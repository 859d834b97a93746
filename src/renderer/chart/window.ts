/**
 * Where loaded candles lie in the series. Positions and times are only ever translated where a bar
 * begins, because nothing else is certain: a market may be silent for a minute or for a month.
 */
import { type Millis, millis } from '../../shared/brand.ts'
import type { ChartCandles } from '../../shared/candles.ts'
import type { View } from './view.ts'

/**
 * What is known: the window on the screen, and the map, which is the whole series in a few thousand
 * bars. The window is finer, the map is everywhere.
 */
export interface Ground {
  readonly loaded: ChartCandles
  readonly map: ChartCandles
}

/** The beginning of a bar, and how many candles it stands for. */
export interface Place {
  readonly position: number
  readonly time: Millis
  readonly per: number
}

/** The positions that a window has candles for. */
export function covered({ first, per, time, total }: ChartCandles): View {
  return { from: first, to: Math.min(first + time.length * per, total) }
}

export const covers = (window: ChartCandles, view: View): boolean => {
  const { from, to } = covered(window)
  return from <= Math.max(0, view.from) && to >= Math.min(window.total, view.to)
}

/** The last bar that opens at or before `at`; -1 where all of them open later. */
export function barAt(time: Float64Array, at: number): number {
  let low = 0
  let high = time.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((time[middle] ?? Infinity) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}

function barOf({ first, per, time }: ChartCandles, bar: number): Place | null {
  const opens = time[bar]
  return opens === undefined ? null : { position: first + bar * per, time: millis(opens), per }
}

/** Past the last candle; `to` is exclusive, and there is no next one to name. */
const endOf = ({ total, end }: ChartCandles): Place => ({ position: total, time: millis(end + 1), per: 1 })

/** Where the bar that holds a position begins. */
export function before({ loaded, map }: Ground, position: number): Place {
  const held = Math.min(Math.max(position, 0), map.total - 1)
  const bar = (window: ChartCandles) => barOf(window, Math.floor((held - window.first) / window.per))
  return bar(loaded) ?? bar(map) ?? endOf(map)
}

/** Where the first bar begins that is at or after a position. */
export function after({ loaded, map }: Ground, position: number): Place {
  if (position >= map.total) return endOf(map)
  const bar = (window: ChartCandles) => barOf(window, Math.ceil((position - window.first) / window.per))
  return bar(loaded) ?? bar(map) ?? endOf(map)
}

/** The bar that a time falls into. */
export function placeOf({ loaded, map }: Ground, at: number): Place {
  if (at >= map.end) return { position: map.total - 1, time: map.end, per: 1 }
  const bar = barAt(loaded.time, at)
  // Whether it still falls into the last bar of a window, only the candle after that could tell.
  const inside = bar >= 0 && bar < loaded.time.length - 1 ? barOf(loaded, bar) : null
  return inside ?? barOf(map, Math.max(barAt(map.time, at), 0)) ?? endOf(map)
}
