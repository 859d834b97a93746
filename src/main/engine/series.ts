/**
 * What a rule can look at: a value for every candle, named and not yet computed. A series is data,
 * so the same one asked for twice is computed once, and nothing in it can reach a later candle.
 * What each value is, is written in docs/indicators.md.
 */
import type { Rule } from './rules.ts'

export interface PriceSeries {
  readonly is: 'price'
  readonly price: 'open' | 'high' | 'low' | 'close'
}

/** Whole ticks on every candle from the first, so that their sums are exact (Q13). */
export type WholeSeries = PriceSeries | { readonly is: 'true-range' }

/** A price is kept in ticks and told in the quote currency; a plain number is what it is. */
export type Unit = 'price' | 'plain'

export type Series =
  | WholeSeries
  | { readonly is: 'level'; readonly value: number; readonly unit: Unit }
  | { readonly is: 'sma' | 'deviation'; readonly of: WholeSeries; readonly length: number }
  | { readonly is: Windowed; readonly of: Series; readonly length: number }
  | { readonly is: 'atr'; readonly length: number }
  | { readonly is: 'supertrend'; readonly length: number; readonly multiple: number }
  | { readonly is: 'previous'; readonly of: Series; readonly candles: number }
  | { readonly is: 'plus' | 'minus'; readonly one: Series; readonly other: Series }
  | { readonly is: 'times'; readonly of: Series; readonly factor: number }
  | { readonly is: 'bars-since'; readonly rule: Rule; readonly words: string; readonly first: number }

type Windowed = 'highest' | 'lowest' | 'ema' | 'rsi' | 'rate-of-change'

export const open: PriceSeries = { is: 'price', price: 'open' }
export const high: PriceSeries = { is: 'price', price: 'high' }
export const low: PriceSeries = { is: 'price', price: 'low' }
export const close: PriceSeries = { is: 'price', price: 'close' }

/** The plain average of the last `length` values, the current one included. */
export const sma = (of: WholeSeries, length: number): Series => ({ is: 'sma', of, length })
/** The exponential average: newer values weigh more. */
export const ema = (of: Series, length: number): Series => ({ is: 'ema', of, length })
/** How far the last `length` values usually are from their average: the standard deviation. */
export const deviation = (of: WholeSeries, length: number): Series => ({ is: 'deviation', of, length })
/** The highest of the last `length` values, the current one included. */
export const highest = (of: Series, length: number): Series => ({ is: 'highest', of, length })
export const lowest = (of: Series, length: number): Series => ({ is: 'lowest', of, length })
/** The share of the recent movement that was upwards, 0 to 100, smoothed as Wilder does. */
export const rsi = (of: Series, length: number): Series => ({ is: 'rsi', of, length })
/** How far a candle went, a gap from the close before included. */
export const trueRange: WholeSeries = { is: 'true-range' }
/** The average true range, smoothed as Wilder does. */
export const atr = (length: number): Series => ({ is: 'atr', length })
/** The band of average true ranges that the trend must not close beyond. */
export const supertrend = (length: number, multiple: number): Series => ({
  is: 'supertrend',
  length,
  multiple,
})
/** The change since `length` candles ago, in percent of what it was then. */
export const rateOfChange = (of: Series, length: number): Series => ({ is: 'rate-of-change', of, length })
/** What a series was some candles ago. */
export const previous = (of: Series, candles = 1): Series => ({ is: 'previous', of, candles })

export const plus = (one: Series, other: Series): Series => ({ is: 'plus', one, other })
export const minus = (one: Series, other: Series): Series => ({ is: 'minus', one, other })
export const times = (of: Series, factor: number): Series => ({ is: 'times', of, factor })

/** The change since `length` candles ago, as a price. */
export const momentum = (of: Series, length: number): Series => minus(of, previous(of, length))
/** How far a fast exponential average is above a slow one: the line of MACD. */
export const macd = (of: Series, fast: number, slow: number): Series => minus(ema(of, fast), ema(of, slow))
/** A middle with a band `factor` times as wide as a width on either side: Bollinger's, Keltner's. */
export const bands = (middle: Series, width: Series, factor: number): { upper: Series; lower: Series } => ({
  upper: plus(middle, times(width, factor)),
  lower: minus(middle, times(width, factor)),
})

/** A name that only equal series share, such as `sma(close, 10)`. */
export function nameOf(series: Series): string {
  switch (series.is) {
    case 'price':
      return series.price
    case 'true-range':
      return 'true range'
    case 'level':
      return series.unit === 'price' ? `price ${series.value}` : String(series.value)
    case 'atr':
      return `atr(${series.length})`
    case 'supertrend':
      return `supertrend(${series.length}, ${series.multiple})`
    case 'previous':
      return `previous(${nameOf(series.of)}, ${series.candles})`
    case 'plus':
      return `(${nameOf(series.one)} + ${nameOf(series.other)})`
    case 'minus':
      return `(${nameOf(series.one)} - ${nameOf(series.other)})`
    case 'times':
      return `${series.factor} x ${nameOf(series.of)}`
    case 'bars-since':
      return `candles since (${series.words})`
    default:
      return `${series.is}(${nameOf(series.of)}, ${series.length})`
  }
}

/** The first candle, from 0, on which a series has a value. */
export function firstOf(series: Series): number {
  switch (series.is) {
    case 'price':
    case 'true-range':
    case 'level':
      return 0
    case 'atr':
    case 'supertrend':
      return series.length - 1
    case 'previous':
      return firstOf(series.of) + series.candles
    case 'rsi':
    case 'rate-of-change':
      return firstOf(series.of) + series.length
    case 'plus':
    case 'minus':
      return Math.max(firstOf(series.one), firstOf(series.other))
    case 'times':
      return firstOf(series.of)
    case 'bars-since':
      return series.first
    default:
      return firstOf(series.of) + series.length - 1
  }
}

export function unitOf(series: Series): Unit {
  switch (series.is) {
    case 'price':
    case 'true-range':
    case 'atr':
    case 'supertrend':
      return 'price'
    case 'rsi':
    case 'rate-of-change':
    case 'bars-since':
      return 'plain'
    case 'level':
      return series.unit
    case 'plus':
    case 'minus':
      return unitOf(series.one)
    default:
      return unitOf(series.of)
  }
}

/** The series that a series is made of. */
export function partsOf(series: Series): readonly Series[] {
  switch (series.is) {
    case 'plus':
    case 'minus':
      return [series.one, series.other]
    case 'price':
    case 'true-range':
    case 'level':
    case 'atr':
    case 'supertrend':
    case 'bars-since':
      return []
    default:
      return [series.of]
  }
}
