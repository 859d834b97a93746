/**
 * A strategy is data: parameters, the indicators they ask for, and the rules that look at them.
 * It cannot look ahead because it has nothing to look with.
 */
import { Problem } from '../../shared/problem.ts'
import type { ParameterValue, StrategyCard } from '../../shared/strategy.ts'
import { nearest } from '../text/nearest.ts'
import { composed, requireKnown } from './anatomy.ts'
import {
  parameterCard,
  type ParameterTable,
  type Params,
  rangeOf,
  readValue,
  type Values,
} from './parameters.ts'
import { needOf, type Rule } from './rules.ts'
import { firstOf, type Series } from './series.ts'
import { seriesInSetups, type Setups } from './setup.ts'
import { requireSound } from './soundness.ts'

/** Short rules are the strategy's own: one without them has no short side. */
export interface Rules {
  readonly enterLong?: Rule
  readonly exitLong?: Rule
  readonly enterShort?: Rule
  readonly exitShort?: Rule
}

export type Indicators = { readonly [name: string]: Series }

/** A strategy with its parameters filled in. */
export interface Plan {
  /** What the journal shows beside a decision, by the strategy's own names. */
  readonly indicators: Indicators
  readonly rules: Rules
  /** How each side is entered and protected. */
  readonly setups: Setups
  /** Candles before the first decision (Q1). */
  readonly need: number
}

export interface Strategy {
  readonly id: string
  /** Changes whenever the strategy may decide otherwise; part of a run's identity. */
  readonly version: string
  readonly title: string
  readonly idea: string
  readonly suits: string
  readonly builtIn: boolean
  readonly parameters: ParameterTable
  /** In words, what `allows` asks of the parameters together. */
  readonly requires: string
  allows(params: Params): boolean
  plan(params: Params): Plan
}

interface Definition<Table extends ParameterTable, Named extends Indicators> {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly idea: string
  readonly suits: string
  readonly parameters: Table
  readonly requires?: string
  readonly allows?: (values: Values<Table>) => boolean
  readonly indicators: (values: Values<Table>) => Named
  readonly rules: (indicators: Named, values: Values<Table>) => Rules
  /** Market orders without legs where nothing is said. */
  readonly setups?: (indicators: Named, values: Values<Table>) => Setups
  /** For a strategy that settles later than its rules can first be judged, which is the default. */
  readonly need?: (values: Values<Table>) => number
}

export function strategy<const Table extends ParameterTable, Named extends Indicators>(
  definition: Definition<Table, Named>,
): Strategy {
  const { id, version, title, idea, suits, parameters, requires = '', allows, need } = definition
  // Params were checked against this very table; the compiler can't follow a table through a loop.
  const valuesOf = (params: Params) => params as Values<Table>
  return {
    id,
    version,
    title,
    idea,
    suits,
    builtIn: true,
    parameters,
    requires,
    allows: (params) => allows?.(valuesOf(params)) ?? true,
    plan(params) {
      const values = valuesOf(params)
      const { indicators, rules, setups } = composed(id, () => {
        const indicators = definition.indicators(values)
        const setups = definition.setups?.(indicators, values) ?? {}
        return { indicators, rules: definition.rules(indicators, values), setups }
      })
      const priced = composed(id, () => seriesInSetups(setups))
      requireKnown(id, { indicators, rules, priced })
      const judged: readonly Rule[] = Object.values(rules)
      // What is shown, and what prices orders and protects, must be known at the first decision too.
      const shown = Object.values(indicators)
      requireSound(id, judged, shown, priced)
      const needs = [...judged.map(needOf), ...[...shown, ...priced].map(firstOf)]
      return { indicators, rules, setups, need: Math.max(need?.(values) ?? 0, ...needs, 0) }
    },
  }
}

export function cardOf({
  id,
  version,
  title,
  idea,
  suits,
  requires,
  builtIn,
  parameters,
}: Strategy): StrategyCard {
  const params = Object.entries(parameters).map(([name, parameter]) => parameterCard(name, parameter))
  return { id, version, title, idea, suits, requires, builtIn, params }
}

/** Checks what was given, typed or as text, and fills in the rest. */
export function parseParams(
  strategy: Strategy,
  given: { readonly [name: string]: ParameterValue | undefined },
): Params {
  const names = Object.keys(strategy.parameters)
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(strategy.parameters, name)) refuseName(strategy.id, name, names)
  }
  const params: { [name: string]: ParameterValue } = {}
  for (const [name, parameter] of Object.entries(strategy.parameters)) {
    const asked = given[name] ?? parameter.initial
    const value = readValue(parameter, asked)
    if (value === null) {
      throw new Problem(
        'STRATEGY_PARAMS_INVALID',
        { strategy: strategy.id, field: name, text: String(asked) },
        `${name} of ${strategy.id} must be ${rangeOf(parameter)}; it is "${String(asked)}".`,
        `Choose ${rangeOf(parameter)} for ${name}, or leave it out for ${String(parameter.initial)}.`,
      )
    }
    params[name] = value
  }
  if (!strategy.allows(params)) refuseTogether(strategy, given, params)
  return params
}

function refuseName(strategy: string, name: string, names: readonly string[]): never {
  const meant = nearest(name, names)
  const takes = names.length === 0 ? 'It has none.' : `It has ${names.join(', ')}.`
  throw new Problem(
    'STRATEGY_PARAMS_INVALID',
    { strategy, field: name, suggestion: meant, available: names },
    `${strategy} has no parameter "${name}".`,
    meant === null ? takes : `Did you mean "${meant}"? ${takes}`,
  )
}

/** Each value is fine and together they are not: the field is the first one that somebody set. */
function refuseTogether(strategy: Strategy, given: object, params: Params): never {
  const names = Object.keys(params)
  const field = names.find((name) => Object.hasOwn(given, name)) ?? names[0] ?? ''
  const values = names.map((name) => `${name} is ${String(params[name])}`).join(', ')
  throw new Problem(
    'STRATEGY_PARAMS_INVALID',
    { strategy: strategy.id, field, text: String(params[field]), params },
    `${strategy.id} requires that ${strategy.requires}: ${values}.`,
    `Change ${names.join(' or ')} so that ${strategy.requires}.`,
  )
}
