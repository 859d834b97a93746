/**
 * Carries orders to the broker and what comes back into the books: position, ledger, equity,
 * journal, timeline, fills and trades change together, here and nowhere else.
 */
import type { CandleSeries } from '../../shared/candles.ts'
import type { ExitReason, OrderKind, TimelineEvent } from '../../shared/run.ts'
import { flawOf, legsOf } from './bracket.ts'
import { fillEntry, fillExit } from './broker.ts'
import { at } from './column.ts'
import type { Equity } from './equity.ts'
import { textOfWhole } from './exact.ts'
import { type Fill, fillAt, money, units } from './fill.ts'
import type { FillLog } from './fill-log.ts'
import { type Due, fundingOf } from './funding.ts'
import type { Gaps } from './gaps.ts'
import type { OpenTimes } from './open-times.ts'
import { type Journal, type Words, worded } from './journal.ts'
import type { Ledger } from './ledger.ts'
import { type Entering, signOf } from './orders.ts'
import { type EntryOrder, type Holding, leftOf, type Position } from './position.ts'
import type { Verdict } from './risk.ts'
import type { Slippage } from './slippage.ts'
import type { Story } from './story.ts'
import type { Terms } from './terms.ts'
import { earned } from './trade.ts'
import { type About, atMarket, inAtMarket, type WayOut } from './ways.ts'
import type { VolumeCap } from './volume-cap.ts'

interface Books {
  readonly position: Position
  readonly ledger: Ledger
  readonly equity: Equity
  readonly journal: Journal
  readonly fills: FillLog
  readonly slippage: Slippage
  readonly cap: VolumeCap
  readonly gaps: Gaps
  readonly story: Story
}

/** How an entry filled; `market` is the price before slippage. */
type Taken = Entering & About & { readonly market: number; readonly order: OrderKind }

export class Executor {
  readonly #series: CandleSeries
  readonly #times: OpenTimes
  readonly #terms: Terms
  readonly #books: Books
  /** Approved at the last close, due at the next open. */
  #queued: { readonly exits: ExitReason | null; readonly order: EntryOrder | null } | null = null
  #wins = 0
  #exited: number | null = null

  constructor(series: CandleSeries, times: OpenTimes, terms: Terms, books: Books) {
    this.#series = series
    this.#times = times
    this.#terms = terms
    this.#books = books
  }

  /** Trades that earned more than half a quote increment after fees. */
  get wins(): number {
    return this.#wins
  }

  /** The candle on which the last position ended, or null. */
  get exited(): number | null {
    return this.#exited
  }

  /** What risk left of a decision waits for the next open. */
  queue(candle: number, { approved, exits, order, reasons }: Verdict): void {
    const { position, journal } = this.#books
    if (!approved) this.tell(candle, 'rejected', () => reasons.map(worded).join('; '))
    if (exits) this.#queued = { exits: 'signal', order }
    if (exits || order === null) return
    if (position.pending !== null) {
      position.abandonEntry()
      journal.note('the resting entry is replaced')
    }
    position.requestEntry(order)
  }

  /** Everything must be left at the next open, and nothing entered. */
  queueExit(reason: ExitReason, why: string): void {
    const { position, journal } = this.#books
    journal.note(why)
    if (position.pending !== null) position.abandonEntry()
    if (position.holding !== null) this.#queued = { exits: reason, order: null }
  }

  /** Whether the next open has nothing to fill. */
  get isIdle(): boolean {
    const { position } = this.#books
    return this.#queued === null && position.pending === null && !position.isUnfinished
  }

