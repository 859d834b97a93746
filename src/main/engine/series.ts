/**
 * What a rule can look at: a value for every candle, named and not yet computed. A series is data,
 * so the same one asked for twice is computed once, and nothing in it can reach a later candle.
 */
export interface PriceSeries {
  readonly is: 'price'
  readonly price: 'open' | 'high' | 'low' | 'close'
}

export type Series =
  | PriceSeries
  | { readonly is: 'sma' | 'highest' | 'lowest'; readonly of: PriceSeries; readonly length: number }
  | { readonly is: 'previous'; readonly of: Series; readonly candles: number }

export const open: PriceSeries = { is: 'price', price: 'open' }
export const high: PriceSeries = { is: 'price', price: 'high' }
export const low: PriceSeries = { is: 'price', price: 'low' }
export const close: PriceSeries = { is: 'price', price: 'close' }

/** The plain average of the last `length` values, the current one included. */
export const sma = (of: PriceSeries, length: number): Series => ({ is: 'sma', of, length })
/** The highest of the last `length` values, the current one included. */
export const highest = (of: PriceSeries, length: number): Series => ({ is: 'highest', of, length })
export const lowest = (of: PriceSeries, length: number): Series => ({ is: 'lowest', of, length })
/** What a series was some candles ago. */
export const previous = (of: Series, candles = 1): Series => ({ is: 'previous', of, candles })

/** A name that only equal series share, such as `sma(close, 10)`. */
export function nameOf(series: Series): string {
  switch (series.is) {
    case 'price':
      return series.price
    case 'previous':
      return `previous(${nameOf(series.of)}, ${series.candles})`
    case 'sma':
    case 'highest':
    case 'lowest':
      return `${series.is}(${nameOf(series.of)}, ${series.length})`
  }
}

/** The first candle, from 0, on which a series has a value. */
export function firstOf(series: Series): number {
  switch (series.is) {
    case 'price':
      return 0
    case 'previous':
      return firstOf(series.of) + series.candles
    case 'sma':
    case 'highest':
    case 'lowest':
      return firstOf(series.of) + series.length - 1
  }
}
