/**
 * Replays a strategy over candles, one step a candle and always in the same order (E1, and inside
 * the candle METRICS 2.1). It knows no clock and no disk: market time comes from the candles, and
 * what it finds goes to whoever asked.
 */
import { millis } from '../../shared/brand.ts'
import type { CandleSeries } from '../../shared/candles.ts'
import { Problem } from '../../shared/problem.ts'
import type { TradeRecord } from '../../shared/run.ts'
import { at } from './column.ts'
import { Columns } from './columns.ts'
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
import { Magnifier } from './magnifier.ts'
import { Market } from './market.ts'
import { OrderLog } from './order-log.ts'
import { needsRange, Placing } from './placing.ts'
import { type Holding, Position } from './position.ts'
import { Readings } from './readings.ts'
import type { Listener, Replayed, ReplayOrder } from './replay-order.ts'
import { Risk } from './risk.ts'
import { explain } from './rules.ts'
import { firstOf } from './series.ts'
import { RANGE } from './setup.ts'
import { endOf, RunEvents } from './run-events.ts'
import { Slippage } from './slippage.ts'
import { highestOf, requireCountable, requireSide, requireSoundCandle } from './preconditions.ts'
import type { Plan } from './strategy.ts'
import { type Terms, termsOf } from './terms.ts'
import { tradeRecord } from './trade.ts'
import { VolumeCap } from './volume-cap.ts'
import { atMarket, type WayOut } from './ways.ts'
import { type Evaluated, evaluatedOf } from './window.ts'

export type { Listener, Replayed, ReplayOrder } from './replay-order.ts'

const ASK_EVERY = 64
const TELL_EVERY = 4096

export function replay(order: ReplayOrder, listener: Listener): Replayed {
  const tape = new Tape(order, listener)
  const { first, end } = tape.evaluated
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
  tape.report(end - 1)
  tape.complete(end - 1)
  return tape.result(end)
}

class Tape {
  readonly evaluated: Evaluated
  readonly #series: CandleSeries
  readonly #times: OpenTimes
  readonly #terms: Terms
  readonly #plan: Plan
  readonly #listener: Listener

  readonly #readings: Readings
  readonly #decider: Decider
  readonly #placing: Placing
  readonly #risk: Risk
  readonly #position = new Position()
  readonly #ledger: Ledger
  readonly #equity: Equity
  readonly #journal: Journal
  readonly #fills: FillLog
  readonly #orders: OrderLog
  readonly #told: RunEvents
  readonly #executor: Executor
  readonly #market: Market
  readonly #funding: Funding | null
  #unfilledAtEnd = false
  #fundingMissing = false

