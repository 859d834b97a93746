/** What was decided at a close and waits for the next open: a way out, a way in, or both. */
import type { Refused } from '../../shared/order.ts'
import type { ExitReason } from '../../shared/run.ts'
import type { Journal } from './journal.ts'
import type { OrderLog } from './order-log.ts'
import type { EntryOrder, Position } from './position.ts'
import type { Verdict } from './risk.ts'
import type { Story } from './story.ts'
import { worded } from './words.ts'

interface Books {
  readonly position: Position
  readonly journal: Journal
  readonly orders: OrderLog
  readonly story: Story
}

export class Queue {
  readonly #books: Books
  #next: { readonly exits: ExitReason | null; readonly order: EntryOrder | null } | null = null

  constructor(books: Books) {
    this.#books = books
  }

  /** Whether the next open has nothing to fill. */
  get isIdle(): boolean {
    const { position } = this.#books
    return this.#next === null && position.pending === null && !position.isUnfinished
  }

  /** Whether something is held once the next open is over, or waits for its price. */
  get isTaken(): boolean {
    return this.#next === null ? this.#books.position.state !== 'IDLE' : this.#next.order !== null
  }

  /** Why what is held is left at the next open, or null. */
  get exits(): ExitReason | null {
    return this.#next?.exits ?? this.#books.position.holding?.leaving ?? null
  }

  /** What risk left of a decision. */
  put(candle: number, { exits, order, reasons, refused }: Verdict): void {
    const { position, journal, orders, story } = this.#books
    if (refused !== null) {
      orders.refuse(candle, refused)
      story.tell(candle, 'rejected', () => reasons.map(worded).join('; '))
    }
    if (exits && position.holding !== null) {
      this.#next = { exits: 'signal', order }
      orders.leave(candle, position.holding, 'signal')
    }
    if (order === null) return
    orders.enter(candle, order)
    if (exits) return
    if (position.pending !== null) {
      position.abandonEntry()
      journal.note('the resting entry is replaced')
    }
    position.requestEntry(order)
  }

  /** Everything must be left, and nothing entered. */
  putExit(candle: number, reason: ExitReason, why: string): void {
    const { position, journal, orders } = this.#books
    journal.note(why)
    if (position.pending !== null) position.abandonEntry()
    orders.drop('cancelled', `TRADING_STOPPED: ${why}`)
    if (position.holding === null) return
    this.#next = { exits: reason, order: null }
    orders.leave(candle, position.holding, reason)
  }

  /** The entry that was to follow a way out; from now on nothing waits. */
  take(): EntryOrder | null {
    const order = this.#next?.order ?? null
    this.#next = null
    return order
  }

  /** After the last close nothing fills any more (Q12). Answers whether an order was left waiting. */
  end(candle: number): boolean {
    const { position, journal, orders, story } = this.#books
    const isUnfilled = this.#next !== null || position.pending !== null
    this.#next = null
    if (isUnfilled) {
      if (position.pending !== null) position.abandonEntry()
      journal.note(NO_NEXT)
      story.tell(candle, 'unfilled', NO_NEXT)
    }
    orders.end(NO_NEXT)
    return isUnfilled
  }
}

const NO_NEXT: Refused = 'UNFILLED_END: there is no next open to fill at'
