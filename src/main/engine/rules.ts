/**
 * What a strategy waits for, as data: the same value is judged on a candle, told in words with the
 * numbers seen, and asked how many candles it needs. A rule sees its candle and those before.
 */
import { at } from './column.ts'
import type { Columns } from './columns.ts'
import { firstOf, nameOf, type Series, unitOf } from './series.ts'

type Comparison = 'crosses-above' | 'crosses-below' | 'above' | 'below'
type Trend = 'rising' | 'falling'
type Band = 'within' | 'outside'

export type Rule =
  | { readonly is: Comparison; readonly one: Series; readonly other: Series }
  | { readonly is: Trend; readonly series: Series; readonly candles: number }
  | { readonly is: Band; readonly series: Series; readonly lower: Series; readonly upper: Series }
  | { readonly is: 'and' | 'or'; readonly rules: readonly Rule[] }
  | { readonly is: 'not'; readonly rule: Rule }
  | { readonly is: 'at-start' }

/** A number is a level: of a price it is a price, of anything else what it is. */
type Level = Series | number

const levelFor = (beside: Series, level: Level): Series =>
  typeof level === 'number' ? { is: 'level', value: level, unit: unitOf(beside) } : level

const comparison =
  (is: Comparison) =>
  (one: Series, other: Level): Rule => ({ is, one, other: levelFor(one, other) })

/** True where `one` was at or below `other` a candle ago and is above it now (Q8). */
export const crossesAbove = comparison('crosses-above')
export const crossesBelow = comparison('crosses-below')
export const above = comparison('above')
export const below = comparison('below')
/** True where each of the last `candles` values is above the one before it. */
export const rising = (series: Series, candles = 1): Rule => ({ is: 'rising', series, candles })
export const falling = (series: Series, candles = 1): Rule => ({ is: 'falling', series, candles })
/** True from `lower` to `upper`, both included. */
export const within = (series: Series, lower: Level, upper: Level): Rule =>
  band('within', series, lower, upper)
/** True below `lower` and above `upper`. */
export const outside = (series: Series, lower: Level, upper: Level): Rule =>
  band('outside', series, lower, upper)
export const and = (...rules: readonly Rule[]): Rule => ({ is: 'and', rules })
export const or = (...rules: readonly Rule[]): Rule => ({ is: 'or', rules })
export const not = (rule: Rule): Rule => ({ is: 'not', rule })
/** True on the first candle that is evaluated, and never again. */
export const atStart: Rule = { is: 'at-start' }

function band(is: Band, series: Series, lower: Level, upper: Level): Rule {
  return { is, series, lower: levelFor(series, lower), upper: levelFor(series, upper) }
}

/** Candles since a rule last held, 0 where it holds; infinitely many where it never did. */
export const barsSince = (rule: Rule): Series => ({
  is: 'bars-since',
  rule,
  words: explain(rule, nameOf),
  first: needOf(rule),
})

/** Candles that must come before the first one on which the rule can be judged. */
export function needOf(rule: Rule): number {
  switch (rule.is) {
    case 'crosses-above':
    case 'crosses-below':
      return Math.max(firstOf(rule.one), firstOf(rule.other)) + 1
    case 'above':
    case 'below':
      return Math.max(firstOf(rule.one), firstOf(rule.other))
    case 'rising':
    case 'falling':
      return firstOf(rule.series) + rule.candles
    case 'within':
    case 'outside':
      return Math.max(firstOf(rule.series), firstOf(rule.lower), firstOf(rule.upper))
    case 'and':
    case 'or':
      return Math.max(0, ...rule.rules.map(needOf))
    case 'not':
      return needOf(rule.rule)
    case 'at-start':
      return 0
  }
}

/** Whether a rule holds at the close of a candle. */
export type Judge = (candle: number) => boolean

