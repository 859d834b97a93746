/** Series computed over candles, each once however many rules look at it. Prices are whole ticks. */
import type { CandleSeries } from '../../shared/candles.ts'
import { highestStep, lowestStep } from './indicators/extremes.ts'
import { smaColumn } from './indicators/sma.ts'
import { stepThrough } from './indicators/step.ts'
import { nameOf, type Series } from './series.ts'

export class Columns {
  readonly #candles: CandleSeries
  readonly #end: number
  readonly #known = new Map<string, Float64Array>()

  /** Candles from `end` on do not exist here. */
  constructor(candles: CandleSeries, end: number) {
    this.#candles = candles
    this.#end = end
  }

  of(series: Series): Float64Array {
    const name = nameOf(series)
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const column = this.#compute(series)
    this.#known.set(name, column)
    return column
  }

  #compute(series: Series): Float64Array {
    switch (series.is) {
      case 'price':
        return this.#candles[series.price].subarray(0, this.#end)
      case 'sma':
        return smaColumn(this.of(series.of), series.length)
      case 'highest':
        return stepThrough(highestStep(series.length), this.of(series.of))
      case 'lowest':
        return stepThrough(lowestStep(series.length), this.of(series.of))
      case 'previous':
        return shifted(this.of(series.of), series.candles)
    }
  }
}

function shifted(column: Float64Array, candles: number): Float64Array {
  const later = new Float64Array(column.length).fill(NaN, 0, Math.min(candles, column.length))
  if (candles < column.length) later.set(column.subarray(0, column.length - candles), candles)
  return later
}
