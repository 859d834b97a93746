/**
 * Where a position is let go without asking the rules again, as data: a price, or a distance from
 * what was paid. It is read at the close that decided the entry, the last one known when it fills.
 */
import type { Side } from '../../shared/run.ts'
import { at } from './column.ts'
import type { Columns } from './columns.ts'
import { firstOf, type Series } from './series.ts'

/** Distances count against the position: below what a long paid, above what a short was paid. */
export type StopRule =
  | { readonly is: 'away'; readonly distance: Series }
  | { readonly is: 'at'; readonly price: Series }
  | { readonly is: 'trailing'; readonly distance: Series }

/** The same for a target, where a distance counts in favour of the position. */
export type TargetRule = Exclude<StopRule, { readonly is: 'trailing' }>

export interface Protection {
  readonly stop?: StopRule
  readonly target?: TargetRule
}

/** This far from the price of the entry. */
export const away = (distance: Series) => ({ is: 'away', distance }) as const
/** At this price, for both sides. */
export const atPrice = (price: Series) => ({ is: 'at', price }) as const
/** This far behind the best price since the entry. */
export const trailing = (distance: Series) => ({ is: 'trailing', distance }) as const

/** In ticks and not yet rounded to anything, which is the broker's to do. */
export interface Levels {
  readonly stop: number | null
  /** How far behind the best price the stop follows; null where it stays. */
  readonly trail: number | null
  readonly target: number | null
}

/** Candles that must come before the first one on which every level is known. */
export function needOfProtection({ stop, target }: Protection): number {
  return Math.max(0, ...[stop, target].map((rule) => (rule === undefined ? 0 : firstOf(seriesOf(rule)))))
}

/** What a protection looks at. */
export const seriesInProtection = ({ stop, target }: Protection): readonly Series[] =>
  [stop, target].flatMap((rule) => (rule === undefined ? [] : [seriesOf(rule)]))

/** The levels of an entry decided at the close of a candle and filled at a price. */
export type LevelsAt = (decided: number, side: Side, entryTicks: number) => Levels

export function levelsOf({ stop, target }: Protection, columns: Columns): LevelsAt {
  const stopAt = stop === undefined ? null : columns.of(seriesOf(stop))
  const targetAt = target === undefined ? null : columns.of(seriesOf(target))
  return (decided, side, entryTicks) => {
    const up = side === 'long' ? 1 : -1
    const stopValue = stopAt === null ? null : at(stopAt, decided)
    const targetValue = targetAt === null ? null : at(targetAt, decided)
    return {
      stop: stopValue === null || stop?.is === 'at' ? stopValue : entryTicks - up * stopValue,
      trail: stop?.is === 'trailing' ? stopValue : null,
      target: targetValue === null || target?.is === 'at' ? targetValue : entryTicks + up * targetValue,
    }
  }
}

/** In words, with the values seen: `stop 3.2 behind the best price`. */
export function explainProtection(
  { stop, target }: Protection,
  tell: (series: Series) => string,
): readonly string[] {
  return [
    ...(stop === undefined ? [] : [`stop ${WORDS[stop.is]} (${tell(seriesOf(stop))})`]),
    ...(target === undefined ? [] : [`target ${WORDS[target.is]} (${tell(seriesOf(target))})`]),
  ]
}

const WORDS: { readonly [is in StopRule['is']]: string } = {
  away: 'away from the entry',
  at: 'at a price',
  trailing: 'behind the best price',
}

const seriesOf = (rule: StopRule): Series => (rule.is === 'at' ? rule.price : rule.distance)
