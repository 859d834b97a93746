/** What the metrics read: the evidence, walked over once. */
import type { Absence } from '../../shared/metrics.ts'
import { studyTrades, type TradeStudy } from './trade-study.ts'
import { type EquityStudy, studyEquity } from './equity-study.ts'
import type { Evidence } from './evidence.ts'
import { type Sample, sample } from './sample.ts'
import { sessionReturns } from './sessions.ts'

export interface Study {
  readonly capital: number
  readonly periodsPerYear: number
  readonly ambiguousCandles: number
  readonly benchmarkReturnPct: number | null
  /** From the first evaluated open to the last evaluated close. */
  readonly elapsedMs: number
  /** The same, added up over symbols. */
  readonly evaluatedMs: number
  readonly trades: TradeStudy
  readonly equity: EquityStudy
  readonly sessions: SessionStudy
}

export interface SessionStudy {
  readonly returns: Float64Array
  readonly sample: Sample
  /** Why no ratio can be made of these returns, if so. */
  readonly unusable: Absence | null
}

export function study(evidence: Evidence): Study {
  const { capital, openTimes, candleMs, periodsPerYear, ambiguousCandles, benchmarkReturnPct } = evidence
  const end = (openTimes.at(-1) ?? 0) + candleMs
  const equity = studyEquity(evidence)
  const elapsedMs = openTimes.length === 0 ? 0 : end - (openTimes[0] ?? 0)
  return {
    capital,
    periodsPerYear,
    ambiguousCandles,
    benchmarkReturnPct,
    elapsedMs,
    evaluatedMs: evidence.evaluatedMs ?? elapsedMs,
    trades: studyTrades(evidence.trades, evidence, end),
    equity,
    sessions: studySessions(evidence, equity),
  }
}

function studySessions(evidence: Evidence, { everNonPositive }: EquityStudy): SessionStudy {
  const returns = sessionReturns(evidence)
  if (returns.length < 2) return { returns, sample: sample(returns), unusable: 'TOO_FEW_PERIODS' }
  // A return on nothing, or on a debt, says nothing.
  if (everNonPositive)
    return { returns, sample: sample(returns.subarray(0, 0)), unusable: 'NON_POSITIVE_EQUITY' }
  return { returns, sample: sample(returns), unusable: null }
}
