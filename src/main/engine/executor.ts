/**
 * Carries orders to the broker and what comes back into the books: position, ledger, equity,
 * journal, orders, fills and trades change together, here and nowhere else.
 */
import type { CandleSeries } from '../../shared/candles.ts'
import type { Refused } from '../../shared/order.ts'
import type { ExitReason } from '../../shared/run.ts'
import { flawOf, legsOf } from './bracket.ts'
import type { Books } from './books.ts'
import { fillEntry, fillExit } from './broker.ts'
import { at } from './column.ts'
import { type Fill, fillAt, inWords, money } from './fill.ts'
import { type Due, pay } from './funding.ts'
import type { OpenTimes } from './open-times.ts'
import { type Entering, signOf } from './orders.ts'
import { fundsOf } from './portfolio.ts'
import { type EntryOrder, type Holding, leftOf } from './position.ts'
import type { Terms } from './terms.ts'
import { earned } from './trade.ts'
import { type About, atMarket, type Entered, inAtMarket, type WayOut } from './ways.ts'
import { worded } from './words.ts'

export class Executor {
  readonly #series: CandleSeries
  readonly #times: OpenTimes
  readonly #terms: Terms
  readonly #books: Books
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

  /** Fills at the open the way out that is due (Q5). */
  leave(candle: number): void {
    const { position, queue, gaps, journal } = this.#books
    if (queue.isIdle) return
    const gap = gaps.before(candle)
    if (gap !== null) journal.note(gap)
    const { exits } = queue
    if (exits !== null && position.holding !== null) {
      this.finalizeExit(candle, atMarket(exits, this.#openFor(candle, position.holding, 'sell')))
    }
  }

  /** Fills at the open the way in that is due, after every way out (Q6). */
  come(candle: number): void {
    const { position, queue, orders } = this.#books
    if (queue.isIdle) return
    const order = queue.take()
    if (order !== null) {
      if (position.state === 'IDLE') position.requestEntry(order)
      else orders.drop('cancelled', 'NOT_FLAT: the volume did not carry the way out of what was held')
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
    const { position, ledger, journal, story, slippage, cap, portfolio, orders } = this.#books
    const { side, size } = order
    const sign = signOf(side)
    const market = sign * way.ticks
    const action = side === 'long' ? 'buy' : 'sell'
    const { free, equity } = fundsOf(portfolio, ledger)
    const slip = (quantity: bigint) => (way.slips ? slippage.price(market, action, candle, quantity) : market)
    const fill = portfolio?.full ?? fillEntry(size, market, free, this.#terms, way.liquidity, slip, equity)
    if ('refused' in fill) {
      position.abandonEntry()
      const { refused } = fill
      const when = way.since === 'open' ? ' at the open' : ''
      journal.note(() => `enter-${side} refused${when}: ${worded(refused)}`)
      story.tell(candle, 'rejected', refused)
      orders.drop('rejected', refused)
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
    const { position, ledger, journal, story, slippage, cap, portfolio, orders } = this.#books
    const { more, side, sign } = holding
    if (more === null) return
    const part = cap.part(candle, more.quantity)
    if (part === 0n) return
    const market = sign * way.ticks
    const ticks = way.slips ? slippage.price(market, side === 'long' ? 'buy' : 'sell', candle, part) : market
    const fill = fillEntry(
      { is: 'units', value: part },
      ticks,
      fundsOf(portfolio, ledger).free,
      { ...this.#terms, minFunds: null },
      way.liquidity,
    )
    holding.more = null
    if ('refused' in fill) {
      const { refused } = fill
      journal.note(() => `the rest of the entry is refused: ${worded(refused)}`)
      story.tell(candle, 'rejected', refused, holding.trade)
      orders.refuseRest(refused)
      return
    }
    if (part < more.quantity) holding.more = { ...more, quantity: more.quantity - part }
    position.scale(fill)
    this.#took(candle, holding, fill, { ...way, market, order: more.entry.is })
  }

  #took(candle: number, holding: Holding, fill: Fill, entered: Entered): void {
    const { market, order, liquidity, rule, moment, others } = entered
    const { ledger, equity, journal, story, fills, orders } = this.#books
    const { side, trade } = holding
    ledger.enter(side, fill.value, fill.fee)
    equity.hold(ledger.part, side, leftOf(holding))
    const action = side === 'long' ? 'buy' : 'sell'
    fills.add({
      trade,
      candle,
      moment,
      action,
      why: 'entry',
      order,
      rule,
      fill,
      market,
      liquidity,
      isAmbiguous: false,
      others,
    })
    const { priceDecimals } = this.#terms
    const what = () => inWords(side === 'long' ? 'bought' : 'sold short', fill, priceDecimals)
    story.tell(candle, 'entry', journal.note(what), trade)
    orders.entered(candle, holding, fill, entered)
  }

  /** The one way out of a position, whatever the reason (E3). */
  finalizeExit(candle: number, way: WayOut): void {
    const { position, ledger, equity, journal, story, fills, slippage, cap, orders } = this.#books
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
    equity.hold(ledger.part, side, left - part)
    fills.add({
      trade,
      candle,
      moment: way.moment,
      action,
      why: reason,
      order: way.order,
      rule: way.rule,
      fill,
      market: way.ticks,
      liquidity,
      isAmbiguous: way.isAmbiguous ?? false,
      others: way.others,
    })
    if (way.isAmbiguous === true) holding.isAmbiguous = true
    orders.left(candle, holding, fill, way)
    const { priceDecimals } = this.#terms
    const what = () => inWords(side === 'long' ? 'sold' : 'bought back', fill, priceDecimals)
    if (part < left) {
      journal.note(() => `${what()}: ${reason}, the rest goes at the next open`)
      return
    }
    const net = this.#close(candle, reason)
    ledger.settle(net)
    orders.closed(candle, holding, reason, net)
    story.tell(
      candle,
      'exit',
      journal.note(() => `${what()}: ${reason}, net ${money(net)}`),
      trade,
    )
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
  fund(due: Due, ticks: number): boolean {
    return pay(due, ticks, this.#books, this.#times, this.#terms.priceDecimals)
  }

  /** An entry that rested for as long as it was asked to. */
  expire(candle: number): void {
    const { position, journal, story, orders } = this.#books
    const { side } = position.abandonEntry()
    const what: Refused = `EXPIRED: the price never came to the order to enter ${side}`
    journal.note(what)
    story.tell(candle, 'unfilled', what)
    orders.drop('expired', what)
  }
}
