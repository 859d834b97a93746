/** The cash, to 1e-8 of the quote currency. It reconciles with its trades after every one (E5). */
import type { Side } from '../../shared/run.ts'
import { divideHalfEven, tenTo, unitOf } from './exact.ts'

/**
 * Price times quantity, kept to 1e-8 and rounded half to even: the one rounding of a trade's value (Q10).
 * In doubles where every step provably is a whole number below 2^53, which is much the quicker.
 */
export function valueOf(quantity: bigint, ticks: number, priceDecimals: number): bigint {
  const unit = unitOf(priceDecimals)
  const number = Number(quantity)
  const whole = Math.floor(number / unit)
  const rest = number - whole * unit
  const fits =
    number >= 0 && number <= MOST && ticks >= 0 && (whole + 1) * ticks <= MOST && unit * ticks <= MOST
  return fits
    ? BigInt(valueIn(whole, rest, unit, ticks))
    : divideHalfEven(quantity * BigInt(ticks), tenTo(priceDecimals))
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

const MOST = Number.MAX_SAFE_INTEGER

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
