/**
 * Coarser candles from finer ones, the same on every machine: UTC boundaries, weeks from Monday.
 * The first and the last candle may be made from a part of theirs; `partial` says which.
 */
import type { CandleSeries, PartialEnds, Timeframe } from '../../shared/candles.ts'
import { Problem } from '../../shared/problem.ts'
import { DAY } from '../text/utc.ts'
import { lengthOf, spanOf } from './timeframe.ts'

const COARSER: readonly Timeframe[] = ['5m', '15m', '30m', '1h', '4h', '1d', '1w']
const WEEK = 7 * DAY
/** 1970-01-01 was a Thursday, so the week it is in began three days before. */
const MONDAY = -3 * DAY
const CHECKED = 1 << 18

/** The timeframe of the series and those it can be made into. */
export function timeframesOf(
  series: Pick<CandleSeries, 'timeframe' | 'rows' | 'time'>,
  check: () => void = () => {},
): Timeframe[] {
  return [series.timeframe, ...COARSER.filter((timeframe) => canBecome(series, timeframe, check))]
}

function canBecome(
  { timeframe, rows, time }: Pick<CandleSeries, 'timeframe' | 'rows' | 'time'>,
  coarser: Timeframe,
  check: () => void = () => {},
): boolean {
  if (spanOf(timeframe)?.unit === 'mo' || !COARSER.includes(coarser)) return false
  const length = lengthOf(timeframe)
  const target = lengthOf(coarser)
  // Candles that start off the grid, as some brokers' do, would lie across its boundaries.
  return target > length && target % length === 0 && isOnGrid(time, rows, length, check)
}

function isOnGrid(time: Float64Array, rows: number, length: number, check: () => void): boolean {
  const origin = length === WEEK ? MONDAY : 0
  for (let row = 0; row < rows; row++) {
    if (row % CHECKED === 0) check()
    const candles = ((time[row] ?? 0) - origin) / length
    if (candles !== Math.floor(candles)) return false
  }
  return true
}

interface Resampled extends CandleSeries {
  readonly partial: PartialEnds
}

export function resample(series: CandleSeries, timeframe: Timeframe): Resampled {
  const length = lengthOf(series.timeframe)
  if (timeframe === series.timeframe) return { ...series, partial: { first: false, last: false } }
  if (!canBecome(series, timeframe)) throw impossible(series, timeframe)
  const target = lengthOf(timeframe)
  const origin = target === WEEK ? MONDAY : 0
  const bucketOf = (row: number) => Math.floor(((series.time[row] ?? 0) - origin) / target)

  let rows = 0
  for (let row = 0, last = Number.NaN; row < series.rows; row++) {
    const bucket = bucketOf(row)
    if (bucket !== last) rows++
    last = bucket
  }
  const shared = () => new Float64Array(new SharedArrayBuffer(8 * rows))
  const made = { time: shared(), open: shared(), high: shared(), low: shared(), close: shared() }
  const volume = new BigInt64Array(new SharedArrayBuffer(8 * rows))

  let at = -1
  let last = Number.NaN
  for (let row = 0; row < series.rows; row++) {
    const bucket = bucketOf(row)
    const high = series.high[row] ?? 0
    const low = series.low[row] ?? 0
    if (bucket !== last) {
      last = bucket
      at++
      made.time[at] = bucket * target + origin
      made.open[at] = series.open[row] ?? 0
      made.high[at] = high
      made.low[at] = low
    } else {
      if (high > (made.high[at] ?? 0)) made.high[at] = high
      if (low < (made.low[at] ?? 0)) made.low[at] = low
    }
    made.close[at] = series.close[row] ?? 0
    if (series.hasVolume) volume[at] = (volume[at] ?? 0n) + (series.volume[row] ?? 0n)
  }
  const start = series.time[0] ?? 0
  const end = (series.time[series.rows - 1] ?? 0) + length
  return {
    ...series,
    timeframe,
    rows,
    ...made,
    volume,
    partial: {
      first: rows > 0 && start > (made.time[0] ?? 0),
      last: rows > 0 && end < (made.time[rows - 1] ?? 0) + target,
    },
  }
}

const impossible = (series: CandleSeries, timeframe: Timeframe): Problem =>
  new Problem(
    'TIMEFRAME_INVALID',
    { field: 'timeframe', text: timeframe.slice(0, 80), timeframes: timeframesOf(series) },
    `Candles of ${series.timeframe} can not be made into ${timeframe.slice(0, 80)}.`,
    `Choose one of ${timeframesOf(series).join(', ')}.`,
  )
