/**
 * Which stretch of candles is on the screen. Positions count the candles of the series from 0, and
 * candle `i` fills [i, i + 1): gaps in time take no room, and a window of merged candles that
 * arrives later changes nothing about where we are.
 */
export interface View {
  readonly from: number
  readonly to: number
}

/** Closer than this a chart says nothing more. */
const FEWEST = 10

export const spanOf = ({ from, to }: View): number => to - from

export const around = (position: number, span: number): View => ({
  from: position - span / 2,
  to: position + span / 2,
})

export const pan = ({ from, to }: View, candles: number): View => ({ from: from + candles, to: to + candles })

/** `by` above 1 shows more candles; the one at `still` stays where it is. */
export const zoom = ({ from, to }: View, by: number, still: number): View => ({
  from: still - (still - from) * by,
  to: still + (to - still) * by,
})

/** Half a screen of nothing beyond either end is room enough to look at the first or last candle. */
export function within(view: View, total: number): View {
  const span = Math.min(Math.max(spanOf(view), FEWEST), Math.max(total * 1.2, FEWEST))
  const wanted = span === spanOf(view) ? view : around((view.from + view.to) / 2, span)
  const from = Math.min(Math.max(wanted.from, -span / 2), total - span / 2)
  return from === wanted.from && span === spanOf(wanted) ? wanted : { from, to: from + span }
}
