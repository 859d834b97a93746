/**
 * What the market does with an order once it fills. These are the assumptions a result rests on:
 * nothing is borrowed, an order that the cash does not cover is refused and never made smaller, and
 * so is one that could not pay its own way out.
 */
import type { Refused } from '../../shared/order.ts'
import { feeOf, type Liquidity } from './fees.ts'
import { type Fill, fillAt, money } from './fill.ts'
import { quantityAt, shareOf } from './sizing.ts'
import type { Size, Terms } from './terms.ts'
import type { Words } from './words.ts'

export interface Refusal {
  /** A stable name and the figures, such as `INSUFFICIENT_FUNDS: needs 1010, there is 1000`. */
  readonly refused: Words<Refused>
}

/** The price that is paid in the end for a quantity: the market's own where nothing slips. */
export type Slip = (quantity: bigint) => number

/** Opens a position at a price, with the cash there is; a share is one of the equity (a flat account's is its cash). */
export function fillEntry(
  size: Size,
  ticks: number,
  cash: bigint,
  terms: Terms,
  liquidity: Liquidity = 'taker',
  slip: Slip = () => ticks,
  equity: bigint = cash,
): Fill | Refusal {
  // How far a price slips may hang on the quantity, and the quantity on the price: the first guess
  // is the larger of both, so the second is never too large.
  const guess = quantityAt(size, ticks, cash, terms, equity)
  if (guess <= 0n) return nothing(size, cash, equity)
  const paid = slip(guess)
  const quantity = paid === ticks ? guess : quantityAt(size, paid, cash, terms, equity)
  if (quantity <= 0n) return nothing(size, cash, equity)
  return refusalOf(fillAt(paid, quantity, terms, liquidity), cash, terms)
}

/** Other positions may have taken the cash that a share of the equity would need. */
function nothing(size: Size, cash: bigint, equity: bigint): Refusal {
  const share = size.is === 'fraction' ? shareOf(equity, size.value) : 0n
  if (share > cash) return insufficient(share, cash)
  return { refused: 'QTY_ZERO: the order is smaller than the smallest quantity' }
}

const insufficient = (needed: bigint, cash: bigint): Refusal => ({
  refused: () => `INSUFFICIENT_FUNDS: needs ${money(needed)}, there is ${money(cash)}`,
})

function refusalOf(fill: Fill, cash: bigint, terms: Terms): Fill | Refusal {
  const { minFunds, maxFunds } = terms
  if (minFunds !== null && fill.value < minFunds) {
    return { refused: () => `MIN_NOTIONAL: ${money(fill.value)} is below the least of ${money(minFunds)}` }
  }
  if (maxFunds !== null && fill.value > maxFunds) {
    return { refused: () => `MAX_NOTIONAL: ${money(fill.value)} is above the most of ${money(maxFunds)}` }
  }
  // Q9: a short needs the cash as well, though it is paid when it sells.
  const needed = fill.value + fill.fee
  if (needed > cash) return insufficient(needed, cash)
  // A dying account could else buy what it can't sell again without owing the fee.
  const bothWays = fill.fee + feeOf(fill.value, 'taker', terms)
  if (bothWays > cash) {
    return {
      refused: () => `FEES_EXCEED_CASH: the way in and out costs ${money(bothWays)}, there is ${money(cash)}`,
    }
  }
  return fill
}

/** Leaves a position. Without credit an exchange can't take a fee that is not there. */
export function fillExit(
  side: 'long' | 'short',
  ticks: number,
  quantity: bigint,
  cash: bigint,
  terms: Terms,
  liquidity: Liquidity,
): Fill {
  const fill = fillAt(ticks, quantity, terms, liquidity)
  const there = side === 'long' ? cash + fill.value : cash - fill.value
  return fill.fee <= there ? fill : { ...fill, fee: there > 0n ? there : 0n }
}
