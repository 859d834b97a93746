import type { Millis } from '../../shared/brand.ts'
import type { CandleSeries } from '../../shared/candles.ts'
import { Problem } from '../../shared/problem.ts'
import type { RunSettings } from '../../shared/settings.ts'
import { at } from './column.ts'

/** Open times, `to` exclusive; null is as far as the candles go. */
export interface Window {
  readonly from: Millis | null
  readonly to: Millis | null
}

/** Candles that are evaluated: from `first` up to, not including, `end`. */
export interface Evaluated {
  readonly first: number
  readonly end: number
  readonly warmup: number
}

/**
 * Warm-up comes before `from` where there are candles before it, and else delays the start (Q1).
 * A decision needs a next open, so two candles are the least that can be evaluated.
 */
export function evaluatedOf(
  series: CandleSeries,
  need: number,
  asked: RunSettings['warmup'],
  { from, to }: Window,
): Evaluated {
  if (asked !== 'auto' && !(Number.isSafeInteger(asked) && asked >= 0)) {
    throw new Problem(
      'CONFIG_INVALID',
      { field: 'warmup', text: String(asked) },
      `warmup must be "auto" or a whole number of candles; it is "${String(asked)}".`,
      'Leave it at "auto" for what the strategy needs.',
    )
  }
  const warmup = asked === 'auto' ? need : Math.max(need, asked)
  const start = from === null ? 0 : firstAtOrAfter(series, from)
  const end = to === null ? series.rows : firstAtOrAfter(series, to)
  const first = Math.max(warmup, start)
  if (end - first >= 2) return { first, end, warmup }
  const needed = warmup + 2
  if (end < needed) {
    throw new Problem(
      'DATA_INSUFFICIENT',
      { symbol: series.symbol, needed, available: end },
      `This needs ${needed} candles of ${series.symbol} (${warmup} to warm up and 2 to trade) and there are ${end}.`,
      'Choose a longer stretch of data, or shorter lengths.',
    )
  }
  const available = Math.max(0, end - start)
  throw new Problem(
    'DATA_INSUFFICIENT',
    { symbol: series.symbol, needed: 2, available },
    `The chosen dates hold ${available} candles of ${series.symbol}, and 2 are the least that can be traded.`,
    'Choose dates that lie inside the data.',
  )
}

function firstAtOrAfter({ time, rows }: CandleSeries, when: Millis): number {
  let low = 0
  let high = rows
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (at(time, middle) < when) low = middle + 1
    else high = middle
  }
  return low
}