/** Makes a rule ready to be judged on every candle from `start` on, without allocating anything. */
export function judgeOf(rule: Rule, columns: Columns, start: number): Judge {
  switch (rule.is) {
    case 'crosses-above':
    case 'crosses-below':
    case 'above':
    case 'below':
      return comparisonOf(rule.is, columns.of(rule.one), columns.of(rule.other))
    case 'rising':
      return trendOf(columns.of(rule.series), rule.candles, (now, before) => now > before)
    case 'falling':
      return trendOf(columns.of(rule.series), rule.candles, (now, before) => now < before)
    case 'within': {
      const value = columns.of(rule.series)
      const lower = columns.of(rule.lower)
      const upper = columns.of(rule.upper)
      return (candle) => at(value, candle) >= at(lower, candle) && at(value, candle) <= at(upper, candle)
    }
    case 'outside': {
      const value = columns.of(rule.series)
      const lower = columns.of(rule.lower)
      const upper = columns.of(rule.upper)
      return (candle) => at(value, candle) < at(lower, candle) || at(value, candle) > at(upper, candle)
    }
    case 'and': {
      const judges = rule.rules.map((one) => judgeOf(one, columns, start))
      return (candle) => judges.every((judge) => judge(candle))
    }
    case 'or': {
      const judges = rule.rules.map((one) => judgeOf(one, columns, start))
      return (candle) => judges.some((judge) => judge(candle))
    }
    case 'not': {
      const judge = judgeOf(rule.rule, columns, start)
      return (candle) => !judge(candle)
    }
    case 'at-start':
      return (candle) => candle === start
  }
}

function comparisonOf(comparison: Comparison, one: Float64Array, other: Float64Array): Judge {
  switch (comparison) {
    case 'crosses-above':
      return (candle) => at(one, candle) > at(other, candle) && at(one, candle - 1) <= at(other, candle - 1)
    case 'crosses-below':
      return (candle) => at(one, candle) < at(other, candle) && at(one, candle - 1) >= at(other, candle - 1)
    case 'above':
      return (candle) => at(one, candle) > at(other, candle)
    case 'below':
      return (candle) => at(one, candle) < at(other, candle)
  }
}

function trendOf(
  column: Float64Array,
  candles: number,
  goes: (now: number, before: number) => boolean,
): Judge {
  return (candle) => {
    for (let back = 0; back < candles; back += 1) {
      if (!goes(at(column, candle - back), at(column, candle - back - 1))) return false
    }
    return true
  }
}

const WORDS: { readonly [comparison in Comparison]: string } = {
  'crosses-above': 'crossed above',
  'crosses-below': 'crossed below',
  above: 'is above',
  below: 'is below',
}

/** A rule that holds, in words; `tell` names a series with the value seen, such as `fast 101.23`. */
export function explain(rule: Rule, tell: (series: Series) => string): string {
  switch (rule.is) {
    case 'crosses-above':
    case 'crosses-below':
    case 'above':
    case 'below':
      return `${tell(rule.one)} ${WORDS[rule.is]} ${tell(rule.other)}`
    case 'rising':
    case 'falling':
      return `${tell(rule.series)} is ${rule.is}${rule.candles === 1 ? '' : ` for ${rule.candles} candles`}`
    case 'within':
    case 'outside':
      return `${tell(rule.series)} is ${rule.is} ${tell(rule.lower)} and ${tell(rule.upper)}`
    case 'and':
    case 'or':
      return rule.rules.map((one) => part(one, tell)).join(` ${rule.is} `)
    case 'not':
      return `not (${explain(rule.rule, tell)})`
    case 'at-start':
      return 'first candle of the run'
  }
}

/** One of several: brackets keep "a and (b or c)" apart from "(a and b) or c". */
function part(rule: Rule, tell: (series: Series) => string): string {
  const words = explain(rule, tell)
  return rule.is === 'and' || rule.is === 'or' ? `(${words})` : words
}

/** Every series a rule looks at itself. */
export function seriesIn(rule: Rule): readonly Series[] {
  const seen: Series[] = []
  explain(rule, (series) => {
    seen.push(series)
    return ''
  })
  return seen
}
