/**
 * One account over several symbols: the cash they share, what it is worth, how many positions it
 * holds, what risk says of it, and when it can no longer buy back what its shorts owe. An account
 * that one symbol has to itself needs none of this.
 */
import type { Refusal } from './broker.ts'
import type { Equity } from './equity.ts'
import { money } from './fill.ts'
import { type Ledger, Purse } from './ledger.ts'
import type { Position } from './position.ts'
import type { Queue } from './queue.ts'
import { type Account, Risk } from './risk.ts'
import type { Terms } from './terms.ts'

/** The books of a symbol, as the account reads them. */
export interface Member {
  readonly position: Position
  readonly ledger: Ledger
  readonly equity: Equity
  readonly queue: Queue
}

/** What an entry may spend, and what it is a share of. */
export interface Funds {
  readonly free: bigint
  readonly equity: bigint
}

/** A symbol alone has no other position: all there is is its cash. */
export const fundsOf = (portfolio: Portfolio | null, { cash }: Ledger): Funds =>
  portfolio?.funds ?? { free: cash, equity: cash }

interface Seat {
  readonly member: Member
  /** The newest price that is known: an open, or the close of its last candle. */
  price: number
}

export class Portfolio {
  readonly purse: Purse
  readonly risk: Risk
  readonly #capital: bigint
  readonly #most: number
  readonly #seats: Seat[] = []
  /** Times at which some symbol had a candle so far, and how many there were when the last position ended. */
  #row = 0
  #exited: number | null = null

  constructor(terms: Terms) {
    this.purse = new Purse(terms.capital)
    this.risk = new Risk(terms)
    this.#capital = terms.capital
    this.#most = terms.risk.maxPositions
  }

  /** Gives a symbol its seat; it tells the prices that become known there. */
  seat(member: Member): (price: number) => void {
    const seat = { member, price: 0 }
    this.#seats.push(seat)
    return (price) => {
      seat.price = price
    }
  }

  /** Every position at the newest price that is known of it. */
  get equity(): bigint {
    return this.#seats.reduce((sum, { member, price }) => sum + member.equity.worthAt(price), this.#capital)
  }

  /** What a short was paid, and as much again, backs it and is nobody's to spend (Q9). */
  get funds(): Funds {
    const free = this.purse.cash - this.purse.pledged
    return { free: free > 0n ? free : 0n, equity: this.equity }
  }

  /** Whether an order that fills now would be a position too many. */
  get full(): Refusal | null {
    const open = this.#seats.filter(({ member }) => member.position.holding !== null).length
    if (open < this.#most) return null
    return { refused: () => `MAX_POSITIONS: ${open} still open, and ${this.#most} the most` }
  }

  /** The next time begins. */
  turn(row: number): void {
    this.#row = row
  }

  /** A position ended at this time. */
  exit(): void {
    this.#exited = this.#row
  }

  /** The account as risk sees it when a symbol wants to enter. */
  standing(asking: Member, exits: boolean): Account {
    const others = this.#seats.filter(({ member }) => member !== asking && member.queue.isTaken)
    return {
      candle: this.#row,
      equity: this.equity,
      positions: others.length,
      exited: exits ? this.#row : this.#exited,
    }
  }

  /**
   * Why the account is closed out at this close, or null. Longs are no money until they are sold, so
   * what the shorts owe must be there in cash.
   */
  get called(): string | null {
    const { cash } = this.purse
    let owed = 0n
    let isShort = false
    for (const { member, price } of this.#seats) {
      if (member.position.holding?.side !== 'short') continue
      isShort = true
      owed += member.ledger.part - member.equity.worthAt(price)
    }
    if (isShort ? cash > owed : cash >= 0n) return null
    return `MARGIN_CALL: the shorts owe ${money(owed)}, there is ${money(cash)}`
  }
}
