/** How much of its time a dataset has candles for, and where it has none. */
import type { Dataset, Gap } from '../../../shared/dataset.ts'
import { timeframeMs } from '../../state/estimate.ts'

export interface Hole {
  readonly gap: Gap
  /** Where it begins and how long it is, as shares of the whole from 0 to 1. */
  readonly at: number
  readonly length: number
}

export interface Coverage {
  readonly holes: readonly Hole[]
  /** Candles there are, of those that a market without pauses would have had, from 0 to 1. */
  readonly share: number
  /** Only the longest gaps are listed, so the share is an upper bound. */
  readonly atMost: boolean
}

export function coverageOf({ quality, start, end, timeframe, rows }: Dataset): Coverage {
  const { gaps, gapList } = quality
  const length = timeframeMs(timeframe)
  const whole = end + length - start
  const holes = gapList.map((gap) => ({
    gap,
    at: (gap.after + length - start) / whole,
    length: Math.max(0, gap.until - gap.after - length) / whole,
  }))
  const missing = gapList.reduce((sum, gap) => sum + gap.missing, 0)
  return { holes, share: rows / (rows + missing), atMost: gaps > gapList.length }
}

/** The hole that is meant by pointing at a place; null where none is near. */
export function holeAt({ holes }: Coverage, at: number, reach: number): Hole | null {
  let best: Hole | null = null
  let nearest = reach
  for (const hole of holes) {
    const away = Math.max(hole.at - at, at - hole.at - hole.length, 0)
    if (away >= nearest) continue
    best = hole
    nearest = away
  }
  return best
}

export interface Tick {
  readonly time: number
  readonly text: string
}

/** Round moments to write below a strip: years, months or days, at most about eight of them. */
export function ticksOf(start: number, end: number): readonly Tick[] {
  const first = new Date(start)
  const day = Math.floor(start / DAY)
  const month = (first.getUTCFullYear() - 1970) * 12 + first.getUTCMonth()
  const days = (end - start) / DAY
  const { unit, many } = STEPS.find(({ unit, many }) => days <= DAYS[unit] * many * MOST_TICKS) ?? LONGEST
  const months = unit === 'year' ? many * 12 : many
  const moment = (at: number): number =>
    unit === 'day' ? (day + at * many) * DAY : Date.UTC(1970, month - (month % months) + at * months)
  // A word at the right end would be cut off.
  const last = start + (end - start) * 0.87
  const ticks: Tick[] = []
  for (let at = 0, time = moment(0); time <= last; time = moment(++at)) {
    if (time > start) ticks.push({ time, text: new Date(time).toISOString().slice(0, LETTERS[unit]) })
  }
  return ticks
}

const DAY = 86_400_000
const MOST_TICKS = 6
const DAYS = { day: 1, month: 30, year: 365 } as const
/** How much of an ISO time says a moment. */
const LETTERS = { day: 10, month: 7, year: 4 } as const
const LONGEST = { unit: 'year', many: 10 } as const
const STEPS = [
  { unit: 'day', many: 1 },
  { unit: 'day', many: 2 },
  { unit: 'day', many: 7 },
  { unit: 'month', many: 1 },
  { unit: 'month', many: 3 },
  { unit: 'month', many: 6 },
  { unit: 'year', many: 1 },
  { unit: 'year', many: 2 },
  { unit: 'year', many: 5 },
] as const
