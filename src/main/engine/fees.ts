/** What an exchange takes for a fill (Q10). */
import { divideUp, RATE_DECIMALS, roundUp, tenTo } from './exact.ts'
import type { Terms } from './terms.ts'

/** A basis point is a ten-thousandth of a trade's value, and rates are written in 1e-8 of one. */
const BPS = 10_000n * tenTo(RATE_DECIMALS)

export type Liquidity = 'maker' | 'taker'

/** Rounded up to the quote increment: a fee is never less, a rebate never more, than is charged (Q10). */
export function feeOf(
  value: bigint,
  liquidity: Liquidity,
  { makerBps, takerBps, minimumFee, quoteIncrement }: Terms,
): bigint {
  const rate = liquidity === 'maker' ? makerBps : takerBps
  const fee = divideUp(value * rate, BPS)
  return roundUp(rate < 0n || fee > minimumFee ? fee : minimumFee, quoteIncrement)
}
