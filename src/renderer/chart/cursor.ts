/** The bar that is pointed at, by the mouse or by keys, and what the legend says about it. */
import type { Timeframe } from '../../shared/candles.ts'
import { writeLegend } from './legend.ts'
import { decimalsFor, legendOf, readingAt } from './reading.ts'
import type { Loaded } from './source.ts'
import { spanOf, type View } from './view.ts'

/** A candle that was clicked; where candles are merged, the first of `per` of them. */
export interface Picked {
  readonly candle: number
  readonly per: number
  readonly time: number
  /** How far to the right it stands, from 0 to 1. */
  readonly share: number
}

export interface Cursor {
  /** Other bars were loaded, and the old numbers of bars mean nothing any more. */
  fresh(loaded: Loaded): void
  /** The last bar in view: the one to read where none is pointed at. */
  rest(bar: number): void
  point(bar: number | null): void
  bar(): number | null
  /** Says it again: there is more to say. */
  repeat(): void
}

interface CursorOptions {
  readonly legend: HTMLElement
  readonly timeframe: Timeframe
  readonly priceDecimals: number
  /** Prices are written with this many decimals, here and on the axis. */
  readonly quote: (decimals: number) => void
  /** Whoever else has something to say of a bar. */
  readonly also: (bar: number) => void
}

export function openCursor({ legend, timeframe, priceDecimals, quote, also }: CursorOptions): Cursor {
  let loaded: Loaded | null = null
  let decimals = priceDecimals
  let pointed: number | null = null
  let resting = 0

  function say(): void {
    const reading = loaded === null ? null : readingAt(loaded, pointed ?? resting)
    if (reading !== null) writeLegend(legend, legendOf(reading, timeframe, decimals))
    also(pointed ?? resting)
  }

  return {
    fresh(next) {
      // Once, from the first bars: an axis that changed its decimals while panning would jump.
      if (loaded === null) {
        decimals = decimalsFor(Math.max(...next.candles.high), priceDecimals)
        quote(decimals)
      }
      loaded = next
      pointed = null
    },
    rest(bar) {
      resting = bar
      if (pointed === null) say()
    },
    point(bar) {
      pointed = bar !== null && loaded?.candles.time[bar] !== undefined ? bar : null
      say()
    },
    bar: () => pointed,
    repeat: say,
  }
}

export function pickedAt({ candles }: Loaded, bar: number, view: View): Picked | null {
  const { first, per, time } = candles
  const opens = time[bar]
  if (opens === undefined) return null
  const candle = first + bar * per
  return { candle, per, time: opens, share: (candle - view.from) / spanOf(view) }
}
