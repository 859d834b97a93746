import { at } from '../column.ts'

/** An indicator by its definition: a value for each value it is given, NaN until it has seen enough. */
export type Step = (value: number) => number

/** The same of a whole candle. */
export type CandleStep = (high: number, low: number, close: number) => number

/** A whole column by the definition itself, which sees nothing of the candles before `first`. */
export function stepThrough(step: Step, input: Float64Array, first = 0): Float64Array {
  const column = new Float64Array(input.length).fill(NaN, 0, first)
  for (let candle = first; candle < input.length; candle += 1) column[candle] = step(at(input, candle))
  return column
}

export interface Prices {
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
}

export function stepThroughCandles(step: CandleStep, { high, low, close }: Prices): Float64Array {
  const column = new Float64Array(close.length)
  for (let candle = 0; candle < close.length; candle += 1) {
    column[candle] = step(at(high, candle), at(low, candle), at(close, candle))
  }
  return column
}
