/**
 * Replays a strategy over candles, one step a candle and always in the same order (E1, and inside
 * the candle METRICS 2.1). It knows no clock and no disk: market time comes from the candles, and
 * what it finds goes to whoever asked.
 */
import { millis } from '../../shared/brand.ts'
import type { CandleSeries } from '../../shared/candles.ts'
import { Problem } from '../../shared/problem.ts'
import { at } from './column.ts'
import { Decider, MEANINGS, type Wanted } from './decision.ts'
import { Equity } from './equity.ts'
import { MONEY_DECIMALS, tenTo, textOf } from './exact.ts'
import { EventLog } from './event-log.ts'
import { Executor } from './executor.ts'
import { FillLog } from './fill-log.ts'
import { Funding } from './funding.ts'
import { Gaps } from './gaps.ts'
import { OpenTimes } from './open-times.ts'
import { Journal } from './journal.ts'
import { Ledger } from './ledger.ts'
import { magnifierOf } from './magnifier.ts'
import { Market } from './market.ts'
import { OrderLog } from './order-log.ts'
import { Placing } from './placing.ts'
import type { Member, Portfolio } from './portfolio.ts'
import { Position } from './position.ts'
import { Readings } from './readings.ts'
import {
  ASK_EVERY,
  type Company,
  type Listener,
  type Replayed,
  type ReplayOrder,
  type Tag,
  TELL_EVERY,
} from './replay-order.ts'
import { Risk } from './risk.ts'
import { explain } from './rules.ts'
import { endOf, RunEvents } from './run-events.ts'
import { Slippage } from './slippage.ts'
import { prepare } from './preparation.ts'
import { requireSoundCandle } from './preconditions.ts'
import type { Plan } from './strategy.ts'
import type { Terms } from './terms.ts'
import { tradeRecord } from './trade.ts'
import { VolumeCap } from './volume-cap.ts'
import { atMarket } from './ways.ts'
import type { Evaluated } from './window.ts'

export type { Listener, Replayed, ReplayOrder } from './replay-order.ts'

export function replay(order: ReplayOrder, listener: Listener): Replayed {
  const tape = new Tape(order, listener)
  const { first, end } = tape.evaluated
  tape.begin(`${order.strategy.title} on ${order.series.symbol}`, order.strategy.id, end - first)
  let candle = first
  try {
    listener.began?.(() => tape.result(candle))
    for (; candle < end; candle += 1) {
      const done = candle - first
      if (done % ASK_EVERY === 0 && listener.stopped()) {
        throw new Problem('CANCELLED', { done, of: end - first }, 'The run was cancelled.')
      }
      if (done % TELL_EVERY === 0 && done > 0) tape.report(candle - 1)
      tape.step(candle)
    }
  } catch (error) {
    tape.interrupt(candle, error)
    throw error
  }
  const replayed = tape.result(end)
  tape.report(end - 1)
  tape.complete(end - 1, tape.books.executor.trades.length, replayed.equity.at(-1) ?? tape.capital)
  return replayed
}

/** One symbol: what its strategy reads and holds, and the market that it trades in. */
export class Tape {
  readonly evaluated: Evaluated
  /** What it begins with: nothing of its own, where several share an account. */
  readonly capital: bigint
  readonly books: Member
  readonly #series: CandleSeries
  readonly #times: OpenTimes
  readonly #terms: Terms
  readonly #plan: Plan
  readonly #listener: Omit<Listener, 'began'>

  readonly #readings: Readings
  readonly #decider: Decider
  readonly #placing: Placing
  readonly #risk: Risk
  readonly #position: Position
  readonly #equity: Equity
  readonly #journal: Journal
  readonly #fills: FillLog
  readonly #orders: OrderLog
  readonly #told: RunEvents
  readonly #executor: Executor
  readonly #market: Market
  readonly #funding: Funding | null
  readonly #portfolio: Portfolio | null
  #unfilledAtEnd = false
  #fundingMissing = false

