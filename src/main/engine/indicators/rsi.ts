/**
 * Wilder's relative strength: of all that the values moved lately, the share that was upwards, 0 to
 * 100. The first value has no change to count, so `length` changes take one value more. Where
 * nothing moved at all there is no strength either way: 50. Written from the middle, so that as much
 * up as down is exactly 50 and a share of whole sums is exactly that share.
 */
import type { Step } from './step.ts'
import { wilderTotal } from './wilder.ts'

export function rsiStep(length: number): Step {
  const ups = wilderTotal(length)
  const downs = wilderTotal(length)
  let before = NaN
  return (value) => {
    const change = value - before
    const isFirst = Number.isNaN(before)
    before = value
    if (isFirst) return NaN
    const up = ups(Math.max(change, 0))
    const down = downs(Math.max(-change, 0))
    return up + down === 0 ? 50 : 50 + (50 * (up - down)) / (up + down)
  }
}
