/**
 * How a strategy enters a side and protects it, as data: a market order and no legs where it says
 * nothing. Distances are from the price that the entry fills at; prices are those of a series.
 */
import { RATE_DECIMALS, tenTo } from './exact.ts'
import type { Distance } from './leg-setting.ts'
import { atr, type Series } from './series.ts'
import type { RunSettings } from '../../shared/settings.ts'

/** As far away as the settings can say it, or as a series says it at the close that decided. */
export type Reach = Distance | { readonly is: 'away'; readonly distance: Series }

export type Leg = Reach | { readonly is: 'at'; readonly price: Series }

/** A resting entry; it lasts for one candle where not said. */
export type Entry =
  | { readonly is: 'limit' | 'stop'; readonly at: Series; readonly lasts?: number }
  | { readonly is: 'stop-limit'; readonly at: Series; readonly limit: Series; readonly lasts?: number }

export interface Setup {
  readonly entry?: Entry
  readonly stop?: Leg
  readonly target?: Leg
  /** A stop that follows the best price at this distance and never turns back. */
  readonly trail?: Reach
  /** The most candles that a position is held. */
  readonly candles?: number
}

export interface Setups {
  readonly long?: Setup
  readonly short?: Setup
}

const measured =
  (is: Distance['is']) =>
  (value: number): Distance => ({ is, value: BigInt(Math.round(value * Number(tenTo(RATE_DECIMALS)))) })

/** So many percent of the entry price, increments of the price, or average true ranges. */
export const pct = measured('pct')
export const ticks = measured('ticks')
export const atrs = measured('atr')
/** This far from the entry price: against the position for a stop, in its favour for a target. */
export const away = (distance: Series): Reach => ({ is: 'away', distance })
/** At this price, for both sides. */
export const at = (price: Series): Leg => ({ is: 'at', price })

/** The average true range that distances are measured in. */
export const RANGE = atr(14)

/** Every series that prices an order or one of its legs. */
export function seriesInSetups({ long = {}, short = {} }: Setups): readonly Series[] {
  return [...new Set([long, short].flatMap(seriesIn))]
}

function seriesIn({ entry, stop, target, trail }: Setup): readonly Series[] {
  const ofEntry = entry === undefined ? [] : [entry.at, ...(entry.is === 'stop-limit' ? [entry.limit] : [])]
  const legs = [stop, target, trail].filter((leg) => leg !== undefined)
  return [...ofEntry, ...legs.flatMap(seriesOf)]
}

function seriesOf(leg: Leg): readonly Series[] {
  switch (leg.is) {
    case 'at':
      return [leg.price]
    case 'away':
      return [leg.distance]
    case 'atr':
      return [RANGE]
    default:
      return []
  }
}

/** Whether a run may have orders that rest inside a candle, so that finer candles could tell more. */
export function restsInMarket({ long, short }: Setups, { stop, target }: RunSettings['bracket']): boolean {
  const isAsked = (leg: string) => leg !== 'none' && leg !== 'strategy'
  return long !== undefined || short !== undefined || isAsked(stop) || isAsked(target)
}
