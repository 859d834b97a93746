/**
 * Wilder's smoothing, kept as he keeps it: a running total that gives up one part in `length` and
 * takes in the new value. It begins with the plain sum of its first `length` values.
 */
import type { Step } from './step.ts'

export function wilderTotal(length: number): Step {
  let seen = 0
  let total = 0
  return (value) => {
    if (seen < length) {
      seen += 1
      total += value
      return seen < length ? NaN : total
    }
    total = total - total / length + value
    return total
  }
}

/** The average that the total stands for: of true ranges, the average true range. */
export function wilderStep(length: number): Step {
  const total = wilderTotal(length)
  return (value) => total(value) / length
}
