import type { CandleSeries } from '../../shared/candles.ts'
import { at } from './column.ts'
import type { Bar } from './orders.ts'

/**
 * A candle as one side of the market sees it, in ticks of the run: raised by the spread for whoever
 * buys, and upside down for a short. One view is used for every candle, so that looking costs no memory.
 */
export class View implements Bar {
  open = 0
  high = 0
  low = 0
  close = 0

  of(series: CandleSeries, candle: number, scale: number, sign: 1 | -1, shift: number): this {
    const open = sign * (at(series.open, candle) * scale + shift)
    const high = sign * (at(series.high, candle) * scale + shift)
    const low = sign * (at(series.low, candle) * scale + shift)
    this.open = open
    this.high = sign > 0 ? high : low
    this.low = sign > 0 ? low : high
    this.close = sign * (at(series.close, candle) * scale + shift)
    return this
  }
}
