/**
 * The plain average. The sum is an exact integer of ticks and is divided once (Q13), so that two
 * averages that are equal are equal doubles, on every machine and in every order of computing.
 */
import { at } from '../column.ts'
import { nearestDouble } from '../exact.ts'
import { type Step, stepThrough } from './step.ts'

export function smaStep(length: number): Step {
  const seen: bigint[] = []
  let oldest = 0
  let sum = 0n
  return (value) => {
    const ticks = BigInt(value)
    sum += ticks - (seen[oldest] ?? 0n)
    seen[oldest] = ticks
    oldest = (oldest + 1) % length
    return seen.length < length ? NaN : nearestDouble(sum, BigInt(length))
  }
}

/** The same values, bit for bit, in doubles where every sum provably is an exact one. */
export function smaColumn(input: Float64Array, length: number): Float64Array {
  let most = 0
  for (let candle = 0; candle < input.length; candle += 1) most = Math.max(most, Math.abs(at(input, candle)))
  // One value more than the window: the newest is added before the oldest is taken away.
  if (most * (length + 1) > Number.MAX_SAFE_INTEGER) return stepThrough(smaStep(length), input)

  const column = new Float64Array(input.length).fill(NaN, 0, Math.min(length - 1, input.length))
  let sum = 0
  for (let candle = 0; candle < Math.min(length, input.length); candle += 1) sum += at(input, candle)
  if (input.length >= length) column[length - 1] = sum / length
  for (let candle = length; candle < input.length; candle += 1) {
    sum += at(input, candle) - at(input, candle - length)
    column[candle] = sum / length
  }
  return column
}
