/**
 * The exponential average. It begins with the plain average of its first `length` values; then each
 * value moves it by 2 / (length + 1) of the way to itself. Written as a move, an average of equal
 * values stays exactly that value.
 */
import type { Step } from './step.ts'

export function emaStep(length: number): Step {
  const weight = 2 / (length + 1)
  let seen = 0
  let sum = 0
  let average = NaN
  return (value) => {
    if (seen < length) {
      seen += 1
      sum += value
      if (seen === length) average = sum / length
    } else {
      average += (value - average) * weight
    }
    return average
  }
}
