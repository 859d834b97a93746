/** Where to look so that something is seen whole, with enough around it to understand it. */
import type { Spot } from './spotlight.ts'
import { type View, around, spanOf } from './view.ts'
import { type Ground, covers, placeOf } from './window.ts'

/** Around a jump there is at least this much to see. */
const SURROUNDINGS = 80
/** Bars must be this much finer than the view, or the place is still a guess. */
const SURE = 40

export interface Target {
  readonly view: View
  /** What is loaded is fine enough to be sure, and holds it. */
  readonly isFound: boolean
}

/** Keeps the zoom of `now` where that serves: walking along trades, the chart should not breathe. */
export function targetOf(ground: Ground, { from, until }: Spot, now: View): Target {
  const first = placeOf(ground, from)
  const last = placeOf(ground, until)
  const end = last.position + last.per
  const length = end - first.position
  const span = spanOf(now)
  const serves = span >= length * 1.3 && span <= Math.max(length * 8, SURROUNDINGS * 3)
  const view = around((first.position + end) / 2, serves ? span : Math.max(length * 2, SURROUNDINGS))
  const isFine = Math.max(first.per, last.per) * SURE <= spanOf(view)
  return { view, isFound: isFine && covers(ground.loaded, view) }
}
