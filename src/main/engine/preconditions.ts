/** What must hold before a run, and of every candle in it. */
import type { CandleSeries } from '../../shared/candles.ts'
import { Problem } from '../../shared/problem.ts'
import { at } from './column.ts'
import type { Plan, Strategy } from './strategy.ts'
import type { Terms } from './terms.ts'
import type { Evaluated } from './window.ts'

/** Fails closed: candles were checked on import, and one that no longer is a candle ends the run. */
export function requireSoundCandle(series: CandleSeries, candle: number): void {
  if (isSound(series, candle)) return
  throw new Problem(
    'ARTIFACT_TAMPERED',
    { candle },
    `Candle ${candle} of ${series.symbol} is damaged: its prices or its time can't be.`,
    'Import the file again.',
  )
}

/** The first of the evaluated candles that is none; their end where all are sound. */
export function firstDamaged(series: CandleSeries, { first, end }: Evaluated): number {
  let candle = first
  while (candle < end && isSound(series, candle)) candle += 1
  return candle
}

function isSound({ time, open, high, low, close }: CandleSeries, candle: number): boolean {
  const top = at(high, candle)
  const bottom = at(low, candle)
  return (
    bottom > 0 &&
    within(at(open, candle), bottom, top) &&
    within(at(close, candle), bottom, top) &&
    (candle === 0 || at(time, candle) > at(time, candle - 1))
  )
}

/** Prices of the run are whole doubles: as fine as the product, and no finer than can be counted. */
export function requireCountable(highest: number): void {
  if (highest * 4 <= Number.MAX_SAFE_INTEGER) return
  throw new Problem(
    'CONFIG_INVALID',
    { field: 'product.quoteIncrement' },
    'The quote increment is too fine for prices as high as these.',
    'Choose a larger product.quoteIncrement.',
  )
}

export function requireSide({ id }: Strategy, { rules }: Plan, { direction }: Terms): void {
  if (direction !== 'short' || rules.enterShort !== undefined) return
  throw new Problem(
    'CONFIG_INVALID',
    { field: 'direction', text: direction, strategy: id },
    `${id} has no short side, so it would never trade.`,
    'Choose the direction "long", or another strategy.',
  )
}

const within = (price: number, low: number, high: number): boolean => price >= low && price <= high

export function highestOf(column: Float64Array, { first, end }: Evaluated): number {
  let highest = 0
  for (let candle = first; candle < end; candle += 1) highest = Math.max(highest, at(column, candle))
  return highest
}
