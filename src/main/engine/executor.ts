/**
 * Carries orders to the broker and what comes back into the books: position, ledger, equity,
 * journal, timeline, fills and trades change together, here and nowhere else.
 */
import type { CandleSeries } from '../../shared/candles.ts'
import type { Refused } from '../../shared/order.ts'
import type { ExitReason, TimelineEvent, TradeRecord } from '../../shared/run.ts'
import { flawOf, legsOf } from './bracket.ts'
import { fillEntry, fillExit } from './broker.ts'
import { at } from './column.ts'
import type { Equity } from './equity.ts'
import { type Fill, fillAt, inWords, money } from './fill.ts'
import type { FillLog } from './fill-log.ts'
import { type Due, pay } from './funding.ts'
import type { Gaps } from './gaps.ts'
import type { OpenTimes } from './open-times.ts'
import type { Journal } from './journal.ts'
import type { Ledger } from './ledger.ts'
import type { OrderLog } from './order-log.ts'
import { type Entering, signOf } from './orders.ts'
import { type EntryOrder, type Holding, leftOf, type Position } from './position.ts'
import type { Verdict } from './risk.ts'
import type { Slippage } from './slippage.ts'
import type { Terms } from './terms.ts'
import { earned, tradeRecord } from './trade.ts'
import { type About, atMarket, type Entered, inAtMarket, type WayOut } from './ways.ts'
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
  readonly orders: OrderLog
}

export class Executor {
  readonly trades: TradeRecord[] = []
  readonly timeline: TimelineEvent[] = []
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
  queue(candle: number, { exits, order, reasons, refused }: Verdict): void {
    const { position, journal, orders } = this.#books
    if (refused !== null) {
      orders.refuse(candle, refused)
      this.tell(candle, 'rejected', reasons.join('; '))
    }
    if (exits && position.holding !== null) {
      this.#queued = { exits: 'signal', order }
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

  /** Everything must be left at the next open, and nothing entered. */
  queueExit(candle: number, reason: ExitReason, why: string): void {
    const { position, journal, orders } = this.#books
    journal.note(why)
    if (position.pending !== null) position.abandonEntry()
    orders.drop('cancelled', `TRADING_STOPPED: ${why}`)
    if (position.holding === null) return
    this.#queued = { exits: reason, order: null }
    orders.leave(candle, position.holding, reason)
  }

  /** Fills at the open what is due: the way out first, then the way in (Q5, Q6). */
  open(candle: number): void {
    const { position } = this.#books
    const queued = this.#queued
    if (queued === null && position.pending === null && !position.isUnfinished) return
    this.#queued = null
    const gap = this.#books.gaps.before(candle)
    if (gap !== null) this.#books.journal.note(gap)
    const exits = queued?.exits ?? position.holding?.leaving ?? null
    if (exits !== null && position.holding !== null) {
      this.finalizeExit(candle, atMarket(exits, this.#openFor(candle, position.holding, 'sell')))
    }
    if (queued !== null && queued.order !== null) {
      if (position.state === 'IDLE') position.requestEntry(queued.order)
      else
        this.#books.orders.drop(
          'cancelled',
          'NOT_FLAT: the volume did not carry the way out of what was held',
        )
    }
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
    const { position, ledger, journal, slippage, cap, orders } = this.#books
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
      orders.drop('rejected', fill.refused)
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
    const { position, ledger, journal, slippage, cap, orders } = this.#books
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
      orders.refuseRest(fill.refused)
      return
    }
    if (part < more.quantity) holding.more = { ...more, quantity: more.quantity - part }
    position.scale(fill)
    this.#took(candle, holding, fill, { ...way, market, order: more.entry.is })
  }

  #took(candle: number, holding: Holding, fill: Fill, entered: Entered): void {
    const { market, order, liquidity, rule, moment, others } = entered
    const { ledger, equity, journal, fills, orders } = this.#books
    const { side, trade } = holding
    ledger.enter(side, fill.value, fill.fee)
    equity.hold(ledger.cash, side, leftOf(holding))
    const action = side === 'long' ? 'buy' : 'sell'
    fills.add({ trade, candle, moment, action, why: 'entry', order, rule, fill, market, liquidity, others })
    const what = inWords(side === 'long' ? 'bought' : 'sold short', fill, this.#terms.priceDecimals)
    journal.note(what)
    this.tell(candle, 'entry', what, trade)
    orders.entered(candle, holding, fill, { moment, rule })
  }

  /** The one way out of a position, whatever the reason (E3). */
  finalizeExit(candle: number, way: WayOut): void {
    const { position, ledger, equity, journal, fills, slippage, cap, orders } = this.#books
    const { holding } = position
    if (holding === null) throw new Error('there is no position to leave')
    const { side, trade } = holding
    const { reason, liquidity } = way
    orders.leave(candle, holding, reason, way.order)
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
    orders.left(candle, holding, fill, way)
    const what = inWords(side === 'long' ? 'sold' : 'bought back', fill, this.#terms.priceDecimals)
    if (part < left) {
      journal.note(`${what}: ${reason}, the rest goes at the next open`)
      return
    }
    const { net, words } = this.#closed(candle, reason, what)
    ledger.settle(net)
    orders.closed(candle, holding, reason, net)
    journal.note(words)
    this.tell(candle, 'exit', words, trade)
  }

  #closed(candle: number, reason: ExitReason, what: string): { net: bigint; words: string } {
    const holding = this.#books.position.close()
    const fill = holding.out ?? holding.entry
    const { net } = earned(holding, fill)
    const exit = { fill, candle, reason }
    this.trades.push(tradeRecord(this.#series, this.#times, holding, exit, this.#terms.priceDecimals))
    this.#exited = candle
    if (2n * net > this.#terms.quoteIncrement) this.#wins += 1
    return { net, words: `${what}: ${reason}, net ${money(net)}` }
  }

  /** Funding that falls due while a position is held, at a mark. Answers whether its rate was there. */
  fund(due: Due, ticks: number): boolean {
    return pay(due, ticks, this.#books, this.#times, this.#terms.priceDecimals)
  }

  /** An entry that rested for as long as it was asked to. */
  expire(candle: number): void {
    const { side } = this.#books.position.abandonEntry()
    const what: Refused = `EXPIRED: the price never came to the order to enter ${side}`
    this.#books.journal.note(what)
    this.tell(candle, 'unfilled', what)
    this.#books.orders.drop('expired', what)
  }

  /** After the last close nothing fills any more (Q12). Answers whether an order was left waiting. */
  end(candle: number): boolean {
    const { position } = this.#books
    const isUnfilled = this.#queued !== null || position.pending !== null
    this.#queued = null
    if (isUnfilled) {
      if (position.pending !== null) position.abandonEntry()
      this.#books.journal.note(NO_NEXT)
      this.tell(candle, 'unfilled', NO_NEXT)
    }
    this.#books.orders.end(NO_NEXT)
    return isUnfilled
  }

  tell(candle: number, kind: TimelineEvent['kind'], title: string, trade: number | null = null): void {
    this.timeline.push({ time: this.#times.of(candle), candle, kind, title, trade })
  }
}

const NO_NEXT: Refused = 'UNFILLED_END: there is no next open to fill at'
