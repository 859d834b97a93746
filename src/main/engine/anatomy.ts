/**
 * Whether a strategy is made of parts that there are: indicators and rules of a known kind, none of
 * their fields missing. What the compiler holds our own to, a strategy that came as a file may break.
 */
import { Problem } from '../../shared/problem.ts'
import { nearest } from '../text/nearest.ts'
import type { Rule } from './rules.ts'
import type { Series } from './series.ts'

type Part = 'series' | 'rule' | 'rules' | 'value'
type Parts = { readonly [field: string]: Part }

const windowed: Parts = { of: 'series', length: 'value' }
const pair: Parts = { one: 'series', other: 'series' }
const trend: Parts = { series: 'series', candles: 'value' }
const band: Parts = { series: 'series', lower: 'series', upper: 'series' }

/** Complete by type: a kind left out does not compile. */
const SERIES: Record<Series['is'], Parts> = {
  price: { price: 'value' },
  'true-range': {},
  level: { value: 'value', unit: 'value' },
  sma: windowed,
  deviation: windowed,
  highest: windowed,
  lowest: windowed,
  ema: windowed,
  rsi: windowed,
  'rate-of-change': windowed,
  atr: { length: 'value' },
  supertrend: { length: 'value', multiple: 'value' },
  previous: { of: 'series', candles: 'value' },
  plus: pair,
  minus: pair,
  times: { of: 'series', factor: 'value' },
  'bars-since': { rule: 'rule', words: 'value', first: 'value' },
}
const RULES: Record<Rule['is'], Parts> = {
  'crosses-above': pair,
  'crosses-below': pair,
  above: pair,
  below: pair,
  rising: trend,
  falling: trend,
  within: band,
  outside: band,
  and: { rules: 'rules' },
  or: { rules: 'rules' },
  not: { rule: 'rule' },
  'at-start': {},
}

interface Made {
  readonly indicators: unknown
  readonly rules: unknown
  readonly priced: readonly unknown[]
}

export function requireKnown(strategy: string, { indicators, rules, priced }: Made): void {
  const complaint =
    complaintOfNamed('indicators', indicators, 'series') ??
    complaintOfNamed('rules', rules, 'rule') ??
    firstFound(priced, (series) => complaintOf('series', series, 'an order or a leg'))
  if (complaint !== null)
    throw new Problem('STRATEGY_INVALID', { strategy }, `${strategy}: ${complaint}`, HINT)
}

const HINT = 'Correct the strategy: docs/indicators.md has everything that it can be made of.'

/** Runs what a strategy's author wrote; what it throws is a fault of the strategy. */
export function composed<T>(strategy: string, make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof Problem) throw error
    const said = error instanceof Error ? error.message : String(error)
    throw new Problem(
      'STRATEGY_INVALID',
      { strategy, text: said.slice(0, 200) },
      `${strategy} can not be put together: ${said.slice(0, 200)}`,
      HINT,
    )
  }
}

function complaintOfNamed(what: string, named: unknown, part: Part): string | null {
  if (typeof named !== 'object' || named === null) return `it has no ${what}.`
  return firstFound(Object.entries(named), ([name, made]) => complaintOf(part, made, name))
}

function complaintOf(part: Part, value: unknown, where: string): string | null {
  switch (part) {
    case 'value':
      return value === undefined || value === null ? `${where} is missing.` : null
    case 'rules':
      if (!Array.isArray(value)) return `${where} must be a list of rules.`
      return firstFound(value, (rule: unknown) => complaintOf('rule', rule, where))
    default:
      return complaintOfMade(part, value, where)
  }
}

function complaintOfMade(part: 'series' | 'rule', value: unknown, where: string): string | null {
  const [kinds, word]: [{ readonly [is: string]: Parts }, string] =
    part === 'series' ? [SERIES, 'indicator'] : [RULES, 'rule']
  if (typeof value !== 'object' || value === null || !('is' in value)) return `${where} is no ${word}.`
  const is = String(value.is)
  const parts = Object.hasOwn(kinds, is) ? kinds[is] : undefined
  if (parts === undefined) {
    const meant = nearest(is, Object.keys(kinds))
    return `${where} is an unknown ${word}, "${is}"${meant === null ? '' : `; "${meant}" may be meant`}.`
  }
  const fields = new Map(Object.entries(value))
  return firstFound(Object.entries(parts), ([name, kind]) =>
    complaintOf(kind, fields.get(name), `${name} of ${is} in ${where}`),
  )
}

function firstFound<T>(all: readonly T[], complaint: (one: T) => string | null): string | null {
  for (const one of all) {
    const found = complaint(one)
    if (found !== null) return found
  }
  return null
}