  constructor(order: ReplayOrder, listener: Listener) {
    const { strategy, params, series, settings, window, journal, funding = null } = order
    const plan = strategy.plan(params)
    const terms = termsOf(settings, series.priceDecimals)
    requireSide(strategy, plan, terms)
    const isRanged = needsRange(terms, plan.setups)
    const need = Math.max(plan.need, isRanged ? firstOf(RANGE) : 0)
    const evaluated = evaluatedOf(series, need, settings.warmup, window)
    const columns = new Columns(series, evaluated.end)
    const atr = isRanged ? columns.of(RANGE) : NO_COLUMN
    const highest = highestOf(series.high, evaluated)
    requireCountable(highest * terms.scale)

    this.evaluated = evaluated
    this.#series = series
    this.#times = new OpenTimes(series.time)
    this.#terms = terms
    this.#plan = plan
    this.#listener = listener
    this.#readings = new Readings(plan.indicators, columns, series.priceDecimals)
    this.#decider = new Decider(plan.rules, terms.direction, columns, evaluated.first)
    this.#placing = new Placing(series, terms, columns, plan.setups, atr)
    this.#risk = new Risk(terms)
    this.#ledger = new Ledger(terms.capital)
    this.#equity = new Equity(evaluated.end - evaluated.first, terms.capital, series.priceDecimals, highest)
    this.#journal = new Journal(this.#times, this.#readings, journal, (record) => listener.decision(record))
    this.#fills = new FillLog(this.#times, terms.priceDecimals)
    const events = new EventLog(listener.event?.bind(listener))
    this.#told = new RunEvents(events, this.#times, series.symbol)
    this.#orders = new OrderLog(series.symbol, this.#times, terms, events)
    this.#funding = funding === null ? null : new Funding(series, funding)
    const books = {
      position: this.#position,
      ledger: this.#ledger,
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
    })
    this.#market = new Market(series, terms, {
      ...books,
      executor: this.#executor,
      magnifier: magnifierOf(order),
      assumption: order.assume ?? 'profile',
    })
    this.#executor.tell(evaluated.first, 'run-started', `${strategy.title} on ${series.symbol}`)
    this.#told.started(evaluated.first, strategy.id, evaluated.end - evaluated.first)
  }

  /** One candle, in the order in which things can happen to it. Nothing here is ever reordered. */
  step(candle: number): void {
    requireSoundCandle(this.#series, candle)
    // At the open: what was decided at the last close.
    this.#executor.open(candle)
    if (this.#funding !== null) this.#fund(candle, 'inside', at(this.#series.open, candle))
    // Inside: what rests in the market; gaps, legs of what is held, entries, legs of those.
    if (this.#position.rests) this.#market.within(candle)
    if (this.#funding !== null) this.#fund(candle, 'close', at(this.#series.close, candle))
    // At the close: the account is marked, and the strategy decides with what is known now.
    this.#mark(candle)
    this.#decide(candle)
    if (candle === this.evaluated.end - 1) this.#end(candle)
    this.#journal.close(candle)
  }

  #decide(candle: number): void {
    const { holding } = this.#position
    if (this.#risk.isWatching) this.#watch(candle)
    const wanted = this.#decider.wanted(candle, holding?.side ?? null)
    if (wanted !== 'nothing') {
      const equity = this.#worth(candle)
      const { exits, enters } = MEANINGS[wanted]
      const account = { candle, equity, positions: 0, exited: exits ? candle : this.#executor.exited }
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

  complete(candle: number): void {
    this.#journal.flush()
    this.#told.completed(candle, this.#executor.trades.length, this.#worth(candle))
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
      trades: holding === null ? closed : [...closed, this.#stillOpen(holding)],
      timeline: this.#executor.timeline,
      fills: () => this.#fills.records(),
      orders: () => this.#orders.records(),
      ambiguousCandles: this.#market.ambiguous,
      resolvedCandles: this.#market.resolved,
      unfilledAtEnd: this.#unfilledAtEnd,
      fundingMissing: this.#fundingMissing,
      fees: this.#ledger.fees,
      quoteIncrement: textOf(this.#terms.quoteIncrement, MONEY_DECIMALS),
    }
  }

  #stillOpen(holding: Holding): TradeRecord {
    return tradeRecord(this.#series, this.#times, holding, null, this.#terms.priceDecimals)
  }

  #mark(candle: number): void {
    const high = at(this.#series.high, candle)
    const low = at(this.#series.low, candle)
    const close = at(this.#series.close, candle)
    const row = candle - this.evaluated.first
    if (this.#position.holding !== null) {
      const { scale } = this.#terms
      this.#position.see(candle, high * scale, low * scale)
    }
    // Without leverage only a short can lose more than there is: it is over at this close.
    if (this.#equity.mark(row, close, high, low) <= 0 && this.#position.holding !== null) {
      this.#executor.finalizeExit(candle, this.#atClose('kill', candle))
      this.#equity.settle(row)
    }
  }

  #end(candle: number): void {
    this.#unfilledAtEnd = this.#executor.end(candle)
    if (this.#terms.closeAtEnd && this.#position.holding !== null) {
      this.#executor.finalizeExit(candle, this.#atClose('end-of-data', candle))
      this.#equity.settle(candle - this.evaluated.first)
    }
    this.#executor.tell(candle, 'run-completed', 'End of the candles')
  }

  /** A market order at the close: a short buys back, and pays the spread. */
  #atClose(reason: 'kill' | 'end-of-data', candle: number): WayOut {
    const { scale, spread } = this.#terms
    const buys = this.#position.holding?.side === 'short'
    return atMarket(reason, at(this.#series.close, candle) * scale + (buys ? spread : 0))
  }

  #worth(candle: number): bigint {
    return this.#equity.closes[candle - this.evaluated.first] ?? this.#terms.capital
  }

  #why(wanted: Exclude<Wanted, 'nothing'>, candle: number): string {
    const rule = this.#plan.rules[MEANINGS[wanted].because]
    return rule === undefined ? wanted : explain(rule, (series) => this.#readings.tell(series, candle))
  }
}

const NO_COLUMN = new Float64Array(0)

function magnifierOf({ series, settings, finer = null }: ReplayOrder): Magnifier | null {
  return finer === null || !settings.fills.magnify ? null : new Magnifier(series, finer)
}
