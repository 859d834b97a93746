/** Where a key moves the view; null for keys that move something else. */
import type { Key } from './gestures.ts'
import { type View, pan, spanOf, zoom } from './view.ts'

interface Bounds {
  /** What "fit" shows: the run. */
  readonly home: View
  readonly total: number
}

const ZOOM_STEP = 1.35
const PAN_STEP = 0.12

export function steer(key: Key, view: View, { home, total }: Bounds): View | null {
  const span = spanOf(view)
  const middle = (view.from + view.to) / 2
  switch (key) {
    case 'left':
      return pan(view, -span * PAN_STEP)
    case 'right':
      return pan(view, span * PAN_STEP)
    case 'screen-left':
      return pan(view, -span)
    case 'screen-right':
      return pan(view, span)
    case 'in':
      return zoom(view, 1 / ZOOM_STEP, middle)
    case 'out':
      return zoom(view, ZOOM_STEP, middle)
    case 'first':
      return { from: 0, to: span }
    case 'last':
      return { from: total - span, to: total }
    case 'fit':
      return home
    case 'candle-left':
    case 'candle-right':
    case 'ask':
    case 'leave':
      return null
  }
}
