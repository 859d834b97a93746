/**
 * Where a position is in its life: IDLE → ENTRY_PENDING → POSITION_OPEN → IDLE (E3). Any other
 * step is a defect and throws.
 */
import type { CandleSeries } from '../../shared/candles.ts'
import type { ExitReason, Side } from '../../shared/run.ts'
import { at } from './column.ts'
import { type Fill, together } from './fill.ts'
import type { Protection } from './bracket.ts'
import { type EntryKind, type Legs, NO_LEGS, signOf } from './orders.ts'
import type { Size } from './terms.ts'

export interface EntryOrder {
  readonly side: Side
  readonly size: Size
  readonly entry: EntryKind
  readonly protection: Protection
  /** Its prices before they were rounded, and its legs as they would be at the price expected of it. */
  readonly wished?: EntryKind
  readonly expected?: Legs
  /** The last candle on which it rests. */
  readonly until: number
}

/** What was bought or sold, what protects it, and where the price has been since. */
export interface Holding {
  readonly trade: number
  readonly side: Side
  readonly sign: 1 | -1
  readonly candle: number
  readonly protection: Protection
  /** All that was entered so far. */
  entry: Fill
  /** All that was left so far, where the volume did not carry it at once. */
  out: Fill | null
  /** What a capped entry still wants, and at which kind of order. */
  more: { readonly entry: EntryKind; readonly quantity: bigint } | null
  /** Why the rest of a capped exit goes at the next open. */
  leaving: ExitReason | null
  /** As the side sees them. */
  legs: Legs
  initial: Legs
  /** Ticks; they start at the entry price. */
  highest: number
  lowest: number
  /** The last candle whose prices they know. */
  seen: number
  funding: bigint
  isAmbiguous: boolean
}

type State = 'IDLE' | 'ENTRY_PENDING' | 'POSITION_OPEN'

/** Trades are numbered as they are entered, over all symbols of a run. */
export interface Numbers {
  last: number
}

/** Idle is neither of its two fields; both are never set at once. They are asked for on every candle. */
export class Position {
  #pending: EntryOrder | null = null
  #holding: Holding | null = null
  readonly #numbers: Numbers

  constructor(numbers: Numbers = { last: 0 }) {
    this.#numbers = numbers
  }

  get state(): State {
    if (this.#holding !== null) return 'POSITION_OPEN'
    return this.#pending === null ? 'IDLE' : 'ENTRY_PENDING'
  }

  /** The open position, or null. */
  get holding(): Holding | null {
    return this.#holding
  }

  /** Whether anything rests in the market that a candle could reach. */
  get rests(): boolean {
    const holding = this.#holding
    if (holding === null) return this.#pending !== null
    return holding.legs !== NO_LEGS || holding.more !== null
  }

  /** Whether the volume left a part of an order behind. */
  get isUnfinished(): boolean {
    const holding = this.#holding
    return holding !== null && (holding.leaving !== null || holding.more !== null)
  }

  /** The entry that waits for its price, or null. */
  get pending(): EntryOrder | null {
    return this.#pending
  }

  /** Where the price went on a candle while the position was open. */
  see(candle: number, high: number, low: number): void {
    const holding = this.#holding
    if (holding === null || holding.seen === candle) return
    holding.seen = candle
    widen(holding, high, low)
  }

  /** The same of candles from one up to another, none of them seen yet. */
  seeThrough({ high, low }: CandleSeries, candle: number, end: number, scale: number): void {
    const holding = this.#holding
    if (holding === null) return
    let [highest, lowest] = [at(high, candle), at(low, candle)]
    for (let next = candle + 1; next < end; next += 1) {
      highest = Math.max(highest, at(high, next))
      lowest = Math.min(lowest, at(low, next))
    }
    this.see(end - 1, highest * scale, lowest * scale)
  }

  requestEntry(order: EntryOrder): void {
    if (this.state !== 'IDLE') this.#refuse('request an entry')
    this.#pending = order
  }

  /** The same order in another state: a triggered stop-limit rests as a limit. */
  amendEntry(order: EntryOrder): void {
    this.#waiting('amend an entry')
    this.#pending = order
  }

  /** The order is gone without a fill. */
  abandonEntry(): EntryOrder {
    const order = this.#waiting('abandon an entry')
    this.#pending = null
    return order
  }

  open(entry: Fill, candle: number, legs: Legs = NO_LEGS): Holding {
    const { side, protection } = this.#waiting('open')
    this.#numbers.last += 1
    const { ticks } = entry
    const holding: Holding = {
      trade: this.#numbers.last,
      side,
      sign: signOf(side),
      candle,
      protection,
      entry,
      out: null,
      more: null,
      leaving: null,
      legs,
      initial: legs,
      highest: ticks,
      lowest: ticks,
      seen: -1,
      funding: 0n,
      isAmbiguous: false,
    }
    this.#pending = null
    this.#holding = holding
    return holding
  }

  /** More of what is held. */
  scale(fill: Fill): Holding {
    const holding = this.#held('scale')
    holding.entry = together(holding.entry, fill)
    widen(holding, fill.ticks, fill.ticks)
    return holding
  }

  /** Some of what is held is gone. */
  reduce(fill: Fill): Holding {
    const holding = this.#held('reduce')
    holding.out = together(holding.out, fill)
    widen(holding, fill.ticks, fill.ticks)
    return holding
  }

  close(): Holding {
    const holding = this.#held('close')
    this.#holding = null
    return holding
  }

  #waiting(what: string): EntryOrder {
    return this.#pending ?? this.#refuse(what)
  }

  #held(what: string): Holding {
    return this.#holding ?? this.#refuse(what)
  }

  #refuse(what: string): never {
    throw new Error(`a position that is ${this.state} can't ${what}`)
  }
}

/** What is still there of a position. */
export const leftOf = ({ entry, out }: Holding): bigint => entry.quantity - (out?.quantity ?? 0n)

export function widen(holding: Holding, high: number, low: number): void {
  if (high > holding.highest) holding.highest = high
  if (low < holding.lowest) holding.lowest = low
}
