/** What to ask for, given what is on the screen and what is loaded. Nothing here knows a clock. */
import { type Millis, millis } from '../../shared/brand.ts'
import type { ChartCandles } from '../../shared/candles.ts'
import { type View, spanOf } from './view.ts'
import { type Ground, after, before, covered } from './window.ts'

export interface Question {
  readonly from: Millis
  readonly to: Millis
  readonly most: number
}

/** A candle and its gap need about two pixels to be seen as one. */
const PIXELS_PER_BAR = 2
/** Merged candles this wide could be finer; bars this narrow should be merged. */
const WIDE = 6
const NARROW = 1.4
export const MOST = 4000
const LEAST = 50

/** The map: the whole series, from the first to the last moment that can be asked for. */
export const EVERYTHING: Question = { from: millis(0), to: millis(Date.UTC(2200, 0)), most: MOST }

export const sameQuestion = (one: Question | null, other: Question | null): boolean =>
  one !== null && other !== null && one.from === other.from && one.to === other.to && one.most === other.most

/** As many bars as `screens` screens of `width` pixels can show. */
export const mostFor = (screens: number, width: number): number =>
  Math.min(Math.max(Math.ceil((screens * width) / PIXELS_PER_BAR), LEAST), MOST)

/** Is there less than this many screens loaded on a side that has more? */
export function lacks(loaded: ChartCandles, view: View, screens: number): boolean {
  const margin = spanOf(view) * screens
  const has = covered(loaded)
  return has.from > Math.max(0, view.from - margin) || has.to < Math.min(loaded.total, view.to + margin)
}

/**
 * The view with a screen on either side, once half a screen of that is used up or the bars are
 * merged too much or too little; null while what is loaded serves. Where only the map knows the
 * times the stretch is as rough as the map, and the next question is exact.
 */
export function questionFor(ground: Ground, view: View, width: number): Question | null {
  const { loaded } = ground
  const span = spanOf(view)
  const pixels = (width * loaded.per) / span
  const fits = pixels >= NARROW && (loaded.per === 1 || pixels <= WIDE)
  if (fits && !lacks(loaded, view, 0.5)) return null
  return stretchOf(ground, { from: view.from - span, to: view.to + span }, width, span)
}

/** A stretch by its times: at least from and to these positions, as finely as a screen of `span` shows. */
export function stretchOf(ground: Ground, view: View, width: number, span = spanOf(view)): Question {
  const from = before(ground, Math.floor(view.from))
  const to = after(ground, Math.ceil(view.to))
  return { from: from.time, to: to.time, most: mostFor((to.position - from.position) / span, width) }
}
