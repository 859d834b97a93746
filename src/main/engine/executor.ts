/**
 * Carries orders to the broker and what comes back into the books: position, ledger, equity,
 * journal, timeline and trades change together, here and nowhere else.
 */
import type { CandleSeries } from '../../shared/candles.ts'
import type { ExitReason, TimelineEvent, TradeRecord } from '../../shared/run.ts'
import { type EntryOrder, type Fill, fillAt, fillEntry, money, units } from './broker.ts'
import { at } from './column.ts'
import type { Equity } from './equity.ts'
import { textOfWhole } from './exact.ts'
import type { OpenTimes } from './open-times.ts'
import type { Journal } from './journal.ts'
import type { Ledger } from './ledger.ts'
import type { Position } from './position.ts'
import type { Verdict } from './risk.ts'
import type { Terms } from './terms.ts'
import { earned, tradeRecord } from './trade.ts'

interface Books {
  readonly position: Position
  readonly ledger: Ledger
  readonly equity: Equity
  readonly journal: Journal
}

export class Executor {
  readonly trades: TradeRecord[] = []
  readonly timeline: TimelineEvent[] = []
  readonly #series: CandleSeries
  readonly #times: OpenTimes
  readonly #terms: Terms
  readonly #books: Books
  /** Approved at the last close, due at the next open. */
  #queued: Pick<Verdict, 'exits' | 'order'> | null = null
  #wins = 0

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

  /** What risk left of a decision waits for the next open. */
  queue(candle: number, { approved, exits, order, reasons }: Verdict): void {
    if (!approved) this.tell(candle, 'rejected', reasons.join('; '))
    if (exits || order !== null) this.#queued = { exits, order }
    if (!exits && order !== null) this.#books.position.requestEntry(order)
  }

  /** Fills at the open what is due: the way out first, then the way in (Q5, Q6). */
  open(candle: number): void {
    if (this.#queued === null) return
    const { exits, order } = this.#queued
    this.#queued = null
    const ticks = at(this.#series.open, candle)
    if (exits) this.finalizeExit(candle, ticks, 'signal')
    if (order === null) return
    if (exits) this.#books.position.requestEntry(order)
    this.#enter(order, candle, ticks)
  }

  #enter(order: EntryOrder, candle: number, ticks: number): void {
    const { position, ledger, equity, journal } = this.#books
    const fill = fillEntry(order, ticks, ledger.cash, this.#terms)
    if ('refused' in fill) {
      position.abandonEntry()
      journal.note(`enter-${order.side} refused at the open: ${fill.refused}`)
      this.tell(candle, 'rejected', fill.refused)
      return
    }
    const { trade, side } = position.open(fill, candle)
    ledger.enter(side, fill.value, fill.fee)
    equity.hold(ledger.cash, side, fill.quantity)
    const what = this.#inWords(side === 'long' ? 'bought' : 'sold short', fill)
    journal.note(what)
    this.tell(candle, 'entry', what, trade)
  }

  /** The one way out of a position, whatever the reason (E3). */
  finalizeExit(candle: number, ticks: number, reason: ExitReason): void {
    const { position, ledger, equity, journal } = this.#books
    position.see(ticks, ticks)
    const holding = position.close()
    const fill = fillAt(ticks, holding.entry.quantity, this.#terms)
    const { net } = earned(holding, fill)
    ledger.exit(holding.side, fill.value, fill.fee, net)
    equity.hold(ledger.cash, holding.side, 0n)
    this.trades.push(tradeRecord(this.#series, this.#times, holding, { fill, candle, reason }))
    if (2n * net > this.#terms.quoteIncrement) this.#wins += 1
    const what = `${this.#inWords(holding.side === 'long' ? 'sold' : 'bought back', fill)}: ${reason}, net ${money(net)}`
    journal.note(what)
    this.tell(candle, 'exit', what, holding.trade)
  }

  /** After the last close nothing fills any more (Q12). Answers whether an order was left waiting. */
  end(candle: number): boolean {
    const { position } = this.#books
    const isUnfilled = this.#queued !== null
    this.#queued = null
    if (isUnfilled) {
      if (position.state === 'ENTRY_PENDING') position.abandonEntry()
      const what = 'UNFILLED_END: there is no next open to fill at'
      this.#books.journal.note(what)
      this.tell(candle, 'unfilled', what)
    }
    return isUnfilled
  }

  tell(candle: number, kind: TimelineEvent['kind'], title: string, trade: number | null = null): void {
    this.timeline.push({ time: this.#times.of(candle), candle, kind, title, trade })
  }

  #inWords(did: string, { quantity, ticks, fee }: Fill): string {
    return `${did} ${units(quantity)} at ${textOfWhole(ticks, this.#series.priceDecimals)}, fee ${money(fee)}`
  }
}
