import type { DatasetId, Millis } from './brand.ts'
import type { Timeframe } from './candles.ts'

export interface Gap {
  /** Open time of the candle before the hole, and of the first one after it. */
  readonly after: Millis
  readonly until: Millis
  /** Candles that a market without pauses would have had in between. */
  readonly missing: number
}

export const REPAIRS = ['sort', 'dedupe', 'drop-bad'] as const
export type Repair = (typeof REPAIRS)[number]

export interface AppliedRepair {
  readonly repair: Repair
  readonly rows: number
}

/** What a trader should know about the candles before trusting a result made from them. */
export interface Quality {
  readonly candles: number
  readonly gaps: number
  readonly longestGapMs: number
  /** The longest holes, at most 1,000 of them, in time order. */
  readonly gapList: readonly Gap[]
  readonly duplicates: number
  readonly zeroVolume: number
  readonly zeroVolumePct: number
  readonly outliers: number
  readonly repairs: readonly AppliedRepair[]
}

/** One thing that was recognised in the file, and why. */
export interface Recognised {
  readonly what:
    | 'delimiter'
    | 'header'
    | 'columns'
    | 'time'
    | 'timezone'
    | 'symbol'
    | 'timeframe'
    | 'encoding'
    | 'order'
    | 'numbers'
  readonly value: string
  readonly because: string
}

export interface Dataset {
  readonly datasetId: DatasetId
  readonly symbol: string
  readonly timeframe: Timeframe
  /** This one and the coarser ones it can be replayed at. */
  readonly timeframes: readonly Timeframe[]
  readonly rows: number
  /** Open time of the first and of the last candle. */
  readonly start: Millis
  readonly end: Millis
  readonly priceDecimals: number
  readonly hasVolume: boolean
  /** A short name for how the file was written, such as `csv, header, iso date`. */
  readonly dialect: string
  readonly recognised: readonly Recognised[]
  /** Base name and SHA-256 of the file as it was handed over. */
  readonly source: { readonly name: string; readonly sha256: string; readonly bytes: number }
  /** Made by a generator and not by a market. */
  readonly synthetic: boolean
  readonly quality: Quality
  /** About 60 closes from first to last, for the small picture in the library. */
  readonly sparkline: readonly number[]
  readonly importedAt: Millis
}

export interface ImportSettings {
  readonly symbol?: string
  /** `UTC`, an offset such as `+02:00`, or an IANA name; needed where times of day name no zone. */
  readonly timezone?: string
  readonly timeframe?: Timeframe
  readonly repair?: readonly Repair[]
}
