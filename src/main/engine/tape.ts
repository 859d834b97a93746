/**
 * One symbol candle by candle: a step is what a candle means, always in the same order (E1, and inside
 * the candle METRICS 2.1).
 */
import { millis } from '../../shared/brand.ts'
import type { CandleSeries } from '../../shared/candles.ts'
import { at } from './column.ts'
import { MEANINGS, type Wanted } from './decision.ts'
import { MONEY_DECIMALS, tenTo, textOf } from './exact.ts'
import type { Due } from './funding.ts'
import { requireSoundCandle } from './preconditions.ts'
import type { Company, Listener, Replayed, ReplayOrder } from './replay-order.ts'
import { endOf } from './run-events.ts'
import { atMarket } from './ways.ts'
import type { Evaluated } from './window.ts'
import { once } from './words.ts'
import { type Workings, workingsOf } from './workings.ts'

/** What its strategy reads and holds, and the market that it trades in. */
export class Tape {
  readonly evaluated: Evaluated
  readonly capital: bigint
  readonly books: Pick<Workings, 'position' | 'ledger' | 'equity' | 'queue' | 'executor' | 'story'>
  readonly #series: CandleSeries
  readonly #listener: Omit<Listener, 'began'>
  readonly #workings: Workings
  #unfilledAtEnd = false
  #fundingMissing = false

  constructor(order: ReplayOrder, listener: Omit<Listener, 'began'>, company: Company | null = null) {
    const workings = workingsOf(order, listener, company)
    this.evaluated = workings.evaluated
    this.capital = workings.capital
    this.books = workings
    this.#series = order.series
    this.#listener = listener
    this.#workings = workings
  }

  /** How many trades are closed. */
  get closed(): number {
    return this.#workings.story.closed
  }

  /** One candle, in the order in which things can happen to it. Nothing here is ever reordered. */
  step(candle: number): void {
    this.leave(candle)
    this.come(candle)
    this.within(candle)
    this.mark(candle)
    this.decide(candle)
    this.close(candle)
  }