  constructor(order: ReplayOrder, listener: Omit<Listener, 'began'>, company: Company | null = null) {
    const { series, settings, journal, finer = null, funding = null } = order
    const { plan, terms, evaluated, columns, atr, highest } = prepare(order)
    const portfolio = company?.portfolio ?? null
    const tag: Tag = company === null ? {} : { symbol: series.symbol }
    const tell: Listener['decision'] = (record) =>
      listener.decision(company === null ? record : { ...tag, ...record })

    this.evaluated = evaluated
    this.capital = portfolio === null ? terms.capital : 0n
    this.#portfolio = portfolio
    this.#position = new Position(company?.numbers)
    this.#series = series
    this.#times = new OpenTimes(series.time)
    this.#terms = terms
    this.#plan = plan
    this.#listener = listener
    this.#readings = new Readings(plan.indicators, columns, series.priceDecimals)
    this.#decider = new Decider(plan.rules, terms.direction, columns, evaluated.first)
    this.#placing = new Placing(series, terms, columns, plan.setups, atr)
    const events = company?.events ?? new EventLog(listener.event?.bind(listener))
    const about = { symbol: series.symbol, times: this.#times, terms }
    this.#risk = portfolio?.risk ?? new Risk(terms)
    this.#equity = new Equity(evaluated.end - evaluated.first, this.capital, series.priceDecimals, highest)
    this.#journal = new Journal(this.#times, this.#readings, journal, tell)
    this.#fills = new FillLog(this.#times, terms.priceDecimals, tag, company?.fills)
    this.#told = new RunEvents(events, this.#times, series.symbol)
    this.#orders = new OrderLog(about, events, company?.orders)
    this.#funding = funding === null ? null : new Funding(series, funding)
    const books = {
      position: this.#position,
      ledger: new Ledger(this.capital, portfolio?.purse),
      equity: this.#equity,
      journal: this.#journal,
    }
    this.#executor = new Executor(series, this.#times, terms, {
      ...books,
      fills: this.#fills,
      slippage: new Slippage(series, terms, atr),
      cap: new VolumeCap(series, terms),
      gaps: new Gaps(series, settings.product?.calendar ?? null),
      orders: this.#orders,
      timeline: company?.timeline ?? [],
      tag,
      portfolio,
    })
    this.books = { ...books, executor: this.#executor }
    this.#market = new Market(series, terms, {
      ...books,
      executor: this.#executor,
      magnifier: settings.fills.magnify ? magnifierOf(series, finer) : null,
      assumption: order.assume ?? 'profile',
    })
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

  /** At the open: the way out that was decided at the last close. */
  leave(candle: number): void {
    requireSoundCandle(this.#series, candle)
    this.#executor.leave(candle)
  }

  /** Still at the open: the way in. */
  come(candle: number): void {
    this.#executor.come(candle)
    if (this.#funding !== null) this.#fund(candle, 'inside', at(this.#series.open, candle))
  }

  /** Inside: what rests in the market; gaps, legs of what is held, entries, legs of those. */
  within(candle: number): void {
    if (this.#position.rests) this.#market.within(candle)
    if (this.#funding !== null) this.#fund(candle, 'close', at(this.#series.close, candle))
  }

  /** Nothing more will happen on this candle. */
  close(candle: number): void {
    const isLast = candle === this.evaluated.end - 1
    if (isLast) this.#end(candle)
    this.#journal.close(candle)
    if (isLast) this.#journal.flush()
  }

  /** At the close: the strategy decides with what is known now. */
  decide(candle: number): void {
    const { holding } = this.#position
    // Who watches an account that several share is the account.
    if (this.#risk.isWatching && this.#portfolio === null) this.#watch(candle)
    const wanted = this.#decider.wanted(candle, holding?.side ?? null)
    if (wanted !== 'nothing') {
      const { exits, enters } = MEANINGS[wanted]
      const account = this.#portfolio?.standing(this.books, exits) ?? {
        candle,
        equity: this.#worth(candle),
        positions: 0,
        exited: exits ? candle : this.#executor.exited,
      }
      const { equity } = account
      const side = enters ?? 'long'
      const verdict = this.#risk.judge(wanted, account, () => this.#placing.propose(side, candle, equity))
      const because = this.#why(wanted, candle)
      this.#journal.decide(wanted, verdict.approved, [because, ...verdict.reasons])
      this.#told.intent(candle, wanted, because, verdict)
      this.#executor.queue(candle, verdict)
    } else if (holding !== null && holding.protection.candles !== null) {
      const held = candle - holding.candle + 1
      if (held >= holding.protection.candles)
        this.#executor.queueExit(candle, 'time', `held for ${held} candles`)
    }
  }

  #watch(candle: number): void {
    const stop = this.#risk.watch(at(this.#series.time, candle), this.#worth(candle))
    if (stop === null) return
    this.#executor.queueExit(candle, 'kill', `risk stops: ${stop}`)
    this.#executor.tell(candle, 'rejected', `risk stops: ${stop}`)
  }

  /** What is held is left at this close. */
  closeOut(candle: number, why: string): void {
    this.#journal.note(why)
    this.#executor.tell(candle, 'rejected', why)
    this.#leaveNow('kill', candle)
  }

  /** Whether the strategy wants to enter at this close. */
  isEntering(candle: number): boolean {
    const wanted = this.#decider.wanted(candle, this.#position.holding?.side ?? null)
    return wanted !== 'nothing' && MEANINGS[wanted].enters !== null
  }

  #fund(candle: number, until: 'inside' | 'close', ticks: number): void {
    for (const due of this.#funding?.due(candle, until) ?? []) {
      if (!this.#executor.fund(due, ticks * this.#terms.scale)) this.#fundingMissing = true
    }
  }

  report(candle: number): void {
    const { first, end } = this.evaluated
    const netProfit = Number(this.#worth(candle) - this.#terms.capital) / Number(tenTo(MONEY_DECIMALS))
    const { trades, wins } = this.#executor
    const asOf = millis(at(this.#series.time, candle))
    this.#listener.progress(candle - first + 1, end - first, asOf, netProfit, trades.length, wins)
  }

  /** The run begins with this tape's candle. */
  begin(title: string, strategy: string, candles: number): void {
    const { first } = this.evaluated
    this.#executor.tell(first, 'run-started', title)
    this.#told.started(first, strategy, candles)
  }

  /** The run ends with this tape's candle. */
  complete(candle: number, trades: number, equity: bigint): void {
    this.#executor.tell(candle, 'run-completed', 'End of the candles')
    this.#told.completed(candle, trades, equity)
  }

  /** The run ends here and not at its end: the last that is written of it says why. */
  interrupt(candle: number, error: unknown): void {
    const { code, message } = endOf(error)
    if (code !== 'CANCELLED') {
      this.#journal.note(`${code}: ${message}`)
      this.#journal.close(candle)
      this.#executor.tell(candle, 'run-failed', message)
    }
    this.#told.interrupted(candle, error)
  }

  /** What is known once the candles before `end` are done. */
  result(end: number): Replayed {
    const { holding } = this.#position
    const closed = this.#executor.trades
    const { first, warmup } = this.evaluated
    return {
      evaluated: { first, end, warmup },
      capital: this.#terms.capital,
      equity: this.#equity.closes.subarray(0, end - first),
      adverse: this.#equity.adverse.subarray(0, end - first),
      trades:
        holding === null
          ? closed
          : [...closed, tradeRecord(this.#series, this.#times, holding, null, this.#terms.priceDecimals)],
      timeline: this.#executor.timeline,
      fills: () => this.#fills.records(),
      orders: () => this.#orders.records(),
      ambiguousCandles: this.#market.ambiguous,
      resolvedCandles: this.#market.resolved,
      unfilledAtEnd: this.#unfilledAtEnd,
      fundingMissing: this.#fundingMissing,
      fees: this.books.ledger.fees,
      quoteIncrement: textOf(this.#terms.quoteIncrement, MONEY_DECIMALS),
    }
  }

  /** At the close, before anybody decides: what is held is marked. */
  mark(candle: number): void {
    const high = at(this.#series.high, candle)
    const low = at(this.#series.low, candle)
    const close = at(this.#series.close, candle)
    const { scale } = this.#terms
    if (this.#position.holding !== null) this.#position.see(candle, high * scale, low * scale)
    const isSpent = this.#equity.mark(candle - this.evaluated.first, close, high, low) <= 0
    // Without leverage only a short can lose more than there is: it is over at this close.
    if (isSpent && this.#position.holding !== null && this.#portfolio === null) {
      this.#leaveNow('kill', candle)
    }
  }

  #end(candle: number): void {
    this.#unfilledAtEnd = this.#executor.end(candle)
    if (this.#terms.closeAtEnd && this.#position.holding !== null) this.#leaveNow('end-of-data', candle)
  }

  /** A market order at the close: a short buys back, and pays the spread. */
  #leaveNow(reason: 'kill' | 'end-of-data', candle: number): void {
    const { scale, spread } = this.#terms
    const ticks = at(this.#series.close, candle) * scale
    const buys = this.#position.holding?.side === 'short'
    this.#executor.finalizeExit(candle, atMarket(reason, ticks + (buys ? spread : 0)))
    this.#equity.settle(candle - this.evaluated.first)
  }

  #worth(candle: number): bigint {
    return this.#equity.closes[candle - this.evaluated.first] ?? this.capital
  }

  #why(wanted: Exclude<Wanted, 'nothing'>, candle: number): string {
    const rule = this.#plan.rules[MEANINGS[wanted].because]
    return rule === undefined ? wanted : explain(rule, (series) => this.#readings.tell(series, candle))
  }
}
