/** Finer candles of the same market, to look inside a candle that hides what came first (F28, F29). */
import type { CandleSeries } from '../../shared/candles.ts'
import { at } from './column.ts'

/** The finer candles of one candle: from `first` up to, not including, `end`. */
export interface Inside {
  readonly series: CandleSeries
  readonly first: number
  readonly end: number
}

export class Magnifier {
  readonly #coarse: CandleSeries
  readonly #finer: CandleSeries
  #next = 0

  constructor(coarse: CandleSeries, finer: CandleSeries) {
    this.#coarse = coarse
    this.#finer = finer
  }

  /** What lies inside a candle; null where the finer candles do not tell the same story. */
  inside(candle: number): Inside | null {
    const { time, rows } = this.#coarse
    const from = at(time, candle)
    const to = candle + 1 < rows ? at(time, candle + 1) : Infinity
    const first = this.#firstFrom(from)
    let end = first
    while (end < this.#finer.rows && at(this.#finer.time, end) < to) end += 1
    this.#next = first
    return this.#isWhole(candle, first, end) ? { series: this.#finer, first, end } : null
  }

  /** Candles are asked for in order, so the search goes on from the last answer. */
  #firstFrom(from: number): number {
    const { time, rows } = this.#finer
    let low = this.#next < rows && at(time, this.#next) <= from ? this.#next : 0
    let step = 1
    while (low + step < rows && at(time, low + step) < from) {
      low += step
      step *= 2
    }
    let high = Math.min(rows, low + step)
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if (at(time, middle) < from) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The finer candles must open, close and reach as the coarse one does; else some are missing. */
  #isWhole(candle: number, first: number, end: number): boolean {
    if (first >= end) return false
    const { open, high, low, close, priceDecimals } = this.#finer
    let [top, bottom] = [0, Infinity]
    for (let inner = first; inner < end; inner += 1) {
      top = Math.max(top, at(high, inner))
      bottom = Math.min(bottom, at(low, inner))
    }
    const coarse = this.#coarse
    return (
      priceDecimals === coarse.priceDecimals &&
      at(open, first) === at(coarse.open, candle) &&
      at(close, end - 1) === at(coarse.close, candle) &&
      top === at(coarse.high, candle) &&
      bottom === at(coarse.low, candle)
    )
  }
}

export const magnifierOf = (coarse: CandleSeries, finer: CandleSeries | null): Magnifier | null =>
  finer === null ? null : new Magnifier(coarse, finer)
