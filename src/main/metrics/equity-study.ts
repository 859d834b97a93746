/**
 * One walk over the equity: its peak, how far it fell, and for how long. Amounts are counted in units
 * of 1e-8, which is what equity is kept to, so that their differences are exact.
 */
import type { Evidence } from './evidence.ts'

const UNITS = 1e8

export interface EquityStudy {
  readonly final: number
  readonly peak: number
  readonly everNonPositive: boolean
  readonly maxDrawdown: number
  /** Fractions of the peak, at most 1; each its own maximum. */
  readonly maxDrawdownShare: number
  readonly maxDrawdownShareInside: number
  readonly maxDrawdownMs: number
}

export function studyEquity({ capital, equity, adverse, openTimes, candleMs }: Evidence): EquityStudy {
  let peak = inUnits(capital)
  let peakAt = openTimes[0] ?? 0
  let lowest = peak
  let isUnder = false
  let [deepest, deepestShare, deepestInside, longest] = [0, 0, 0, 0]

  for (let index = 0; index < equity.length; index++) {
    const value = inUnits(equity[index] ?? 0)
    const worst = Math.min(inUnits(adverse[index] ?? 0), value)
    const closedAt = (openTimes[index] ?? 0) + candleMs
    // Inside the candle the peak is still the one before its close.
    deepestInside = Math.max(deepestInside, (peak - worst) / peak)
    deepestShare = Math.max(deepestShare, (peak - value) / peak)
    deepest = Math.max(deepest, peak - value)
    lowest = Math.min(lowest, value)

    // The candle that recovers ends the time under water, and counts.
    const wasUnder = isUnder
    isUnder = value < peak
    if (isUnder || wasUnder) longest = Math.max(longest, closedAt - peakAt)
    if (isUnder) continue
    peak = value
    peakAt = closedAt
  }
  return {
    final: equity.at(-1) ?? capital,
    peak: peak / UNITS,
    everNonPositive: lowest <= 0,
    maxDrawdown: deepest / UNITS,
    maxDrawdownShare: Math.min(deepestShare, 1),
    maxDrawdownShareInside: Math.min(deepestInside, 1),
    maxDrawdownMs: longest,
  }
}

export const inUnits = (amount: number): number => Math.round(amount * UNITS)

/** The difference of two amounts, without the dust that doubles leave. */
export const less = (a: number, b: number): number => (inUnits(a) - inUnits(b)) / UNITS
