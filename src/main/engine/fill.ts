/** An execution: what was bought or sold, at which price, for which fee. */
import { MONEY_DECIMALS, QUANTITY_DECIMALS, textOf, textOfWhole } from './exact.ts'
import { feeOf, type Liquidity } from './fees.ts'
import { divideHalfEven } from './exact.ts'
import { valueOf } from './ledger.ts'
import type { Terms } from './terms.ts'

export interface Fill {
  readonly quantity: bigint
  readonly ticks: number
  /** Price times quantity, before the fee. */
  readonly value: bigint
  readonly fee: bigint
}

export function fillAt(ticks: number, quantity: bigint, terms: Terms, liquidity: Liquidity = 'taker'): Fill {
  const value = valueOf(quantity, ticks, terms.priceDecimals)
  return { quantity, ticks, value, fee: feeOf(value, liquidity, terms) }
}

/** Two executions as one; its price is the average, to the nearest tick, and its value exact. */
export function together(one: Fill | null, other: Fill): Fill {
  if (one === null) return other
  const quantity = one.quantity + other.quantity
  const paid = one.quantity * BigInt(one.ticks) + other.quantity * BigInt(other.ticks)
  return {
    quantity,
    ticks: Number(divideHalfEven(paid, quantity)),
    value: one.value + other.value,
    fee: one.fee + other.fee,
  }
}

export const money = (value: bigint): string => textOf(value, MONEY_DECIMALS)
export const units = (quantity: bigint): string => textOf(quantity, QUANTITY_DECIMALS)

export const inWords = (did: string, { quantity, ticks, fee }: Fill, priceDecimals: number): string =>
  `${did} ${units(quantity)} at ${textOfWhole(ticks, priceDecimals)}, fee ${money(fee)}`
