/**
 * The legs of a position, from what was asked for and the price that the entry filled at: priced
 * and rounded (B2, F21), checked (B4), and what they put at risk (B3, F22). Prices are as the side
 * sees them, so one rule rounds both: entry and target down, stop up.
 */
import type { Refused } from '../../shared/order.ts'
import { divideUp, downTo, floorDivide, RATE_DECIMALS, tenTo, upTo } from './exact.ts'
import { type Legs, NO_LEGS, type Trail } from './orders.ts'

/** Where a leg will be: a share of the entry price away, so many ticks away, or at a price. */
export type LegPrice =
  | { readonly is: 'share'; readonly pct: bigint }
  | { readonly is: 'away'; readonly ticks: number }
  | { readonly is: 'at'; readonly ticks: number }

export interface Protection {
  readonly stop: LegPrice | null
  readonly target: LegPrice | null
  /** How far a trailing stop stays behind, in ticks. */
  readonly trail: number | null
  /** The most candles that the position is held. */
  readonly candles: number | null
}

export const UNPROTECTED: Protection = { stop: null, target: null, trail: null, candles: null }

/** One percent is 1e8 of a share's units. */
const HUNDRED = 100n * tenTo(RATE_DECIMALS)

export const targetAt = (leg: LegPrice, entry: number, tick: number): number => {
  switch (leg.is) {
    case 'share':
      return shifted(entry, leg.pct, tick, floorDivide)
    case 'away':
      return downTo(entry + leg.ticks, tick)
    case 'at':
      return downTo(leg.ticks, tick)
  }
}

export const stopAt = (leg: LegPrice, entry: number, tick: number): number => {
  switch (leg.is) {
    case 'share':
      return shifted(entry, -leg.pct, tick, divideUp)
    case 'away':
      return upTo(entry - leg.ticks, tick)
    case 'at':
      return upTo(leg.ticks, tick)
  }
}

export const trailAt = (distance: number, entry: number, tick: number): Trail => ({
  distance,
  stop: upTo(entry - distance, tick),
})

export function legsOf(protection: Protection, entry: number, tick: number): Legs {
  // The very same value where there are none, so that a quiet position is known at a glance.
  if (protection === UNPROTECTED) return NO_LEGS
  const { stop, target, trail } = protection
  return {
    stop: stop === null ? null : stopAt(stop, entry, tick),
    target: target === null ? null : targetAt(target, entry, tick),
    trail: trail === null ? null : trailAt(trail, entry, tick),
  }
}

/** What makes legs no protection, in words; null where they are sound. */
export function flawOf(legs: Legs, entry: number): Refused | null {
  if (legs === NO_LEGS) return null
  const { stop, target, trail } = legs
  // A value that is no number is on no side.
  if ([stop, target, trail?.stop ?? null].some((leg) => leg !== null && Number.isNaN(leg))) {
    return 'PRICE_INVALID: the strategy asks for a leg without a price'
  }
  if (stop !== null && !isBetween(stop, -Infinity, entry))
    return 'STOP_WRONG_SIDE: the stop would not limit a loss'
  if (target !== null && !isBetween(target, entry, Infinity)) {
    return 'TARGET_WRONG_SIDE: the target would not take a profit'
  }
  if (trail !== null && !isBetween(trail.stop, -Infinity, entry)) {
    return 'STOP_WRONG_SIDE: the trailing stop would not limit a loss'
  }
  // A long's prices are above zero and a short's, upside down, below: a leg beyond zero never trades.
  const beyondZero = [stop, target, trail?.stop ?? null].some((leg) => leg !== null && leg * entry <= 0)
  return beyondZero ? 'PRICE_INVALID: a leg has no price above zero' : null
}

const isBetween = (ticks: number, low: number, high: number): boolean => ticks > low && ticks < high

/**
 * What a quantity loses in 1e-8 of money when its stop fills a buffer beyond its trigger, before
 * fees and rounded up (METRICS 2.4): `(entry − stop·(1−buffer))·qty`, and mirrored for a short.
 */
export function worstLoss(
  entry: number,
  stop: number,
  buffer: bigint,
  quantity: bigint,
  priceDecimals: number,
): bigint {
  const lost = BigInt(entry) * HUNDRED - worstFill(stop, buffer)
  return divideUp(lost * quantity, HUNDRED * tenTo(priceDecimals))
}

/** The same fill as a price in ticks, on the dear side: what its fee is reckoned on. */
export const worstPrice = (stop: number, buffer: bigint): number =>
  Number(divideUp(abs(worstFill(stop, buffer)), HUNDRED))

const worstFill = (stop: number, buffer: bigint): bigint => {
  const ticks = BigInt(stop)
  return ticks * HUNDRED - abs(ticks) * buffer
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value)

/** A price and a share of it more (or, where the share is negative, less), as a multiple of the step. */
function shifted(
  entry: number,
  pct: bigint,
  tick: number,
  divide: (dividend: bigint, divisor: bigint) => bigint,
): number {
  const [ticks, step] = [BigInt(entry), BigInt(tick)]
  return Number(divide(ticks * HUNDRED + abs(ticks) * pct, HUNDRED * step) * step)
}
