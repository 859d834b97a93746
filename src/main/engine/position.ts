/**
 * Where a position is in its life: IDLE → ENTRY_PENDING → POSITION_OPEN → IDLE (E3). Any other
 * step is a defect and throws.
 */
import type { Side } from '../../shared/run.ts'
import type { EntryOrder, Fill } from './broker.ts'

/** What was bought or sold, and where the price has been since. */
export interface Holding {
  readonly trade: number
  readonly side: Side
  readonly candle: number
  readonly entry: Fill
  /** Ticks; they start at the entry price. */
  highest: number
  lowest: number
}

type Life =
  | { readonly is: 'IDLE' }
  | { readonly is: 'ENTRY_PENDING'; readonly order: EntryOrder }
  | { readonly is: 'POSITION_OPEN'; readonly holding: Holding }

const IDLE: Life = { is: 'IDLE' }

export class Position {
  #life: Life = IDLE
  #trades = 0

  get state(): Life['is'] {
    return this.#life.is
  }

  /** The open position, or null. */
  get holding(): Holding | null {
    return this.#life.is === 'POSITION_OPEN' ? this.#life.holding : null
  }

  /** Where the price went while the position was open. */
  see(high: number, low: number): void {
    if (this.#life.is !== 'POSITION_OPEN') return
    const { holding } = this.#life
    if (high > holding.highest) holding.highest = high
    if (low < holding.lowest) holding.lowest = low
  }

  requestEntry(order: EntryOrder): void {
    if (this.#life.is !== 'IDLE') this.#refuse('request an entry')
    this.#life = { is: 'ENTRY_PENDING', order }
  }

  /** The order is gone without a fill. */
  abandonEntry(): EntryOrder {
    if (this.#life.is !== 'ENTRY_PENDING') return this.#refuse('abandon an entry')
    const { order } = this.#life
    this.#life = IDLE
    return order
  }

  open(entry: Fill, candle: number): Holding {
    if (this.#life.is !== 'ENTRY_PENDING') return this.#refuse('open')
    const { side } = this.#life.order
    this.#trades += 1
    const { ticks } = entry
    const holding = { trade: this.#trades, side, candle, entry, highest: ticks, lowest: ticks }
    this.#life = { is: 'POSITION_OPEN', holding }
    return holding
  }

  close(): Holding {
    if (this.#life.is !== 'POSITION_OPEN') return this.#refuse('close')
    const { holding } = this.#life
    this.#life = IDLE
    return holding
  }

  #refuse(what: string): never {
    throw new Error(`a position that is ${this.#life.is} can't ${what}`)
  }
}
