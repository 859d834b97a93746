import type { DatasetId, Millis } from './brand.ts'
import type { Timeframe } from './candles.ts'
import type { ProblemCode, ProblemShape } from './problem.ts'

export interface Gap {
  /** Open time of the candle before the hole, and of the first one after it. */
  readonly after: Millis
  readonly until: Millis
  /** Candles that a market without pauses would have had in between. */
  readonly missing: number
}

export const REPAIRS = ['sort', 'dedupe', 'keep-first', 'keep-last', 'drop-bad'] as const
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
    | 'container'
    | 'encoding'
    | 'order'
    | 'numbers'
    | 'stamp'
    | 'rows'
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
  /** What separates cells; `blank` is any number of spaces. */
  readonly delimiter?: Delimiter
  readonly decimal?: DecimalMark
  /** What comes first in dates such as 01/02/2024. */
  readonly dateOrder?: DateOrder
  /** Whether times name the beginning of a candle or its end; they are kept as its beginning. */
  readonly stamp?: Stamp
  /** Columns by their number from 1, where the names mislead or are missing. */
  readonly columns?: { readonly [F in ColumnField]?: number }
}

export const DELIMITERS = ['comma', 'semicolon', 'tab', 'bar', 'blank'] as const
export type Delimiter = (typeof DELIMITERS)[number]
export const DECIMAL_MARKS = ['point', 'comma'] as const
export type DecimalMark = (typeof DECIMAL_MARKS)[number]
export const DATE_ORDERS = ['ymd', 'dmy', 'mdy'] as const
export type DateOrder = (typeof DATE_ORDERS)[number]
export const STAMPS = ['start', 'end'] as const
export type Stamp = (typeof STAMPS)[number]
/** A time stands in one column, or as date and clock in two. */
export const COLUMN_FIELDS = [
  'time',
  'date',
  'clock',
  'zone',
  'open',
  'high',
  'low',
  'close',
  'volume',
  'symbol',
] as const
export type ColumnField = (typeof COLUMN_FIELDS)[number]

/** What is wrong with one line of a file, as the first problem of a refusal says it. */
export interface LineProblem {
  readonly code: ProblemCode
  readonly line: number
  readonly column: number | null
  readonly text: string | null
  readonly message: string
  readonly hint: string
}

/** One line of a file as it is written, and what was read from it. */
export interface InspectedLine {
  readonly line: number
  /** Shortened and made safe to show. */
  readonly text: string
  readonly is: 'title' | 'header' | 'candle' | 'remark' | 'bad' | 'left out'
  /** Time in UTC, prices and volume to the digit; null where the line is no candle. */
  readonly candle: {
    readonly time: Millis
    readonly open: string
    readonly high: string
    readonly low: string
    readonly close: string
    readonly volume: string | null
  } | null
  /** The first thing that is wrong with it. */
  readonly problem: LineProblem | null
}

/** A file looked at without importing it: what an import with the same settings would find. */
export interface Inspection {
  readonly name: string
  readonly bytes: number
  readonly recognised: readonly Recognised[]
  /** How it would be read: what was said, and what was recognised. */
  readonly settings: ImportSettings
  /** Names of the columns, where the file has them, else their numbers. */
  readonly columns: readonly string[]
  /** The first lines, at most 200, and those around problems. */
  readonly lines: readonly InspectedLine[]
  /** At most 100, in the order of their lines. */
  readonly problems: readonly LineProblem[]
  /** Why an import would refuse the file; null where it would take it. */
  readonly refusal: ProblemShape | null
  /** About 200 closes of the candles that were read, from first to last. */
  readonly preview: readonly number[]
  /** Candles that were read, and whether that was all of the file. */
  readonly rows: number
  readonly complete: boolean
  /** About the whole file, where it was read to the end and can be imported. */
  readonly about: Pick<
    Dataset,
    'symbol' | 'timeframe' | 'rows' | 'start' | 'end' | 'priceDecimals' | 'hasVolume' | 'quality'
  > | null
}
