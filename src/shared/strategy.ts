/** A strategy as a form, a command line or a report needs it: names, ranges and a sentence each. */
export type ParameterValue = number | string | boolean

export interface ParameterCard {
  readonly name: string
  readonly label: string
  readonly kind: 'whole' | 'number' | 'choice' | 'yes-no'
  readonly initial: ParameterValue
  readonly from?: number
  readonly to?: number
  readonly step?: number
  readonly choices?: readonly string[]
  readonly hint?: string
}

export interface StrategyCard {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly idea: string
  /** Which market it suits, in one sentence. */
  readonly suits: string
  readonly builtIn: boolean
  readonly params: readonly ParameterCard[]
}
