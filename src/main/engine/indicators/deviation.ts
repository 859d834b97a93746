/**
 * The standard deviation of the last values around their average, counted over all of them (divided
 * by `length`, not by one less). Sums and squares are exact integers of ticks, so a quiet stretch
 * after a wild one is as quiet as if nothing had been before (Q13).
 */
import { at } from '../column.ts'
import { type Step, stepThrough } from './step.ts'

export function deviationStep(length: number): Step {
  const seen: bigint[] = []
  const count = BigInt(length)
  let oldest = 0
  let sum = 0n
  let squares = 0n
  return (value) => {
    const ticks = BigInt(value)
    const gone = seen[oldest] ?? 0n
    sum += ticks - gone
    squares += ticks * ticks - gone * gone
    seen[oldest] = ticks
    oldest = (oldest + 1) % length
    return seen.length < length ? NaN : Math.sqrt(Number(count * squares - sum * sum)) / length
  }
}

/** The same values, bit for bit, in doubles where every sum provably is an exact one. */
export function deviationColumn(input: Float64Array, length: number): Float64Array {
  let least = Infinity
  let most = -Infinity
  for (const value of input) {
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  // A spread is the same from wherever it is measured; from the middle the squares are smallest.
  const middle = Math.floor(least / 2 + most / 2)
  const furthest = Math.max(most - middle, middle - least)
  // One value more than the window: the newest is added before the oldest is taken away.
  if (!(length * (length + 1) * furthest * furthest <= Number.MAX_SAFE_INTEGER)) {
    return stepThrough(deviationStep(length), input)
  }

  const column = new Float64Array(input.length).fill(NaN, 0, Math.min(length - 1, input.length))
  let sum = 0
  let squares = 0
  for (let candle = 0; candle < input.length; candle += 1) {
    const value = at(input, candle) - middle
    sum += value
    squares += value * value
    if (candle >= length) {
      const gone = at(input, candle - length) - middle
      sum -= gone
      squares -= gone * gone
    }
    if (candle >= length - 1) column[candle] = Math.sqrt(length * squares - sum * sum) / length
  }
  return column
}
