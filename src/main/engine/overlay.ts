/** Whether a series is drawn over the candles: it goes along with prices, and is no distance between them. */
import { type Series, unitOf } from './series.ts'

export function liesOnPrices(series: Series): boolean {
  switch (series.is) {
    case 'price':
    case 'supertrend':
      return true
    case 'level':
      return unitOf(series) === 'price'
    case 'true-range':
    case 'atr':
    case 'deviation':
    case 'rsi':
    case 'rate-of-change':
    case 'bars-since':
      return false
    case 'plus':
      return liesOnPrices(series.one) || liesOnPrices(series.other)
    // One price less another is a distance; a price less a distance is a price.
    case 'minus':
      return liesOnPrices(series.one) && !liesOnPrices(series.other)
    default:
      return liesOnPrices(series.of)
  }
}
