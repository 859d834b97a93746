/**
 * What a strategy waits for, as data: the same value is judged on a candle, told in words with the
 * numbers seen, and asked how many candles it needs. A rule sees its candle and the one before.
 */
import { at } from './column.ts'
import type { Columns } from './columns.ts'
import { firstOf, type Series } from './series.ts'

type Comparison = 'crosses-above' | 'crosses-below' | 'above' | 'below'

export type Rule =
  | { readonly is: Comparison; readonly one: Series; readonly other: Series }
  | { readonly is: 'and' | 'or'; readonly rules: readonly Rule[] }
  | { readonly is: 'not'; readonly rule: Rule }
  | { readonly is: 'at-start' }

/** True where `one` was at or below `other` a candle ago and is above it now (Q8). */
export const crossesAbove = (one: Series, other: Series): Rule => ({ is: 'crosses-above', one, other })
export const crossesBelow = (one: Series, other: Series): Rule => ({ is: 'crosses-below', one, other })
export const above = (one: Series, other: Series): Rule => ({ is: 'above', one, other })
export const below = (one: Series, other: Series): Rule => ({ is: 'below', one, other })
export const and = (...rules: readonly Rule[]): Rule => ({ is: 'and', rules })
export const or = (...rules: readonly Rule[]): Rule => ({ is: 'or', rules })
export const not = (rule: Rule): Rule => ({ is: 'not', rule })
/** True on the first candle that is evaluated, and never again. */
export const atStart: Rule = { is: 'at-start' }

/** Candles that must come before the first one on which the rule can be judged. */
export function needOf(rule: Rule): number {
  switch (rule.is) {
    case 'crosses-above':
    case 'crosses-below':
      return Math.max(firstOf(rule.one), firstOf(rule.other)) + 1
    case 'above':
    case 'below':
      return Math.max(firstOf(rule.one), firstOf(rule.other))
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
    case 'and':
    case 'or':
      return rule.rules.map((one) => explain(one, tell)).join(` ${rule.is} `)
    case 'not':
      return `not (${explain(rule.rule, tell)})`
    case 'at-start':
      return 'first candle of the run'
  }
}
