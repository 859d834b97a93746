/**
 * Highest and lowest of the last values. Values that a newer one has beaten can never be the
 * answer again and are dropped, so each is looked at twice at most, whatever the length.
 */
import type { Step } from './step.ts'

export const highestStep = (length: number): Step => extremeStep(length, 1)
export const lowestStep = (length: number): Step => extremeStep(length, -1)

function extremeStep(length: number, sign: 1 | -1): Step {
  // A ring of the candidates, best first, each with the number of the candle it came from.
  const values = new Float64Array(length)
  const born = new Float64Array(length)
  let front = 0
  let held = 0
  let candle = -1
  return (value) => {
    candle += 1
    if (held > 0 && (born[front] ?? 0) <= candle - length) {
      front = (front + 1) % length
      held -= 1
    }
    while (held > 0 && sign * (values[(front + held - 1) % length] ?? 0) <= sign * value) held -= 1
    const back = (front + held) % length
    values[back] = value
    born[back] = candle
    held += 1
    return candle < length - 1 ? NaN : (values[front] ?? NaN)
  }
}
