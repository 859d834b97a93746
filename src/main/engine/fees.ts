/** What an exchange takes for a fill (Q10). */
import { divideUp, MOST_NUMBER, RATE_DECIMALS, roundUp, tenTo, upTo } from './exact.ts'
import type { Terms } from './terms.ts'

/** A basis point is a ten-thousandth of a trade's value, and rates are written in 1e-8 of one. */
const BPS = 10_000n * tenTo(RATE_DECIMALS)

export type Liquidity = 'maker' | 'taker'

/** In 1e-8 of a basis point, and as a share of a trade's value in lowest terms. */
export interface Rate {
  readonly bps: bigint
  readonly part: number
  readonly of: number
}

export function rateOf(bps: bigint): Rate {
  const [part, of] = [Number(bps), Number(BPS)]
  const shared = sharedBy(Math.abs(part), of)
  return { bps, part: part / shared, of: of / shared }
}

/** The greatest divisor of both. */
const sharedBy = (one: number, other: number): number => (one === 0 ? other : sharedBy(other % one, one))

/**
 * Rounded up to the quote increment: a fee is never less, a rebate never more, than is charged (Q10).
 * In doubles where every step provably is a whole number below 2^53, which is much the quicker.
 */
export function feeOf(
  value: bigint,
  liquidity: Liquidity,
  { maker, taker, minimumFee, quoteIncrement }: Terms,
): bigint {
  const { bps, part, of } = liquidity === 'maker' ? maker : taker
  const share = Number(value) * part
  if (value >= 0n && part >= 0 && share <= MOST_NUMBER) {
    const step = Number(quoteIncrement)
    const due = Math.max(Math.ceil(share / of), Number(minimumFee))
    if (due + step <= MOST_NUMBER) return BigInt(upTo(due, step))
  }
  const fee = divideUp(value * bps, BPS)
  return roundUp(bps < 0n || fee > minimumFee ? fee : minimumFee, quoteIncrement)
}
