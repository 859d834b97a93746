/**
 * Every order of a run and what became of it, in one place (E1). Kept as it is and put into words
 * only when the lines are asked for: most runs of a sweep never are. The journal hears of it at once.
 */
import type { OrderRecord, OrderState, Refused } from '../../shared/order.ts'
import type { ExitReason, OrderKind, Side } from '../../shared/run.ts'
import type { EventLog } from './event-log.ts'
import { type Fill, money, together, units } from './fill.ts'
import { textOfWhole } from './exact.ts'
import type { OpenTimes } from './open-times.ts'
import { orderRecord } from './order-record.ts'
import { type EntryOrder, type Holding, leftOf } from './position.ts'
import type { RefusedEntry } from './risk.ts'
import type { Terms } from './terms.ts'
import type { Words } from './words.ts'

/** Whose an order is, and how its figures are told. */
export interface About {
  readonly symbol: string
  readonly times: OpenTimes
  readonly terms: Terms
}

export interface Placed {
  readonly about: About
  readonly number: number
  readonly candle: number
  readonly side: Side
  readonly why: 'entry' | ExitReason
  readonly kind: OrderKind
  /** An entry as it was decided; null for a way out, or where risk said no before it was known. */
  readonly entry: EntryOrder | null
  /** What a way out was to sell or buy back, and its price where it has one. */
  readonly quantity: bigint | null
  readonly ticks: number | null
  state: OrderState
  against: readonly Words<Refused>[]
  /** The position that an entry became, or that is left. */
  holding: Holding | null
  fill: Fill | null
  filledOn: number
  moment: number | undefined
}

/** How a fill came about: in which finer candle, and by which rule. */
interface By {
  readonly moment?: number | undefined
  readonly rule: string
}

type Ended = Exclude<OrderState, 'filled' | 'part-filled' | 'waiting'>

export class OrderLog {
  readonly #all: Placed[]
  readonly #about: About
  readonly #events: EventLog
  /** The order that waits to enter, the one that became what is held, and the one that leaves it. */
  #entering: Placed | null = null
  #entered: Placed | null = null
  #leaving: Placed | null = null

  /** Symbols that run together log into one list. */
  constructor(about: About, events: EventLog, all: Placed[] = []) {
    this.#about = about
    this.#events = events
    this.#all = all
  }

  /** An entry that risk did not let become an order. */
  refuse(candle: number, { side, asked, against }: RefusedEntry): void {
    const placed = this.#add(candle, side, 'entry', asked?.entry.is ?? 'market', asked)
    placed.state = 'rejected'
    placed.against = against
  }

  enter(candle: number, entry: EntryOrder): void {
    this.drop('replaced', 'REPLACED: a newer order took its place')
    this.#entering = this.#add(candle, entry.side, 'entry', entry.entry.is, entry)
  }

