/** The settings of a run, all of them, each with its default. Decimals are text. */
export const DIRECTIONS = ['long', 'short', 'both'] as const
export const SIZINGS = ['units', 'cash', 'fraction', 'risk', 'volatility'] as const
export const SLIPPAGES = ['none', 'ticks', 'bps', 'atr', 'volume'] as const
export const FILL_PROFILES = ['conservative', 'tradingview', 'backtestingpy', 'freqtrade'] as const
export const DISTANCES = ['pct', 'ticks', 'atr'] as const
export const CAPITAL_MODES = ['independent', 'portfolio'] as const
export const CALENDARS = ['24/7', '24/5', 'sessions'] as const

export type Direction = (typeof DIRECTIONS)[number]
export type FillProfileName = (typeof FILL_PROFILES)[number]
export type Calendar = (typeof CALENDARS)[number]

/** Nothing, the strategy's own where it has one, or a distance from the entry price such as `pct:2`. */
export type LegSetting = 'none' | 'strategy' | `${(typeof DISTANCES)[number]}:${string}`

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
  readonly slippage: { readonly kind: (typeof SLIPPAGES)[number]; readonly value: string }
  /** What a buyer pays above the candles' prices, which are then the seller's. */
  readonly spread: string
  readonly fills: {
    readonly profile: FillProfileName
    /** Look inside a candle where the dataset holds finer ones. */
    readonly magnify: boolean
    /** The most of a candle's volume that the run's orders may take. */
    readonly volumeCapPct: string
  }
  /** Each of them a limit, or `off`. */
  readonly risk: {
    /** Over all symbols of an account; of one that several share it is as many as there are, where not said. */
    readonly maxPositions: number
    readonly dailyLossPct: string
    readonly maxDrawdownPct: string
    readonly cooldownCandles: 'off' | number
  }
  readonly bracket: {
    readonly stop: LegSetting
    readonly target: LegSetting
    /** How far beyond its trigger a stop may fill, when a position is sized by what it can lose. */
    readonly stopBufferPct: string
  }
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
  slippage: { kind: 'none', value: '0' },
  spread: '0',
  fills: { profile: 'conservative', magnify: true, volumeCapPct: 'off' },
  risk: { maxPositions: 1, dailyLossPct: 'off', maxDrawdownPct: 'off', cooldownCandles: 'off' },
  bracket: { stop: 'strategy', target: 'strategy', stopBufferPct: '5' },
  closeAtEnd: false,
  warmup: 'auto',
  seed: 0,
  product: null,
}

/** An equal part of the equity: each of three is `0.33333333`, so that all of them fit. */
export const evenPart = (parts: number): string =>
  parts === 1
    ? '1'
    : `0.${String(Math.floor(1e8 / parts))
        .padStart(8, '0')
        .replace(/0+$/, '')}`

/** Settings as a person gives them: any part left out keeps its default. */
export type PartialSettings = {
  readonly [K in keyof RunSettings]?:
    | (RunSettings[K] extends object ? Partial<RunSettings[K]> : RunSettings[K])
    | undefined
}
