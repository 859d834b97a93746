/** An indicator by its definition: a value for each value it is given, NaN until it has seen enough. */
export type Step = (value: number) => number

/** A whole column by the definition itself. */
export function stepThrough(step: Step, input: Float64Array): Float64Array {
  const column = new Float64Array(input.length)
  let candle = 0
  for (const value of input) {
    column[candle] = step(value)
    candle += 1
  }
  return column
}
