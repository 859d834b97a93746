/** Numbers as the report prints them, and the window too: comma groups, a real minus, never a negative zero. */
import type { ChartCandles } from '../../shared/candles.ts'

const GROUP = ','
const MINUS = '\u2212'
/** Before a unit. */
export const NARROW = '\u202f'

/** Decimal text as it is, grouped: every digit stays. */
export function grouped(decimal: string): string {
  const [whole = '', fraction] = decimal.replace('-', '').split('.')
  const groups = whole.replace(/\B(?=(?:\d{3})+$)/g, GROUP)
  const size = fraction === undefined ? groups : `${groups}.${fraction}`
  return decimal.startsWith('-') && /[1-9]/.test(decimal) ? MINUS + size : size
}

export const rounded = (value: number, places: number): string => grouped(value.toFixed(places))

/** With a plus where it is a gain. */
export const signed = (value: number, places: number): string =>
  value > 0 && /[1-9]/.test(value.toFixed(places)) ? `+${rounded(value, places)}` : rounded(value, places)

/**
 * How many places prices get: six digits of the lowest one say enough, whatever crumbs the data has.
 * A column of equal places lines up at the point.
 */
export function pricePlaces({ low, priceDecimals }: ChartCandles): number {
  const lowest = low.reduce((a, b) => Math.min(a, b), Infinity)
  let places = 5
  for (let size = lowest; size >= 10 && places > 2; size /= 10) places--
  for (let size = lowest; size > 0 && size < 1 && places < priceDecimals; size *= 10) places++
  return Math.min(places, priceDecimals)
}

/** How many places money gets: cents, more where the capital itself is small. */
export const moneyPlaces = (capital: string): number => {
  const size = Number(capital)
  return size >= 1000 ? 2 : size >= 1 ? 4 : 8
}
