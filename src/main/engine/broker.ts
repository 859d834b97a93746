/**
 * What the market does with an order. These are the assumptions a result rests on:
 * a market order fills whole, at the open of the next candle, as taker; there is no slippage and no
 * leverage; an order that the cash does not cover is refused and never made smaller.
 */
import type { Side } from '../../shared/run.ts'
import {
  divideUp,
  MONEY_DECIMALS,
  QUANTITY_DECIMALS,
  RATE_DECIMALS,
  roundDown,
  roundUp,
  tenTo,
  textOf,
} from './exact.ts'
import { valueOf } from './ledger.ts'
import type { Size, Terms } from './terms.ts'

export interface EntryOrder {
  readonly side: Side
  readonly size: Size
}

export interface Fill {
  readonly quantity: bigint
  readonly ticks: number
  /** Price times quantity, before the fee. */
  readonly value: bigint
  readonly fee: bigint
}

export interface Refusal {
  /** A stable name and the figures, such as `INSUFFICIENT_FUNDS: needs 1010, there is 1000`. */
  readonly refused: string
}

/** A basis point is a ten-thousandth of a trade's value, and rates are written in 1e-8 of one. */
const BPS = 10_000n * tenTo(RATE_DECIMALS)

/** Rounded up to the quote increment: a fee is never less than the exchange would charge (Q10). */
export function takerFee(value: bigint, { takerBps, minimumFee, quoteIncrement }: Terms): bigint {
  const fee = divideUp(value * takerBps, BPS)
  return roundUp(fee > minimumFee ? fee : minimumFee, quoteIncrement)
}

export function fillAt(ticks: number, quantity: bigint, terms: Terms): Fill {
  const value = valueOf(quantity, ticks, terms.priceDecimals)
  return { quantity, ticks, value, fee: takerFee(value, terms) }
}

/** Opens a position at a price, with the cash there is; a flat account's equity is its cash. */
export function fillEntry(order: EntryOrder, ticks: number, cash: bigint, terms: Terms): Fill | Refusal {
  const quantity = quantityOf(order.size, ticks, cash, terms)
  if (quantity <= 0n) return { refused: 'QTY_ZERO: the order is smaller than the smallest quantity' }
  const fill = fillAt(ticks, quantity, terms)
  const { minFunds, maxFunds } = terms
  if (minFunds !== null && fill.value < minFunds) {
    return { refused: `MIN_NOTIONAL: ${money(fill.value)} is below the least of ${money(minFunds)}` }
  }
  if (maxFunds !== null && fill.value > maxFunds) {
    return { refused: `MAX_NOTIONAL: ${money(fill.value)} is above the most of ${money(maxFunds)}` }
  }
  // Q9: a short needs the cash as well, though it is paid when it sells.
  const needed = fill.value + fill.fee
  if (needed > cash) return { refused: `INSUFFICIENT_FUNDS: needs ${money(needed)}, there is ${money(cash)}` }
  return fill
}

/** Q2: units were known at the decision, an amount of money becomes a quantity only at the price paid. */
function quantityOf({ is, value }: Size, ticks: number, cash: bigint, terms: Terms): bigint {
  switch (is) {
    case 'units':
      return roundDown(value, terms.baseIncrement)
    case 'cash':
      return roundDown((value * tenTo(terms.priceDecimals)) / BigInt(ticks), terms.baseIncrement)
    case 'fraction':
      return affordable((cash * value) / tenTo(RATE_DECIMALS), ticks, terms)
  }
}

/** The largest quantity whose cost and fee together are within a budget. */
function affordable(budget: bigint, ticks: number, terms: Terms): bigint {
  const fee = (quantity: bigint) => fillAt(ticks, quantity, terms).fee
  // The fee of too much is at least the fee of the answer, so what it leaves buys too little or just
  // enough; the fee of that is at most the fee of the answer, so what it leaves buys enough or too much.
  let enough = largest(budget - fee(largest(budget, ticks, terms)), ticks, terms)
  let most = largest(budget - fee(enough), ticks, terms)
  const isWithin = (quantity: bigint) => {
    const fill = fillAt(ticks, quantity, terms)
    return fill.value + fill.fee <= budget
  }
  if (isWithin(most)) return most
  // In between is at most a step of the fee.
  const step = terms.baseIncrement
  while (most - enough > step) {
    const middle = roundDown((enough + most) / 2n, step)
    if (isWithin(middle)) enough = middle
    else most = middle
  }
  return enough
}

/** The largest quantity whose value, rounded as the ledger rounds it, is within an amount. */
function largest(amount: bigint, ticks: number, { priceDecimals, baseIncrement }: Terms): bigint {
  if (amount < 0n) return 0n
  const price = 2n * BigInt(ticks)
  const quantity = roundDown(((2n * amount + 1n) * tenTo(priceDecimals)) / price, baseIncrement)
  return valueOf(quantity, ticks, priceDecimals) <= amount ? quantity : quantity - baseIncrement
}

export const money = (value: bigint): string => textOf(value, MONEY_DECIMALS)
export const units = (quantity: bigint): string => textOf(quantity, QUANTITY_DECIMALS)
