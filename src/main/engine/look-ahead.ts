/**
 * Holds a strategy to seeing nothing of what comes later (S3, A11): whatever it says of a candle must
 * be the same, to the last bit, where the candles after it do not exist. The audit looks at a few
 * short stretches and is cheap enough for every run; the check replays truncated data.
 */
import type { CandleSeries } from '../../shared/candles.ts'
import { Problem } from '../../shared/problem.ts'
import type { LookAheadDifference } from '../../shared/strategy.ts'
import { OpenTimes } from './open-times.ts'
import { compute, type Compute, type Saying, sayingsOf, stretchOf } from './sayings.ts'
import type { Plan } from './strategy.ts'

export interface Subject {
  readonly plan: Plan
  readonly series: CandleSeries
  readonly compute?: Compute
}

export interface Audit {
  readonly lookahead: boolean
  /** Candles that were looked at. */
  readonly sampled: number
  readonly differences: readonly LookAheadDifference[]
}

/** As many as a person reads. */
const MOST_TOLD = 20
/** Candles before a sampled one that are compared as well: a look of a few candles ahead shows there. */
const BEHIND = 32
/** Candles that an audit has and withholds. */
const AHEAD = 64
/** The audit's part of a run: computing this share of its candles once more. */
const AUDIT_SHARE = 1 / 200
const AUDIT_SAMPLES = { least: 2, most: 32 }
/** Candles that a check computes at most, all samples together. */
const CHECK_CANDLES = 20_000_000
const CHECK_SAMPLES = { least: 8, most: 200 }

export function auditLookAhead(subject: Subject): Audit {
  const { plan, series } = subject
  const length = plan.need + BEHIND + AHEAD + 1
  const affordable = Math.floor((series.rows * AUDIT_SHARE) / (2 * length))
  const samples = spread(plan.need, series.rows - 1, clamp(affordable, AUDIT_SAMPLES))
  const found = new Findings(series)
  for (const candle of samples) {
    const from = Math.max(0, candle - plan.need - BEHIND)
    const whole = stretchOf(series, from, Math.min(series.rows, candle + AHEAD + 1))
    found.compare({ ...subject, series: whole }, sayings({ ...subject, series: whole }), candle - from, from)
  }
  return found.audit(samples.length)
}

export interface CheckListener {
  stopped(): boolean
  progress(done: number, of: number): void
}

/** Compares at candles spread over the data, and at some of those where a rule holds. */
export function checkLookAhead(subject: Subject, { stopped, progress }: CheckListener): Audit {
  const { plan, series } = subject
  const whole = sayings(subject)
  const count = clamp(Math.floor(CHECK_CANDLES / Math.max(1, series.rows)), CHECK_SAMPLES)
  const events = candlesWithRule(whole, plan.need, series.rows - 1)
  const picked = spread(0, events.length, count / 2).flatMap((index) => events[index] ?? [])
  const samples = [...new Set([...spread(plan.need, series.rows - 1, count / 2), ...picked])]
  const found = new Findings(series)
  for (const [done, candle] of samples.entries()) {
    if (stopped()) throw new Problem('CANCELLED', {}, 'The check was cancelled.')
    progress(done, samples.length)
    found.compare(subject, whole, candle, 0)
  }
  return found.audit(samples.length)
}

const sayings = ({ plan, series, compute: columns = compute }: Subject): readonly Saying[] =>
  sayingsOf(plan, columns(series, series.rows))

class Findings {
  readonly #times: OpenTimes
  readonly #differences: LookAheadDifference[] = []
  readonly #told = new Set<string>()
  #lookahead = false

  constructor(series: CandleSeries) {
    this.#times = new OpenTimes(series.time)
  }

  /** Holds what was said with every candle against what is said without those after `last`. */
  compare(subject: Subject, whole: readonly Saying[], last: number, from: number): void {
    const first = Math.max(subject.plan.need, last - BEHIND)
    let alone: readonly Saying[]
    try {
      alone = sayings({ ...subject, series: stretchOf(subject.series, 0, last + 1) })
    } catch (error) {
      // It could be computed with what comes later, and not without.
      this.#tell(from + last, 'all', 'a value', error instanceof Error ? error.message : String(error))
      return
    }
    for (const [index, said] of whole.entries()) {
      for (let candle = first; candle <= last; candle += 1) {
        const [seen, without] = [said.of(candle), alone[index]?.of(candle)]
        if (Object.is(seen, without)) continue
        this.#tell(from + candle, said.what, told(said, seen), told(said, without))
        break
      }
    }
  }

  audit(sampled: number): Audit {
    return { lookahead: this.#lookahead, sampled, differences: this.#differences }
  }

  #tell(candle: number, what: string, seen: string, alone: string): void {
    this.#lookahead = true
    const key = `${candle} ${what}`
    if (this.#differences.length >= MOST_TOLD || this.#told.has(key)) return
    this.#told.add(key)
    this.#differences.push({ candle, asOf: this.#times.of(candle), what, seen, alone })
  }
}

function told({ unit }: Saying, value: number | undefined): string {
  if (unit === 'rule') return value === 1 ? 'holds' : 'does not hold'
  return String(value)
}

/** Candles before `end` on which some rule holds. */
function candlesWithRule(whole: readonly Saying[], first: number, end: number): number[] {
  const rules = whole.filter(({ unit }) => unit === 'rule')
  const candles: number[] = []
  for (let candle = first; candle < end; candle += 1) {
    if (rules.some((rule) => rule.of(candle) === 1)) candles.push(candle)
  }
  return candles
}

/** At most `count` whole numbers from `first` up to, not including, `end`: the middles of equal parts. */
export function spread(first: number, end: number, count: number): number[] {
  const there = Math.max(0, end - first)
  const parts = Math.min(there, Math.floor(count))
  return Array.from({ length: parts }, (_, part) => first + Math.floor(((part + 0.5) * there) / parts))
}

const clamp = (value: number, { least, most }: { least: number; most: number }): number =>
  Math.min(most, Math.max(least, value))