  /** Fills at the open what is due: the way out first, then the way in (Q5, Q6). */
  open(candle: number): void {
    const { position } = this.#books
    if (this.isIdle) return
    const queued = this.#queued
    this.#queued = null
    const gap = this.#books.gaps.before(candle)
    if (gap !== null) this.#books.journal.note(gap)
    const exits = queued?.exits ?? position.holding?.leaving ?? null
    if (exits !== null && position.holding !== null) {
      this.finalizeExit(candle, atMarket(exits, this.#openFor(candle, position.holding, 'sell')))
    }
    if (queued !== null && queued.order !== null && position.state === 'IDLE')
      position.requestEntry(queued.order)
    const { pending, holding } = position
    if (pending !== null && pending.entry.is === 'market') {
      const ticks = this.#openFor(candle, pending, 'buy') * signOf(pending.side)
      this.enter(candle, pending, inAtMarket(ticks))
    } else if (holding !== null && holding.more !== null && holding.more.entry.is === 'market') {
      const ticks = this.#openFor(candle, holding, 'buy') * holding.sign
      this.enterMore(candle, holding, inAtMarket(ticks, 'F23'))
    }
  }

  /** The open's price for getting in ('buy', as a long would) or out: buyers pay the spread. */
  #openFor(candle: number, { side }: Pick<EntryOrder, 'side'>, way: 'buy' | 'sell'): number {
    const buys = (side === 'long') === (way === 'buy')
    return at(this.#series.open, candle) * this.#terms.scale + (buys ? this.#terms.spread : 0)
  }

  /** Fills an entry at a price as its side sees it. What it says of the candle is told with it. */
  enter(candle: number, order: EntryOrder, way: Entering, about: About = {}): void {
    const { position, ledger, journal, slippage, cap } = this.#books
    const { side, size } = order
    const sign = signOf(side)
    const market = sign * way.ticks
    const action = side === 'long' ? 'buy' : 'sell'
    const fill = fillEntry(size, market, ledger.cash, this.#terms, way.liquidity, (quantity) =>
      way.slips ? slippage.price(market, action, candle, quantity) : market,
    )
    if ('refused' in fill) {
      position.abandonEntry()
      journal.note(`enter-${side} refused${way.since === 'open' ? ' at the open' : ''}: ${fill.refused}`)
      this.tell(candle, 'rejected', fill.refused)
      return
    }
    const part = cap.part(candle, fill.quantity)
    if (part === 0n) {
      journal.note('VOLUME_CAP: the volume of this candle carries none of the order')
      return
    }
    const filled = part === fill.quantity ? fill : fillAt(fill.ticks, part, this.#terms, way.liquidity)
    const legs = legsOf(order.protection, sign * filled.ticks, this.#terms.tick)
    const holding = position.open(filled, candle, legs)
    if (part < fill.quantity) {
      const entry = way.liquidity === 'maker' ? order.entry : ({ is: 'market' } as const)
      holding.more = { entry, quantity: fill.quantity - part }
    }
    this.#took(candle, holding, filled, { ...about, ...way, market, order: order.entry.is })
    const flaw = flawOf(legs, sign * filled.ticks)
    if (flaw === null) return
    // B4: a position that nothing protects never counts as open.
    journal.note(`the bracket can't be placed and the position is left at once: ${flaw}`)
    this.finalizeExit(candle, { ...atMarket('kill', market), ...about, rule: 'B4' })
  }

  /** The rest of an entry that the volume did not carry at once. */
  enterMore(candle: number, holding: Holding, way: Entering): void {
    const { position, ledger, journal, slippage, cap } = this.#books
    const { more, side, sign } = holding
    if (more === null) return
    const part = cap.part(candle, more.quantity)
    if (part === 0n) return
    const market = sign * way.ticks
    const ticks = way.slips ? slippage.price(market, side === 'long' ? 'buy' : 'sell', candle, part) : market
    const fill = fillEntry(
      { is: 'units', value: part },
      ticks,
      ledger.cash,
      { ...this.#terms, minFunds: null },
      way.liquidity,
    )
    holding.more = null
    if ('refused' in fill) {
      journal.note(`the rest of the entry is refused: ${fill.refused}`)
      this.tell(candle, 'rejected', fill.refused, holding.trade)
      return
    }
    if (part < more.quantity) holding.more = { ...more, quantity: more.quantity - part }
    position.scale(fill)
    this.#took(candle, holding, fill, { ...way, market, order: more.entry.is })
  }

  #took(candle: number, holding: Holding, fill: Fill, way: Taken): void {
    const { market, order, liquidity, rule, moment, others } = way
    const { ledger, equity, journal, fills } = this.#books
    const { side, trade } = holding
    ledger.enter(side, fill.value, fill.fee)
    equity.hold(ledger.cash, side, leftOf(holding))
    const action = side === 'long' ? 'buy' : 'sell'
    fills.add({ trade, candle, moment, action, why: 'entry', order, rule, fill, market, liquidity, others })
    const what = () => this.#inWords(side === 'long' ? 'bought' : 'sold short', fill)
    this.tell(candle, 'entry', journal.note(what), trade)
  }

  /** The one way out of a position, whatever the reason (E3). */
  finalizeExit(candle: number, way: WayOut): void {
    const { position, ledger, equity, journal, fills, slippage, cap } = this.#books
    const { holding } = position
    if (holding === null) throw new Error('there is no position to leave')
    const { side, trade } = holding
    const { reason, liquidity } = way
    holding.more = null
    const left = leftOf(holding)
    // What ends a run or an account ends it whole.
    const part = reason === 'end-of-data' || reason === 'kill' ? left : cap.part(candle, left)
    holding.leaving = part < left ? reason : null
    if (part === 0n) return
    const action = side === 'long' ? 'sell' : 'buy'
    const ticks = way.slips ? slippage.price(way.ticks, action, candle, part) : way.ticks
    const fill = fillExit(side, ticks, part, ledger.cash, this.#terms, liquidity)
    position.reduce(fill)
    ledger.leave(side, fill.value, fill.fee)
    equity.hold(ledger.cash, side, left - part)
    fills.add({ ...way, trade, candle, action, why: reason, fill, market: way.ticks })
    if (way.isAmbiguous === true) holding.isAmbiguous = true
    const what = () => this.#inWords(side === 'long' ? 'sold' : 'bought back', fill)
    if (part < left) {
      journal.note(() => `${what()}: ${reason}, the rest goes at the next open`)
      return
    }
    const net = this.#close(candle, reason)
    ledger.settle(net)
    const words = journal.note(() => `${what()}: ${reason}, net ${money(net)}`)
    this.tell(candle, 'exit', words, trade)
  }

  #close(candle: number, reason: ExitReason): bigint {
    const holding = this.#books.position.close()
    const fill = holding.out ?? holding.entry
    const { net } = earned(holding, fill)
    this.#books.story.close(holding, { fill, candle, reason })
    this.#exited = candle
    if (2n * net > this.#terms.quoteIncrement) this.#wins += 1
    return net
  }

  /** Funding that falls due while a position is held, at a mark. Answers whether its rate was there. */
  fund({ time, rate }: Due, ticks: number): boolean {
    const { position, ledger, equity, journal } = this.#books
    const { holding } = position
    if (holding === null) return true
    const moment = this.#times.at(time)
    if (rate === null) {
      journal.note(`FUNDING_MISSING: the data has no rate for ${moment}`)
      return false
    }
    const left = leftOf(holding)
    const amount = fundingOf(holding.sign, left, ticks, rate, this.#terms.priceDecimals)
    holding.funding += amount
    ledger.fund(amount)
    equity.hold(ledger.cash, holding.side, left)
    journal.note(`funding ${money(amount)} at ${moment}`)
    return true
  }

  /** An entry that rested for as long as it was asked to. */
  expire(candle: number): void {
    const { side } = this.#books.position.abandonEntry()
    const what = `EXPIRED: the price never came to the order to enter ${side}`
    this.#books.journal.note(what)
    this.tell(candle, 'unfilled', what)
  }

  /** After the last close nothing fills any more (Q12). Answers whether an order was left waiting. */
  end(candle: number): boolean {
    const { position } = this.#books
    const isUnfilled = this.#queued !== null || position.pending !== null
    this.#queued = null
    if (isUnfilled) {
      if (position.pending !== null) position.abandonEntry()
      const what = 'UNFILLED_END: there is no next open to fill at'
      this.#books.journal.note(what)
      this.tell(candle, 'unfilled', what)
    }
    return isUnfilled
  }

  tell(candle: number, kind: TimelineEvent['kind'], what: Words, trade: number | null = null): void {
    this.#books.story.tell(candle, kind, what, trade)
  }

  #inWords(did: string, { quantity, ticks, fee }: Fill): string {
    return `${did} ${units(quantity)} at ${textOfWhole(ticks, this.#terms.priceDecimals)}, fee ${money(fee)}`
  }
}
