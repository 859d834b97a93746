/**
 * Holes in a series. A market that trades on weekends never pauses, so each missing candle is one.
 * Elsewhere a pause is a hole only where the same stretch of the week has candles both before and
 * after: nights, weekends and clock changes repeat, missing data does not. Where weekends are empty
 * a single missing day is taken for a holiday. Ten days and more are always a hole.
 */
import { millis } from '../../shared/brand.ts'
import type { CandleSeries } from '../../shared/candles.ts'
import type { Gap, Quality } from '../../shared/dataset.ts'
import { DAY, HOUR, dateOf } from '../text/utc.ts'
import { lengthOf, spanOf } from './timeframe.ts'

const WEEK = 7 * DAY
const MOST_LISTED = 1000
const ALWAYS = 10 * DAY
const LONG_PAUSE = 12 * HOUR
const SATURDAY = 6

type Pauses = 'none' | 'weekends' | 'sessions'

/** How many rows are looked at between two looks at whether to go on. */
const CHECKED = 1 << 16

export function gapsIn(
  series: CandleSeries,
  check: () => void = () => {},
): Pick<Quality, 'gaps' | 'longestGapMs' | 'gapList'> {
  const { time, rows, timeframe } = series
  const span = spanOf(timeframe)
  const length = lengthOf(timeframe)
  const pauses = pausesOf(series)
  let gaps = 0
  let longest = 0
  let list: Gap[] = []
  let looked = 0
  for (let row = 1; row < rows; row++) {
    if (row % CHECKED === 0) check()
    const after = time[row - 1] ?? 0
    const until = time[row] ?? 0
    if (until - after <= length) continue
    const missing =
      span?.unit === 'mo'
        ? (monthOf(until) - monthOf(after)) / span.count - 1
        : Math.round((until - after) / length) - 1
    // A pause takes longer to judge than a step.
    if (missing >= 1 && ++looked % 256 === 0) check()
    if (missing < 1 || !isHole(series, pauses, after, until)) continue
    gaps++
    longest = Math.max(longest, until - after - length)
    list.push({ after: millis(after), until: millis(until), missing: Math.floor(missing) })
    if (list.length > 8 * MOST_LISTED) list = longestOf(list)
  }
  return { gaps, longestGapMs: longest, gapList: longestOf(list) }
}

/** Which pauses the market has, by the days of the week that candles are on. */
function pausesOf({ time, rows, timeframe }: CandleSeries): Pauses {
  if (lengthOf(timeframe) >= WEEK) return 'none'
  const days = new Float64Array(7)
  for (let row = 0; row < rows; row++) {
    const day = weekday(time[row] ?? 0)
    days[day] = (days[day] ?? 0) + 1
  }
  const [sunday = 0, monday = 0, tuesday = 0, wednesday = 0, thursday = 0, friday = 0, saturday = 0] = days
  if (saturday * 10 >= monday + tuesday + wednesday + thursday + friday) return 'none'
  return sunday > 0 ? 'weekends' : 'sessions'
}

/** 1970-01-01 was a Thursday; Sunday is 0. */
const weekday = (time: number): number => (((Math.floor(time / DAY) + 4) % 7) + 7) % 7

function isHole(series: CandleSeries, pauses: Pauses, after: number, until: number): boolean {
  if (pauses === 'none' || until - after >= ALWAYS) return true
  const { time, rows } = series
  const shift = Math.ceil((until - after) / WEEK) * WEEK
  const before = after - shift >= (time[0] ?? 0)
  const behind = until + shift <= (time[rows - 1] ?? 0)
  if (!before && !behind) return isHoleInShortSeries(series, after, until)
  const missed = missedMoments(series, after, until, before ? shift : 0, behind ? shift : 0)
  if (missed === null) return false
  // A long pause may begin and end a little earlier or later: clock changes, a quiet first minute.
  if (until - after >= LONG_PAUSE && missed.count * lengthOf(series.timeframe) <= HOUR) return false
  return pauses !== 'sessions' || !isHoliday(missed, after, until)
}

/** Less than three weeks of candles: a night is known by its neighbours, a weekend by its days. */
function isHoleInShortSeries(series: CandleSeries, after: number, until: number): boolean {
  if (until - after >= DAY) {
    for (let day = after + DAY; day < until; day += DAY) if (weekday(day) % SATURDAY === 0) return false
    return true
  }
  const { time, rows } = series
  const before = after - DAY >= (time[0] ?? 0)
  const behind = until + DAY <= (time[rows - 1] ?? 0)
  if (!before && !behind) return true
  return missedMoments(series, after, until, before ? DAY : 0, behind ? DAY : 0) !== null
}

interface Moments {
  readonly count: number
  readonly first: number
  readonly last: number
}

/** First and last moment of the hole that has a candle so much earlier and so much later; 0 asks nothing. */
function missedMoments(
  { time, rows }: CandleSeries,
  after: number,
  until: number,
  earlier: number,
  later: number,
): Moments | null {
  let count = 0
  let first = -1
  let last = -1
  let behind = later === 0 ? 0 : rowAfter(time, rows, after + later)
  const shift = earlier === 0 ? -later : earlier
  for (let row = rowAfter(time, rows, after - shift); row < rows; row++) {
    const moment = (time[row] ?? 0) + shift
    if (moment >= until) break
    if (earlier !== 0 && later !== 0) {
      while (behind < rows && (time[behind] ?? 0) < moment + later) behind++
      if (time[behind] !== moment + later) continue
    }
    count++
    if (first < 0) first = moment
    last = moment
  }
  return count === 0 ? null : { count, first, last }
}

/** One day without any candle. */
function isHoliday({ first, last }: Moments, after: number, until: number): boolean {
  const day = Math.floor(first / DAY)
  return Math.floor(last / DAY) === day && Math.floor(after / DAY) < day && Math.floor(until / DAY) > day
}

/** The first row later than a time. */
function rowAfter(time: Float64Array, rows: number, than: number): number {
  let low = 0
  let high = rows
  while (low < high) {
    const middle = (low + high) >> 1
    if ((time[middle] ?? 0) <= than) low = middle + 1
    else high = middle
  }
  return low
}

function longestOf(list: readonly Gap[]): Gap[] {
  if (list.length <= MOST_LISTED) return [...list]
  return list
    .toSorted((a, b) => b.until - b.after - (a.until - a.after) || a.after - b.after)
    .slice(0, MOST_LISTED)
    .toSorted((a, b) => a.after - b.after)
}

const monthOf = (time: number): number => {
  const { year, month } = dateOf(Math.floor(time / DAY))
  return year * 12 + month
}
