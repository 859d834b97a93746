/**
 * How many candles a strategy really needs before what it says no longer depends on where its data
 * begins (S3). Averages by recursion never forget their beginning entirely; they are counted as
 * settled when what is left of it is a thousand-millionth.
 */
import { at } from './column.ts'
import { spread, type Subject } from './look-ahead.ts'
import { compute, type Saying, sayingsOf, stretchOf } from './sayings.ts'

export interface WarmUp {
  /** Candles that must come before the first decision. */
  readonly need: number
  /** Candles until the beginning is forgotten; never less than the need. */
  readonly warmup: number
  /** False where the data ended before that. */
  readonly settled: boolean
}

const BEGINNINGS = 6
const FORGOTTEN = 1e-9
/** An exponential average takes ten lengths to forget, Wilder's twenty, and a trend until it turns. */
const WITHIN = 40
const LEAST_WITHIN = 2000

/** Begins anew at several candles and compares with what is said over all the data. */
export function warmUpOf({ plan, series, compute: columns = compute }: Subject): WarmUp {
  const { need } = plan
  const whole = sayingsOf(plan, columns(series, series.rows))
  const within = Math.max(LEAST_WITHIN, WITHIN * need)
  let warmup = need
  let settled = true
  for (const beginning of spread(1, Math.floor(series.rows / 2), BEGINNINGS)) {
    const end = Math.min(series.rows, beginning + within)
    const rest = stretchOf(series, beginning, end)
    const anew = sayingsOf(plan, columns(rest, rest.rows))
    const last = lastDifference(whole, anew, beginning, rest.rows, need, series.close)
    warmup = Math.max(warmup, last + 1)
    if (last === rest.rows - 1) settled = false
  }
  return { need, warmup, settled }
}

/** The last candle, counted from the beginning, on which the two disagree; need - 1 where none does. */
function lastDifference(
  whole: readonly Saying[],
  anew: readonly Saying[],
  beginning: number,
  rows: number,
  need: number,
  close: Float64Array,
): number {
  for (let candle = rows - 1; candle >= need; candle -= 1) {
    const price = at(close, beginning + candle)
    const isSame = whole.every((said, index) =>
      isForgotten(said, said.of(beginning + candle), anew[index]?.of(candle) ?? NaN, price),
    )
    if (!isSame) return candle
  }
  return need - 1
}

/** What is left is measured against the price, where values are prices: a difference can be near 0. */
function isForgotten({ unit }: Saying, one: number, other: number, price: number): boolean {
  if (Object.is(one, other)) return true
  if (unit === 'rule') return one === other
  const scale = unit === 'price' ? price : Math.max(1, Math.abs(one))
  return Math.abs(one - other) <= FORGOTTEN * scale
}
