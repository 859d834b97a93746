/** The settings of a run, all of them, each with its default. Decimals are text. */
export const DIRECTIONS = ['long', 'short', 'both'] as const
export const SIZINGS = ['units', 'cash', 'fraction'] as const
export const FILL_PROFILES = ['conservative'] as const
export const CAPITAL_MODES = ['independent', 'portfolio'] as const
export const CALENDARS = ['24/7', '24/5', 'sessions'] as const

export type Direction = (typeof DIRECTIONS)[number]
export type Calendar = (typeof CALENDARS)[number]

/** What can be bought, in which steps. Where the symbol is unknown it is read from the data. */
export interface Product {
  readonly baseIncrement: string
  readonly quoteIncrement: string
  readonly minFunds: string | null
  readonly maxFunds: string | null
  readonly calendar: Calendar
}

export interface RunSettings {
  readonly capital: string
  readonly capitalMode: (typeof CAPITAL_MODES)[number]
  readonly direction: Direction
  readonly sizing: { readonly kind: (typeof SIZINGS)[number]; readonly value: string }
  readonly fees: { readonly makerBps: string; readonly takerBps: string; readonly minimum: string }
  readonly fills: { readonly profile: (typeof FILL_PROFILES)[number] }
  readonly closeAtEnd: boolean
  readonly warmup: 'auto' | number
  readonly seed: number
  /** null: from the data. */
  readonly product: Product | null
}

export const DEFAULT_SETTINGS: RunSettings = {
  capital: '10000',
  capitalMode: 'independent',
  direction: 'long',
  sizing: { kind: 'fraction', value: '1' },
  fees: { makerBps: '0', takerBps: '10', minimum: '0' },
  fills: { profile: 'conservative' },
  closeAtEnd: false,
  warmup: 'auto',
  seed: 0,
  product: null,
}

/** Settings as a person gives them: any part left out keeps its default. */
export type PartialSettings = {
  readonly [K in keyof RunSettings]?:
    | (RunSettings[K] extends object ? Partial<RunSettings[K]> : RunSettings[K])
    | undefined
}
