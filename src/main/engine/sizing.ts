/** How much to buy: quantities known at the decision, and amounts of money that become one at the fill (Q2). */
import { type Fill, fillAt } from './fill.ts'
import { worstLoss, worstPrice } from './bracket.ts'
import { MONEY_DECIMALS, MOST_NUMBER, RATE_DECIMALS, roundDown, tenTo, unitOf } from './exact.ts'
import { feeOf } from './fees.ts'
import { valueInDoubles, valueOf } from './ledger.ts'
import type { Size, Terms } from './terms.ts'

/**
 * Q2: units were known at the decision, an amount of money becomes a quantity only at the price paid.
 * A share is one of the equity, and never more than the cash there is.
 */
export function quantityAt(
  { is, value }: Size,
  ticks: number,
  cash: bigint,
  terms: Terms,
  equity: bigint = cash,
): bigint {
  switch (is) {
    case 'cash':
      return roundDown((value * tenTo(terms.priceDecimals)) / BigInt(ticks), terms.baseIncrement)
    case 'fraction':
      return affordable(least(shareOf(equity, value), cash), ticks, terms)
    default:
      return roundDown(value, terms.baseIncrement)
  }
}

export const shareOf = (equity: bigint, share: bigint): bigint => (equity * share) / tenTo(RATE_DECIMALS)
const least = (one: bigint, other: bigint): bigint => (one < other ? one : other)

/** B3: as much as loses a share of the equity, both fees included, when the stop fills at its worst. */
export function unitsAtRisk(
  share: bigint,
  equity: bigint,
  entry: number,
  stop: number,
  terms: Terms,
): bigint {
  const { priceDecimals, stopBuffer, baseIncrement } = terms
  const budget = shareOf(equity, share)
  const worst = worstPrice(stop, stopBuffer)
  const lost = (quantity: bigint): bigint =>
    worstLoss(entry, stop, stopBuffer, quantity, priceDecimals) +
    feeOf(valueOf(quantity, Math.abs(entry), priceDecimals), 'taker', terms) +
    feeOf(valueOf(quantity, worst, priceDecimals), 'taker', terms)
  const perUnit = worstLoss(entry, stop, stopBuffer, tenTo(MONEY_DECIMALS), priceDecimals)
  if (perUnit <= 0n) return 0n
  return largestWithin(budget, 0n, (budget * tenTo(MONEY_DECIMALS)) / perUnit, baseIncrement, lost)
}

/** As much as moves by a share of the equity when the price moves by its average true range, in ticks. */
export function unitsOfVolatility(share: bigint, equity: bigint, atr: number, terms: Terms): bigint {
  // The range in 1e-4 ticks, rounded up: a larger range is a smaller position.
  const range = BigInt(Math.ceil(atr * 10_000))
  if (range <= 0n) return 0n
  const budget = shareOf(equity, share)
  return roundDown((budget * tenTo(terms.priceDecimals) * 10_000n) / range, terms.baseIncrement)
}

/** The largest quantity whose cost and fee together are within a budget. */
function affordable(budget: bigint, ticks: number, terms: Terms): bigint {
  const fee = (quantity: bigint) => fillAt(ticks, quantity, terms).fee
  const tooMuch = fee(largest(budget, ticks, terms))
  // The fee of too much is at least the fee of the answer, so what it leaves buys too little or just
  // enough; the fee of that is at most the fee of the answer, so what it leaves buys enough or too much.
  const enough = largest(budget - tooMuch, ticks, terms)
  const less = fee(enough)
  if (less === tooMuch) return enough
  const most = largest(budget - less, ticks, terms)
  return largestWithin(budget, enough, most, terms.baseIncrement, (quantity) =>
    costOf(fillAt(ticks, quantity, terms)),
  )
}

const costOf = ({ value, fee }: Fill): bigint => value + fee

/** The largest multiple of a step between two quantities whose cost is within a budget; `enough` is. */
function largestWithin(
  budget: bigint,
  enough: bigint,
  most: bigint,
  step: bigint,
  costs: (quantity: bigint) => bigint,
): bigint {
  let low = roundDown(enough, step)
  let high = roundDown(most, step)
  if (high <= low) return low
  if (costs(high) <= budget) return high
  while (high - low > step) {
    const middle = roundDown((low + high) / 2n, step)
    if (costs(middle) <= budget) low = middle
    else high = middle
  }
  return low
}

/** The largest quantity whose value, rounded as the ledger rounds it, is within an amount. */
function largest(amount: bigint, ticks: number, { priceDecimals, baseIncrement }: Terms): bigint {
  if (amount < 0n) return 0n
  const found = largestInDoubles(Number(amount), ticks, unitOf(priceDecimals), Number(baseIncrement))
  if (found !== null) return BigInt(found)
  const price = 2n * BigInt(ticks)
  const quantity = roundDown(((2n * amount + 1n) * tenTo(priceDecimals)) / price, baseIncrement)
  return valueOf(quantity, ticks, priceDecimals) <= amount ? quantity : quantity - baseIncrement
}

/** The same from a guess that is put right, step by step; null where doubles don't hold what it takes. */
function largestInDoubles(amount: number, ticks: number, unit: number, step: number): number | null {
  // Beyond, the half below would be lost, and the guess be far from it.
  if (amount > MOST_NUMBER / 2) return null
  let quantity = Math.floor((((amount + 0.5) / ticks) * unit) / step) * step
  for (;;) {
    const value = valueInDoubles(quantity, ticks, unit)
    const next = valueInDoubles(quantity + step, ticks, unit)
    if (value > amount) quantity -= step
    else if (next <= amount) quantity += step
    else return value <= amount && next > amount ? quantity : null
  }
}
