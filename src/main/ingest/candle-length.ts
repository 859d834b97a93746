/**
 * How long the candles of a file last, from the times alone: the most frequent step. Weekends,
 * holidays and missing candles make longer steps here and there; a file in which another step
 * rules a whole stretch holds two timeframes and is refused.
 */
import type { Timeframe } from '../../shared/candles.ts'
import { Problem } from '../../shared/problem.ts'
import { DAY, dateOf, shortIsoTime } from '../text/utc.ts'
import { lengthOf, timeframeLasting } from './timeframe.ts'

/** A stretch is at least this many steps, and about a 32nd of the file where that is more. */
const SHORTEST_STRETCH = 8
const STRETCHES = 32
/** The share of a stretch's steps that one other length must have to rule it. */
const RULES = 0.75
/** Steps shorter than a candle: a session that opens off the hour has one a day, another timeframe has more. */
const MOST_SHORT = 0.1
/** Rows between two looks at whether to go on. */
const CHECKED = 1 << 18

interface Place {
  readonly line: number
  readonly column: number
}

/** `placeOf` names the line of a row, for the trader to look at. */
export function candleLength(
  time: Float64Array,
  wanted: Timeframe | undefined,
  placeOf: (row: number) => Place,
  check: () => void = () => {},
): Timeframe {
  if (time.length < 2) {
    if (wanted !== undefined) return wanted
    throw new Problem(
      'TIMEFRAME_INVALID',
      { ...placeOf(0), field: 'time' },
      'One candle alone does not tell how long candles last.',
      'Say it with --timeframe, such as --timeframe 1d.',
    )
  }
  const months = wanted === undefined ? calendarMonths(time) : null
  if (months !== null) return months
  const step = wanted === undefined ? mostFrequentStep(time, 1, time.length, check) : lengthOf(wanted)
  check()
  const timeframe = wanted ?? timeframeLasting(step)
  if (timeframe === null) {
    throw new Problem(
      'TIMEFRAME_INVALID',
      { ...placeOf(1), field: 'time', stepMs: step },
      'These rows are less than a second apart, so they are ticks and not candles.',
      'Build candles of a second or more from them first.',
    )
  }
  refuseShortSteps(time, step, timeframe, placeOf)
  check()
  if (wanted === undefined) refuseSecondTimeframe(time, step, timeframe, placeOf, check)
  return timeframe
}

/** Steps of 28 days and more that are all the same number of calendar months. */
function calendarMonths(time: Float64Array): Timeframe | null {
  let count = 0
  for (let row = 1; row < time.length; row++) {
    const step = (time[row] ?? 0) - (time[row - 1] ?? 0)
    if (step < 28 * DAY) return null
    const months = monthOf(time[row] ?? 0) - monthOf(time[row - 1] ?? 0)
    if (months < 1) return null
    count = count === 0 ? months : Math.min(count, months)
  }
  return `${count}mo`
}

const monthOf = (time: number): number => {
  const { year, month } = dateOf(Math.floor(time / DAY))
  return year * 12 + month
}

/** Of steps between the rows `from - 1` … `until - 1`; the shorter one where two are equally frequent. */
function mostFrequentStep(
  time: Float64Array,
  from: number,
  until: number,
  check: () => void = () => {},
): number {
  const counts = new Map<number, number>()
  let best = 0
  let most = 0
  let last = -1
  let run = 0
  const note = () => {
    const count = (counts.get(last) ?? 0) + run
    counts.set(last, count)
    if (count > most || (count === most && last < best)) {
      best = last
      most = count
    }
  }
  for (let row = from; row < until; row++) {
    if (row % CHECKED === 0) check()
    const step = (time[row] ?? 0) - (time[row - 1] ?? 0)
    if (step !== last) {
      if (run > 0) note()
      last = step
      run = 0
    }
    run++
  }
  note()
  return best
}

function refuseShortSteps(
  time: Float64Array,
  step: number,
  timeframe: Timeframe,
  placeOf: (row: number) => Place,
): void {
  let short = 0
  let first = 0
  for (let row = 1; row < time.length; row++) {
    if ((time[row] ?? 0) - (time[row - 1] ?? 0) >= step) continue
    short++
    if (first === 0) first = row
  }
  if (short > 1 && short > time.length * MOST_SHORT) throw mixed(time, first, timeframe, placeOf)
}

function refuseSecondTimeframe(
  time: Float64Array,
  step: number,
  timeframe: Timeframe,
  placeOf: (row: number) => Place,
  check: () => void,
): void {
  const stretch = Math.max(SHORTEST_STRETCH, Math.ceil(time.length / STRETCHES))
  for (let from = 1; from < time.length; from += stretch) {
    const until = Math.min(from + stretch, time.length)
    if (until - from < SHORTEST_STRETCH) return
    check()
    const ruling = mostFrequentStep(time, from, until)
    if (ruling === step) continue
    let count = 0
    let first = 0
    for (let row = from; row < until; row++) {
      if ((time[row] ?? 0) - (time[row - 1] ?? 0) !== ruling) continue
      count++
      if (first === 0) first = row
    }
    if (count >= RULES * (until - from)) throw mixed(time, first, timeframe, placeOf)
  }
}

function mixed(
  time: Float64Array,
  row: number,
  timeframe: Timeframe,
  placeOf: (row: number) => Place,
): Problem {
  const step = (time[row] ?? 0) - (time[row - 1] ?? 0)
  const other = timeframeLasting(step) ?? `${step} ms`
  return new Problem(
    'CSV_TIMEFRAME_MIXED',
    { ...placeOf(row), field: 'time', text: shortIsoTime(time[row] ?? 0), timeframes: [timeframe, other] },
    `Candles of ${timeframe} and of ${other} are in one file.`,
    'Import each timeframe from a file of its own.',
  )
}