  /**
   * Candles on which no step does more than mark the account, done at once; answers the first that is
   * left to `step`, at most `until`.
   */
  pass(candle: number, until: number): number {
    const { quiet, equity, position, journal, terms } = this.#workings
    const limit = quiet?.end(candle, until) ?? candle
    const end = equity.markThrough(candle - this.evaluated.first, this.#series, candle, limit)
    if (end === candle) return candle
    position.seeThrough(this.#series, candle, end, terms.scale)
    journal.pass(candle, end)
    return end
  }

  /** At the open: the way out that was decided at the last close. */
  leave(candle: number): void {
    requireSoundCandle(this.#series, candle)
    this.#workings.executor.leave(candle)
  }

  /** Still at the open: the way in. */
  come(candle: number): void {
    const { executor, funding } = this.#workings
    executor.come(candle)
    if (funding !== null) this.#fund(funding.due(candle, 'inside'), at(this.#series.open, candle))
  }

  /** Inside: what rests in the market; gaps, legs of what is held, entries, legs of those. */
  within(candle: number): void {
    const { position, market, funding } = this.#workings
    if (position.rests) market.within(candle)
    if (funding !== null) this.#fund(funding.due(candle, 'close'), at(this.#series.close, candle))
  }

  /** At the close, before anybody decides: what is held is marked. */
  mark(candle: number): void {
    const high = at(this.#series.high, candle)
    const low = at(this.#series.low, candle)
    const close = at(this.#series.close, candle)
    const { position, equity, portfolio, terms } = this.#workings
    if (position.holding !== null) position.see(candle, high * terms.scale, low * terms.scale)
    const isSpent = equity.mark(candle - this.evaluated.first, close, high, low) <= 0
    // Without leverage only a short can lose more than there is: it is over at this close.
    if (isSpent && position.holding !== null && portfolio === null) this.#leaveNow('kill', candle)
  }

  /** At the close: the strategy decides with what is known now. */
  decide(candle: number): void {
    const { position, decider, risk, portfolio, queue } = this.#workings
    const { holding } = position
    // Who watches an account that several share is the account.
    if (risk.isWatching && portfolio === null) this.#watch(candle)
    const wanted = decider.wanted(candle, holding?.side ?? null)
    if (wanted !== 'nothing') this.#intend(candle, wanted)
    else if (holding !== null && holding.protection.candles !== null) {
      const held = candle - holding.candle + 1
      if (held >= holding.protection.candles) queue.putExit(candle, 'time', `held for ${held} candles`)
    }
  }

  /** Nothing more will happen on this candle. */
  close(candle: number): void {
    const { journal } = this.#workings
    const isLast = candle === this.evaluated.end - 1
    if (isLast) this.#end(candle)
    journal.close(candle)
    if (isLast) journal.finish()
  }

  /** What is held is left at this close. */
  closeOut(candle: number, why: string): void {
    const { journal, story } = this.#workings
    journal.note(why)
    story.tell(candle, 'rejected', why)
    this.#leaveNow('kill', candle)
  }

  /** Whether the strategy wants to enter at this close. */
  isEntering(candle: number): boolean {
    const { decider, position } = this.#workings
    const wanted = decider.wanted(candle, position.holding?.side ?? null)
    return wanted !== 'nothing' && MEANINGS[wanted].enters !== null
  }

  report(candle: number): void {
    const { terms, story, executor } = this.#workings
    const { first, end } = this.evaluated
    const netProfit = Number(this.#worth(candle) - terms.capital) / Number(tenTo(MONEY_DECIMALS))
    const asOf = millis(at(this.#series.time, candle))
    this.#listener.progress(candle - first + 1, end - first, asOf, netProfit, story.closed, executor.wins)
  }

  /** The run begins with this tape's candle. */
  begin(title: string, strategy: string, candles: number): void {
    const { story, told } = this.#workings
    const { first } = this.evaluated
    story.tell(first, 'run-started', title)
    told.started(first, strategy, candles)
  }

  /** The run ends with this tape's candle. */
  complete(candle: number, trades: number, equity: bigint): void {
    const { story, told } = this.#workings
    story.tell(candle, 'run-completed', 'End of the candles')
    told.completed(candle, trades, equity)
  }

  /** The run ends here and not at its end: the last that is written of it says why. */
  interrupt(candle: number, error: unknown): void {
    const { journal, story, told } = this.#workings
    const { code, message } = endOf(error)
    if (code !== 'CANCELLED') {
      journal.note(`${code}: ${message}`)
      journal.close(candle)
      story.tell(candle, 'run-failed', message)
    }
    told.interrupted(candle, error)
  }

  /** Hands on the decision records that were written so far. */
  flush(): void {
    this.#workings.journal.flush()
  }

  /** What is known once the candles before `end` are done. */
  result(end: number): Replayed {
    const { position, equity, story, fills, orders, market, ledger, terms } = this.#workings
    const { first, warmup } = this.evaluated
    return {
      evaluated: { first, end, warmup },
      capital: terms.capital,
      equity: equity.closes.subarray(0, end - first),
      adverse: equity.adverse.subarray(0, end - first),
      trades: once(() => story.trades(position.holding)),
      timeline: once(() => story.timeline()),
      fills: () => fills.records(),
      orders: () => orders.records(),
      ambiguousCandles: market.ambiguous,
      resolvedCandles: market.resolved,
      unfilledAtEnd: this.#unfilledAtEnd,
      fundingMissing: this.#fundingMissing,
      fees: ledger.fees,
      quoteIncrement: textOf(terms.quoteIncrement, MONEY_DECIMALS),
    }
  }

  /** What the strategy wants is judged, told, and waits for the next open as far as it may be. */
  #intend(candle: number, wanted: Exclude<Wanted, 'nothing'>): void {
    const { decider, risk, placing, portfolio, executor, readings, journal, told, queue } = this.#workings
    const { exits, enters } = MEANINGS[wanted]
    const account = portfolio?.standing(this.books, exits) ?? {
      candle,
      equity: this.#worth(candle),
      positions: 0,
      exited: exits ? candle : executor.exited,
    }
    const { equity } = account
    const side = enters ?? 'long'
    const verdict = risk.judge(wanted, account, () => placing.propose(side, candle, equity))
    const why = () => decider.why(wanted, (series) => readings.tell(series, candle))
    const because = journal.decide(wanted, verdict, why)
    told.intent(candle, wanted, because, verdict)
    queue.put(candle, verdict)
  }

  #watch(candle: number): void {
    const { risk, queue, story } = this.#workings
    const stop = risk.watch(at(this.#series.time, candle), this.#worth(candle))
    if (stop === null) return
    queue.putExit(candle, 'kill', `risk stops: ${stop}`)
    story.tell(candle, 'rejected', `risk stops: ${stop}`)
  }

  #fund(dues: Iterable<Due>, ticks: number): void {
    const { executor, terms } = this.#workings
    for (const due of dues) if (!executor.fund(due, ticks * terms.scale)) this.#fundingMissing = true
  }

  #end(candle: number): void {
    const { queue, terms, position } = this.#workings
    this.#unfilledAtEnd = queue.end(candle)
    if (terms.closeAtEnd && position.holding !== null) this.#leaveNow('end-of-data', candle)
  }

  /** A market order at the close: a short buys back, and pays the spread. */
  #leaveNow(reason: 'kill' | 'end-of-data', candle: number): void {
    const { terms, position, executor, equity } = this.#workings
    const ticks = at(this.#series.close, candle) * terms.scale
    const buys = position.holding?.side === 'short'
    executor.finalizeExit(candle, atMarket(reason, ticks + (buys ? terms.spread : 0)))
    equity.settle(candle - this.evaluated.first)
  }

  #worth(candle: number): bigint {
    return this.#workings.equity.closes[candle - this.evaluated.first] ?? this.capital
  }
}
