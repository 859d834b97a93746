/** The cash, to 1e-8 of the quote currency. It reconciles with its trades after every one (E5). */
import type { Side } from '../../shared/run.ts'
import { divideHalfEven, tenTo } from './exact.ts'

/** Price times quantity, kept to 1e-8 and rounded half to even: the one rounding of a trade's value (Q10). */
export const valueOf = (quantity: bigint, ticks: number, priceDecimals: number): bigint =>
  divideHalfEven(quantity * BigInt(ticks), tenTo(priceDecimals))

export class Ledger {
  readonly capital: bigint
  #cash: bigint
  #fees = 0n
  #earned = 0n

  constructor(capital: bigint) {
    this.capital = capital
    this.#cash = capital
  }

  get cash(): bigint {
    return this.#cash
  }
  get fees(): bigint {
    return this.#fees
  }

  /** A long pays for what it buys; a short is paid for what it sells and owes the units. */
  enter(side: Side, value: bigint, fee: bigint): void {
    this.#cash += (side === 'long' ? -value : value) - fee
    this.#fees += fee
  }

  /** The way back, or a part of it. */
  leave(side: Side, value: bigint, fee: bigint): void {
    this.#cash += (side === 'long' ? value : -value) - fee
    this.#fees += fee
  }

  /** Funding that the position is paid, or pays. */
  fund(amount: bigint): void {
    this.#cash += amount
  }

  /** The account is flat again. `net` is what the whole trade earned after its fees and funding. */
  settle(net: bigint): void {
    this.#earned += net
    if (this.#cash !== this.capital + this.#earned) {
      throw new Error(`the ledger has ${this.#cash} and its trades say ${this.capital + this.#earned}`)
    }
  }
}
