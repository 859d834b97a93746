/**
 * What can be wrong with a strategy's data before any candle is seen: lengths that can't be, prices
 * held against plain numbers, counts from a start that only a run has.
 */
import { Problem } from '../../shared/problem.ts'
import { type Rule, seriesIn } from './rules.ts'
import { nameOf, partsOf, type Series, unitOf } from './series.ts'

export function requireSound(
  strategy: string,
  rules: readonly Rule[],
  shown: readonly Series[],
  priced: readonly Series[] = [],
): void {
  const complaint = firstFound([
    ...rules.map(complaintOfRule),
    ...[...shown, ...priced, ...rules.flatMap(seriesIn)].map(complaintOf),
    ...priced.map(complaintOfPrice),
  ])
  if (complaint === null) return
  throw new Problem('STRATEGY_INVALID', { strategy }, `${strategy}: ${complaint}`, 'Correct the strategy.')
}

function complaintOf(series: Series): string | null {
  return firstFound([complaintOfOne(series), ...partsOf(series).map(complaintOf)])
}

function complaintOfOne(series: Series): string | null {
  switch (series.is) {
    case 'level':
      return Number.isFinite(series.value) ? null : `a level must be a number; it is ${series.value}.`
    case 'times':
      return Number.isFinite(series.factor) ? null : `${nameOf(series)} multiplies by no number.`
    case 'plus':
    case 'minus':
      return complaintOfUnits(nameOf(series), [series.one, series.other])
    case 'bars-since':
      return firstFound([
        mentionsStart(series.rule) ? `${nameOf(series)} counts from the start of a run.` : null,
        complaintOfRule(series.rule),
        ...seriesIn(series.rule).map(complaintOf),
      ])
    case 'previous':
      return complaintOfLength(nameOf(series), series.candles)
    case 'supertrend':
      return Number.isFinite(series.multiple)
        ? complaintOfLength(nameOf(series), series.length)
        : `${nameOf(series)} multiplies by no number.`
    case 'price':
    case 'true-range':
      return null
    default:
      return complaintOfLength(nameOf(series), series.length)
  }
}

function complaintOfRule(rule: Rule): string | null {
  switch (rule.is) {
    case 'rising':
    case 'falling':
      return complaintOfLength(`${rule.is}(${nameOf(rule.series)}, ${rule.candles})`, rule.candles)
    case 'within':
    case 'outside':
      return complaintOfUnits(rule.is, [rule.series, rule.lower, rule.upper])
    case 'and':
    case 'or':
      return firstFound(rule.rules.map(complaintOfRule))
    case 'not':
      return complaintOfRule(rule.rule)
    case 'at-start':
      return null
    default:
      return complaintOfUnits(rule.is, [rule.one, rule.other])
  }
}

function complaintOfLength(name: string, length: number): string | null {
  return Number.isSafeInteger(length) && length >= 1
    ? null
    : `${name} needs a whole number of candles from 1 on.`
}

/** Orders and their legs are at prices, or a difference of prices away. */
const complaintOfPrice = (series: Series): string | null =>
  unitOf(series) === 'price' ? null : `an order or a leg is priced by ${nameOf(series)}, a plain number.`

function complaintOfUnits(name: string, series: readonly Series[]): string | null {
  const units = new Set(series.map(unitOf))
  return units.size === 1
    ? null
    : `${name} joins a price and a plain number: ${series.map(nameOf).join(', ')}.`
}

function mentionsStart(rule: Rule): boolean {
  switch (rule.is) {
    case 'at-start':
      return true
    case 'and':
    case 'or':
      return rule.rules.some(mentionsStart)
    case 'not':
      return mentionsStart(rule.rule)
    default:
      return false
  }
}

const firstFound = (complaints: readonly (string | null)[]): string | null =>
  complaints.find((complaint) => complaint !== null) ?? null
