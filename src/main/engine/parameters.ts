/**
 * What can be set on a strategy: kinds, ranges and words, from which forms, flags and grids are
 * made. A value may come typed or as text from a command line; a refusal is told in words.
 */
import type { ParameterCard, ParameterValue } from '../../shared/strategy.ts'

interface Described {
  readonly label: string
  readonly hint?: string
}

interface Range extends Described {
  readonly from: number
  readonly to: number
  /** What a form and a grid go by; values in between are allowed. */
  readonly step?: number
}

interface NumberParameter extends Range {
  readonly kind: 'whole' | 'number'
  readonly initial: number
}

interface ChoiceParameter<Choice extends string = string> extends Described {
  readonly kind: 'choice'
  readonly initial: Choice
  readonly choices: readonly Choice[]
}

interface YesNoParameter extends Described {
  readonly kind: 'yes-no'
  readonly initial: boolean
}

export type Parameter = NumberParameter | ChoiceParameter | YesNoParameter
export type ParameterTable = { readonly [name: string]: Parameter }

/** Checked values, every parameter there. */
export type Params = { readonly [name: string]: ParameterValue }

/** The same values as a strategy's own functions see them: each with its type. */
export type Values<Table extends ParameterTable> = {
  readonly [Name in keyof Table]: Table[Name] extends ChoiceParameter<infer Choice>
    ? Choice
    : Table[Name] extends YesNoParameter
      ? boolean
      : number
}

export const whole = (initial: number, range: Range): NumberParameter => ({
  kind: 'whole',
  initial,
  ...range,
})
export const number = (initial: number, range: Range): NumberParameter => ({
  kind: 'number',
  initial,
  ...range,
})
export const choice = <const Choice extends string>(
  initial: NoInfer<Choice>,
  more: Described & { readonly choices: readonly Choice[] },
): ChoiceParameter<Choice> => ({ kind: 'choice', initial, ...more })
export const yesNo = (initial: boolean, more: Described): YesNoParameter => ({
  kind: 'yes-no',
  initial,
  ...more,
})

const NUMBER = /^-?\d+(\.\d+)?$/

/** The value that was meant, or null where a parameter can't have it. */
export function readValue(parameter: Parameter, given: ParameterValue): ParameterValue | null {
  switch (parameter.kind) {
    case 'whole':
    case 'number': {
      const value = typeof given === 'string' && NUMBER.test(given) ? Number(given) : given
      if (typeof value !== 'number' || !(value >= parameter.from && value <= parameter.to)) return null
      if (parameter.kind === 'whole' && !Number.isSafeInteger(value)) return null
      // Minus zero is no value of its own, and no JSON.
      return value === 0 ? 0 : value
    }
    case 'choice':
      return parameter.choices.find((choice) => choice === given) ?? null
    case 'yes-no':
      if (given === 'true' || given === 'false') return given === 'true'
      return typeof given === 'boolean' ? given : null
  }
}

/** What a parameter can be, to be read after "must be". */
export function rangeOf(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'whole':
      return `a whole number from ${parameter.from} to ${parameter.to}`
    case 'number':
      return `a number from ${parameter.from} to ${parameter.to}`
    case 'choice':
      return `one of ${parameter.choices.join(', ')}`
    case 'yes-no':
      return 'true or false'
  }
}

export const parameterCard = (name: string, parameter: Parameter): ParameterCard => ({ name, ...parameter })