  /** The entry that waited is gone. */
  drop(state: Ended, against: Words<Refused>): void {
    if (this.#entering !== null) turn(this.#entering, state, against)
    this.#entering = null
  }

  /** The order that leaves what is held for a reason: one that waits for the same goes on. */
  leave(candle: number, holding: Holding, why: ExitReason, kind: OrderKind = 'market'): void {
    const waiting = this.#leaving
    if (waiting?.why === why) return
    if (waiting !== null) turn(waiting, 'replaced', 'POSITION_CLOSED: it was left in another way')
    const leg = kind === 'market' ? null : legOf(holding, why)
    const ticks = leg === null ? null : holding.sign * leg
    this.#leaving = this.#add(candle, holding.side, why, kind, null, leftOf(holding), ticks)
    this.#leaving.holding = holding
  }

  /** Some of what is held came in, all of it or another part. */
  entered(candle: number, holding: Holding, fill: Fill, by: By): void {
    const isFirst = this.#entering !== null
    if (isFirst) this.#entered = this.#entering
    this.#entering = null
    this.#filled(this.#entered, candle, holding, fill, by)
    if (holding.more !== null) this.refuseRest(CARRIED)
    this.#tellHeld(candle, holding, isFirst ? 'position_opened' : 'position_scaled')
  }

  /** What an entry still wanted is not had. */
  refuseRest(against: Words<Refused>): void {
    if (this.#entered !== null) turn(this.#entered, 'rejected', against)
  }

  /** Some of what is held, or all that was left of it, is gone. */
  left(candle: number, holding: Holding, fill: Fill, by: By): void {
    this.#filled(this.#leaving, candle, holding, fill, by)
    if (leftOf(holding) === 0n) return
    if (this.#leaving !== null) turn(this.#leaving, 'cancelled', CARRIED)
    this.#tellHeld(candle, holding, 'position_scaled')
  }

  /** GA-8: the one record of a position's end. */
  closed(candle: number, { trade, side }: Holding, reason: ExitReason, net: bigint): void {
    this.#entered = null
    this.#leaving = null
    if (!this.#events.isHeard) return
    const payload = { record: 'finalize_exit', trade, side, reason, netPnl: money(net) }
    this.#events.tell('position_closed', this.#at(candle), payload)
  }

  /** After the last candle nothing fills. */
  end(against: Refused): void {
    this.drop('unfilled', against)
    if (this.#leaving !== null) turn(this.#leaving, 'unfilled', against)
    this.#leaving = null
  }

  *records(): Generator<OrderRecord> {
    for (const placed of this.#all) yield orderRecord(placed)
  }

  #filled(placed: Placed | null, candle: number, holding: Holding, fill: Fill, by: By): void {
    if (placed === null) throw new Error('a fill belongs to an order')
    placed.holding = holding
    placed.fill = together(placed.fill, fill)
    placed.filledOn = candle
    placed.moment = by.moment
    placed.state = 'filled'
    if (!this.#events.isHeard) return
    this.#events.tell('order_filled', this.#at(candle), {
      order: placed.number,
      trade: holding.trade,
      why: placed.why,
      rule: by.rule,
      quantity: units(fill.quantity),
      price: textOfWhole(fill.ticks, this.#about.terms.priceDecimals),
      fee: money(fill.fee),
    })
  }

  #tellHeld(candle: number, holding: Holding, type: 'position_opened' | 'position_scaled'): void {
    if (!this.#events.isHeard) return
    const { trade, side } = holding
    this.#events.tell(type, this.#at(candle), { trade, side, quantity: units(leftOf(holding)) })
  }

  #at(candle: number): { candle: number; time: string; symbol: string } {
    const { symbol, times } = this.#about
    return { candle, time: times.of(candle), symbol }
  }

  #add(
    candle: number,
    side: Side,
    why: Placed['why'],
    kind: OrderKind,
    entry: EntryOrder | null,
    quantity: bigint | null = null,
    ticks: number | null = null,
  ): Placed {
    const placed: Placed = {
      about: this.#about,
      number: this.#all.length + 1,
      candle,
      side,
      why,
      kind,
      entry,
      quantity,
      ticks,
      state: 'waiting',
      against: NOTHING,
      holding: null,
      fill: null,
      filledOn: -1,
      moment: undefined,
    }
    this.#all.push(placed)
    return placed
  }
}

const NOTHING: readonly Refused[] = []
const CARRIED: Refused = 'VOLUME_CAP: the volume carried a part of it'

/** Not filled, or no further: what was filled of it stays. */
function turn(placed: Placed, state: Ended, against: Words<Refused>): void {
  placed.state = placed.fill === null ? state : 'part-filled'
  placed.against = [...placed.against, against]
}

/** Where the leg stands that goes off, as the side sees it. */
function legOf({ legs }: Holding, why: ExitReason): number | null {
  switch (why) {
    case 'stop':
      return legs.stop
    case 'target':
      return legs.target
    case 'trailing':
      return legs.trail?.stop ?? null
    default:
      return null
  }
}
