/**
 * Which fills to point at. Where arrows would hide the candles and each other they are counted, in
 * cells that stay where they are in the series, so that panning does not make them flicker.
 */
import type { SeriesMarker, Time } from 'lightweight-charts'
import type { ChartCandles } from '../../shared/candles.ts'
import type { Marker } from '../../shared/run.ts'
import { stamp } from './series.ts'
import type { Theme } from './theme.ts'
import { barAt } from './window.ts'

/** Room for a count in words, and how many arrows fit into the same room. */
const CELL_PIXELS = 76
const ARROWS_PER_CELL = 6

/** One entry or exit, on the bar it falls into. */
export interface Arrow {
  readonly bar: number
  readonly marker: Marker
}

/** Entries and exits between two bars, too many to tell apart. */
export interface Crowd {
  readonly first: number
  readonly last: number
  readonly fills: number
}

export interface Marks {
  readonly arrows: readonly Arrow[]
  readonly crowds: readonly Crowd[]
  /** Bars in which something happened that the candle hides. */
  readonly hidden: readonly number[]
}

/** Bars in a cell: a power of two, so that it changes seldom while zooming. */
export const cellBars = (pixelsPerBar: number): number =>
  2 ** Math.max(0, Math.ceil(Math.log2(CELL_PIXELS / pixelsPerBar)))

export function gather(markers: readonly Marker[], candles: ChartCandles, cell: number): Marks {
  const offset = Math.round(candles.first / candles.per)
  const cells = new Map<number, Arrow[]>()
  const hidden = new Set<number>()
  for (const marker of markers) {
    const bar = barAt(candles.time, marker.time)
    if (bar < 0) continue
    if (marker.ambiguous) hidden.add(bar)
    const key = Math.floor((offset + bar) / cell)
    const held = cells.get(key)
    if (held === undefined) cells.set(key, [{ bar, marker }])
    else held.push({ bar, marker })
  }
  const arrows: Arrow[] = []
  const crowds: Crowd[] = []
  for (const held of cells.values()) {
    const few = held.length <= ARROWS_PER_CELL && held.every(({ marker }) => marker.kind !== 'several')
    if (few) arrows.push(...held)
    else crowds.push(crowdOf(held))
  }
  return { arrows: arrows.sort((one, other) => one.bar - other.bar), crowds, hidden: [...hidden] }
}

const crowdOf = (held: readonly Arrow[]): Crowd => ({
  first: Math.min(...held.map(({ bar }) => bar)),
  last: Math.max(...held.map(({ bar }) => bar)),
  fills: held.reduce((sum, { marker }) => sum + marker.count, 0),
})

/** Entries point the way the trade goes, exits back; an exit has the colour of its result. */
export function arrowMarker({ bar, marker }: Arrow, candles: ChartCandles, theme: Theme): SeriesMarker<Time> {
  const up = (marker.side === 'long') === (marker.kind === 'entry')
  const result = marker.won === null ? theme.muted : marker.won ? theme.profit : theme.loss
  return {
    time: stamp(candles.time[bar] ?? 0),
    position: up ? 'belowBar' : 'aboveBar',
    shape: up ? 'arrowUp' : 'arrowDown',
    color: marker.kind === 'entry' ? theme.accent : result,
    size: 1,
  }
}
