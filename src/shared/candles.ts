import type { DatasetId, Millis } from './brand.ts'

/** How long one candle lasts. `mo` is a calendar month. */
export type Timeframe = `${number}${'s' | 'm' | 'h' | 'd' | 'w' | 'mo'}`

/** Of candles made from finer ones: the first lacks its beginning, the last its end. */
export interface PartialEnds {
  readonly first: boolean
  readonly last: boolean
}

/**
 * A candle series as every room computes with it: columns over shared memory, oldest first.
 * Prices are whole ticks of 10^-priceDecimals, exact in a double (at most 2^53 - 1);
 * volume is a whole number of 10^-volumeDecimals, and needs 64 bits.
 */
export interface CandleSeries {
  readonly symbol: string
  readonly timeframe: Timeframe
  readonly priceDecimals: number
  readonly volumeDecimals: number
  readonly hasVolume: boolean
  readonly rows: number
  /** Open time of each candle, UTC milliseconds, strictly increasing. */
  readonly time: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: BigInt64Array
  /** Where they were made from finer ones; by the times alone, so a market that paused counts too. */
  readonly partial?: PartialEnds
}

/** What a chart can show: at most as many candles as were asked for, merged where there are more. */
export interface ChartCandles {
  readonly dataset: DatasetId
  readonly timeframe: Timeframe
  /** Candles merged into each one shown; 1 is the data itself. */
  readonly per: number
  /** Index of the first candle shown, so that neighbours can be asked for. */
  readonly first: number
  readonly total: number
  readonly start: Millis
  readonly end: Millis
  readonly priceDecimals: number
  readonly partial: PartialEnds
  readonly time: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}
