/**
 * The cash, to 1e-8 of the quote currency. A symbol's ledger is the whole of its account, or its part
 * of an account that several share; it reconciles with its trades after every one (E5).
 */
import type { Side } from '../../shared/run.ts'
import { divideHalfEven, MOST_NUMBER, tenTo, unitOf } from './exact.ts'

/**
 * Price times quantity, kept to 1e-8 and rounded half to even: the one rounding of a trade's value (Q10).
 * In doubles where every step provably is a whole number below 2^53, which is much the quicker.
 */
export function valueOf(quantity: bigint, ticks: number, priceDecimals: number): bigint {
  const value = valueInDoubles(Number(quantity), ticks, unitOf(priceDecimals))
  return Number.isNaN(value) ? divideHalfEven(quantity * BigInt(ticks), tenTo(priceDecimals)) : BigInt(value)
}

/** The same of a quantity that is a double; NaN where doubles don't hold every step of it. */
export function valueInDoubles(quantity: number, ticks: number, unit: number): number {
  const whole = Math.floor(quantity / unit)
  const fits =
    quantity >= 0 &&
    quantity <= MOST_NUMBER &&
    ticks >= 0 &&
    (whole + 1) * ticks <= MOST_NUMBER &&
    unit * ticks <= MOST_NUMBER
  return fits ? valueIn(whole, quantity - whole * unit, unit, ticks) : NaN
}

/** (whole × unit + rest) × ticks / unit in doubles, half to even. Only the rest needs rounding. */
export function valueIn(whole: number, rest: number, unit: number, ticks: number): number {
  if (rest === 0) return whole * ticks
  const scaled = rest * ticks
  // Below 2^53 a quotient never rounds up to a whole number that it does not reach.
  const floor = Math.floor(scaled / unit)
  const down = whole * ticks + floor
  const twice = 2 * (scaled - floor * unit)
  const isUp = twice > unit || (twice === unit && down % 2 !== 0)
  return isUp ? down + 1 : down
}

/** The money of an account, whoever trades for it. */
export class Purse {
  cash: bigint
  /** What shorts were paid and as much again: nobody else may spend it while they are open (Q9). */
  pledged = 0n

  constructor(cash: bigint) {
    this.cash = cash
  }
}

export class Ledger {
  readonly #capital: bigint
  readonly #purse: Purse
  #part: bigint
  #pledged = 0n
  #fees = 0n
  #earned = 0n

  /** Where the purse is shared, what a symbol begins with is nothing. */
  constructor(capital: bigint, purse: Purse = new Purse(capital)) {
    this.#capital = capital
    this.#purse = purse
    this.#part = capital
  }

  /** What the account has. */
  get cash(): bigint {
    return this.#purse.cash
  }
  /** What this symbol began with, and what went through its hands since. */
  get part(): bigint {
    return this.#part
  }
  get fees(): bigint {
    return this.#fees
  }

  /** A long pays for what it buys; a short is paid for what it sells and owes the units. */
  enter(side: Side, value: bigint, fee: bigint): void {
    this.#move((side === 'long' ? -value : value) - fee)
    this.#fees += fee
    if (side === 'short') this.#pledge(2n * value)
  }

  /** The way back, or a part of it. */
  leave(side: Side, value: bigint, fee: bigint): void {
    this.#move((side === 'long' ? value : -value) - fee)
    this.#fees += fee
  }

  /** Funding that the position is paid, or pays. */
  fund(amount: bigint): void {
    this.#move(amount)
  }

  /** The symbol is flat again. `net` is what the whole trade earned after its fees and funding. */
  settle(net: bigint): void {
    this.#pledge(-this.#pledged)
    this.#earned += net
    if (this.#part !== this.#capital + this.#earned) {
      throw new Error(`the ledger has ${this.#part} and its trades say ${this.#capital + this.#earned}`)
    }
  }

  #move(amount: bigint): void {
    this.#part += amount
    this.#purse.cash += amount
  }

  #pledge(amount: bigint): void {
    this.#pledged += amount
    this.#purse.pledged += amount
  }
}
