/**
 * Any stretch of a series in as few candles as a chart can show, at once. Level n holds highs, lows
 * and volumes of 4^n candles merged; it is made when it is first asked for. Merged candles begin at
 * whole multiples, so that they stay the same while a chart is moved over them.
 */
import { type DatasetId, type Millis, millis } from '../../shared/brand.ts'
import type { CandleSeries, ChartCandles } from '../../shared/candles.ts'
import { POWERS } from './decimal-text.ts'

const FACTOR = 4

/** Of merged candles: ticks, and volume in its own units. Open, close and time are in the series. */
interface Level {
  readonly high: Float64Array
  readonly low: Float64Array
  readonly volume: Float64Array
}

export interface Pyramid {
  readonly series: CandleSeries
  /** From the second one on; the first is the series itself. */
  readonly levels: Level[]
}

export interface Window {
  readonly from: Millis
  /** Exclusive. */
  readonly to: Millis
  /** Candles to answer at most. */
  readonly most: number
  readonly dataset: DatasetId
}

const WHOLE = { first: false, last: false }

export const pyramidOf = (series: CandleSeries): Pyramid => ({ series, levels: [] })

export function readPyramid(pyramid: Pyramid, { from, to, most, dataset }: Window): ChartCandles {
  const { series } = pyramid
  const { time, rows } = series
  const { per, first: firstBucket, buckets } = gridOf(series, from, to, most)
  const merged = mergedCandles(pyramid, per, firstBucket, buckets)
  return {
    dataset,
    timeframe: series.timeframe,
    per,
    first: Math.min(firstBucket * per, rows),
    total: rows,
    start: millis(time[0] ?? 0),
    end: millis(time[rows - 1] ?? 0),
    priceDecimals: series.priceDecimals,
    partial: series.partial ?? WHOLE,
    ...merged,
  }
}

/** How a stretch is merged: `buckets` of `per` candles each, `first` of them before it. */
interface Grid {
  readonly per: number
  readonly first: number
  readonly buckets: number
}

export function gridOf({ time, rows }: CandleSeries, from: number, to: number, most: number): Grid {
  const begin = rowAt(time, rows, from)
  const end = Math.max(begin, rowAt(time, rows, to))
  let per = 1
  const bucketsOf = () => Math.ceil(end / per) - Math.floor(begin / per)
  while (bucketsOf() > Math.max(1, most) && per < rows) per *= 2
  return { per, first: Math.floor(begin / per), buckets: end > begin ? bucketsOf() : 0 }
}

function mergedCandles(pyramid: Pyramid, per: number, firstBucket: number, buckets: number) {
  const { series } = pyramid
  const { time, open, close, rows } = series
  const price = POWERS[series.priceDecimals] ?? 1
  const quantity = POWERS[series.volumeDecimals] ?? 1
  const column = () => new Float64Array(buckets)
  const made = {
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  }
  let depth = 0
  let covered = 1
  for (; covered * FACTOR <= per; covered *= FACTOR) depth++
  const level = levelAt(pyramid, depth)
  const parts = per / covered
  for (let i = 0; i < buckets; i++) {
    const bucket = firstBucket + i
    const row = bucket * per
    let high = 0
    let low = Infinity
    let volume = 0
    for (let part = bucket * parts; part < (bucket + 1) * parts && part * covered < rows; part++) {
      high = Math.max(high, level.high[part] ?? 0)
      low = Math.min(low, level.low[part] ?? 0)
      volume += level.volume[part] ?? 0
    }
    made.time[i] = time[row] ?? 0
    made.open[i] = (open[row] ?? 0) / price
    made.high[i] = high / price
    made.low[i] = low / price
    made.close[i] = (close[Math.min(row + per, rows) - 1] ?? 0) / price
    made.volume[i] = volume / quantity
  }
  return made
}

function levelAt(pyramid: Pyramid, depth: number): Level {
  const known = pyramid.levels[depth]
  if (known !== undefined) return known
  const made = depth === 0 ? baseOf(pyramid.series) : coarser(levelAt(pyramid, depth - 1))
  pyramid.levels[depth] = made
  return made
}

function baseOf({ high, low, volume, rows, hasVolume }: CandleSeries): Level {
  const volumes = new Float64Array(hasVolume ? rows : 0)
  // Doubles are enough to draw a volume; a BigInt per candle would cost more than all the rest.
  const halves = new Uint32Array(volume.buffer, volume.byteOffset, 2 * rows)
  for (let row = 0; row < volumes.length; row++) {
    volumes[row] = (halves[2 * row + 1] ?? 0) * 0x1_0000_0000 + (halves[2 * row] ?? 0)
  }
  return { high, low, volume: volumes }
}

function coarser(finer: Level): Level {
  const count = finer.high.length
  const buckets = Math.ceil(count / FACTOR)
  const made = {
    high: new Float64Array(buckets),
    low: new Float64Array(buckets),
    volume: new Float64Array(Math.ceil(finer.volume.length / FACTOR)),
  }
  for (let bucket = 0; bucket < buckets; bucket++) {
    const until = Math.min((bucket + 1) * FACTOR, count)
    let high = 0
    let low = Infinity
    let volume = 0
    for (let at = bucket * FACTOR; at < until; at++) {
      high = Math.max(high, finer.high[at] ?? 0)
      low = Math.min(low, finer.low[at] ?? 0)
      volume += finer.volume[at] ?? 0
    }
    made.high[bucket] = high
    made.low[bucket] = low
    if (bucket < made.volume.length) made.volume[bucket] = volume
  }
  return made
}

/** The first row at or after a time. */
export function rowAt(time: Float64Array, rows: number, at: number): number {
  let low = 0
  let high = rows
  while (low < high) {
    const middle = (low + high) >> 1
    if ((time[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}
