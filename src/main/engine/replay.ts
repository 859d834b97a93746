/**
 * Replays a strategy over candles, one step a candle and always in the same order (E1): check →
 * decide → approve or reject → record → act. It knows no clock and no disk: market time comes from
 * the candles, and what it finds goes to whoever asked.
 */
import { type Millis, millis } from '../../shared/brand.ts'
import type { CandleSeries } from '../../shared/candles.ts'
import { Problem } from '../../shared/problem.ts'
import type { DecisionRecord, Journal as Detail, TimelineEvent, TradeRecord } from '../../shared/run.ts'
import type { RunSettings } from '../../shared/settings.ts'
import { at } from './column.ts'
import { Columns } from './columns.ts'
import { Decider, MEANINGS, type Wanted } from './decision.ts'
import { Equity } from './equity.ts'
import { MONEY_DECIMALS, tenTo, textOf } from './exact.ts'
import { Executor } from './executor.ts'
import { OpenTimes } from './open-times.ts'
import { Journal } from './journal.ts'
import { Ledger } from './ledger.ts'
import type { Params } from './parameters.ts'
import { Position } from './position.ts'
import { Readings } from './readings.ts'
import { judge } from './risk.ts'
import { explain } from './rules.ts'
import type { Plan, Strategy } from './strategy.ts'
import { type Terms, termsOf } from './terms.ts'
import { tradeRecord } from './trade.ts'
import { type Evaluated, evaluatedOf, type Window } from './window.ts'

export interface ReplayOrder {
  readonly strategy: Strategy
  readonly params: Params
  readonly series: CandleSeries
  readonly settings: RunSettings
  readonly window: Window
  readonly journal: Detail
}

export interface Listener {
  /** Asked every 64 candles, so it must be one cheap read. True ends the replay with `CANCELLED`. */
  stopped(): boolean
  /** Told every 4,096 candles, and once at the end with `done` equal to `of`. */
  progress(
    done: number,
    of: number,
    asOf: Millis,
    netProfit: number,
    closedTrades: number,
    wins: number,
  ): void
  decision(record: DecisionRecord): void
}

/** Money in 1e-8 of the quote currency. */
export interface Replayed {
  readonly evaluated: Evaluated
  readonly capital: bigint
  /** One for every evaluated close; the capital itself comes before them and is not among them. */
  readonly equity: BigInt64Array
  /** The same with an open position marked at each candle's adverse extreme. */
  readonly adverse: BigInt64Array
  /** Closed ones, and last the one still open. */
  readonly trades: readonly TradeRecord[]
  readonly timeline: readonly TimelineEvent[]
  readonly ambiguousCandles: number
  readonly unfilledAtEnd: boolean
  readonly fees: bigint
  readonly quoteIncrement: string
}

const ASK_EVERY = 64
const TELL_EVERY = 4096

export function replay(order: ReplayOrder, listener: Listener): Replayed {
  const tape = new Tape(order, listener)
  const { first, end } = tape.evaluated
  for (let candle = first; candle < end; candle += 1) {
    const done = candle - first
    if (done % ASK_EVERY === 0 && listener.stopped()) {
      throw new Problem('CANCELLED', { done, of: end - first }, 'The run was cancelled.')
    }
    if (done % TELL_EVERY === 0 && done > 0) tape.report(candle - 1)
    tape.step(candle)
  }
  tape.report(end - 1)
  return tape.result()
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
  readonly #position = new Position()
  readonly #ledger: Ledger
  readonly #equity: Equity
  readonly #journal: Journal
  readonly #executor: Executor
  #unfilledAtEnd = false

  constructor({ strategy, params, series, settings, window, journal }: ReplayOrder, listener: Listener) {
    const plan = strategy.plan(params)
    const terms = termsOf(settings, series.priceDecimals)
    requireSide(strategy, plan, terms)
    const evaluated = evaluatedOf(series, plan.need, settings.warmup, window)
    const columns = new Columns(series, evaluated.end)

    this.evaluated = evaluated
    this.#series = series
    this.#times = new OpenTimes(series.time)
    this.#terms = terms
    this.#plan = plan
    this.#listener = listener
    this.#readings = new Readings(plan.indicators, columns, series.priceDecimals)
    this.#decider = new Decider(plan.rules, terms.direction, columns, evaluated.first)
    this.#ledger = new Ledger(terms.capital)
    this.#equity = new Equity(
      evaluated.end - evaluated.first,
      terms.capital,
      series.priceDecimals,
      highestOf(series.high, evaluated),
    )
    this.#journal = new Journal(this.#times, this.#readings, journal, (record) => listener.decision(record))
    this.#executor = new Executor(series, this.#times, terms, {
      position: this.#position,
      ledger: this.#ledger,
      equity: this.#equity,
      journal: this.#journal,
    })
    this.#executor.tell(evaluated.first, 'run-started', `${strategy.title} on ${series.symbol}`)
  }

  /** One candle. What is decided at its close is filled at the next open. */
  step(candle: number): void {
    this.#check(candle)
    this.#executor.open(candle)
    this.#mark(candle)
    const wanted = this.#decider.wanted(candle, this.#position.holding?.side ?? null)
    if (wanted !== 'nothing') {
      const verdict = judge(wanted, this.#worth(candle), this.#terms)
      this.#journal.decide(wanted, verdict.approved, [this.#why(wanted, candle), ...verdict.reasons])
      this.#executor.queue(candle, verdict)
    }
    if (candle === this.evaluated.end - 1) this.#end(candle)
    this.#journal.close(candle)
  }

  report(candle: number): void {
    const { first, end } = this.evaluated
    const netProfit = Number(this.#worth(candle) - this.#terms.capital) / Number(tenTo(MONEY_DECIMALS))
    const { trades, wins } = this.#executor
    const asOf = millis(at(this.#series.time, candle))
    this.#listener.progress(candle - first + 1, end - first, asOf, netProfit, trades.length, wins)
  }

  result(): Replayed {
    this.#journal.flush()
    const { holding } = this.#position
    const closed = this.#executor.trades
    return {
      evaluated: this.evaluated,
      capital: this.#terms.capital,
      equity: this.#equity.closes,
      adverse: this.#equity.adverse,
      trades: holding === null ? closed : [...closed, tradeRecord(this.#series, this.#times, holding, null)],
      timeline: this.#executor.timeline,
      // Only orders that rest inside a candle can be ambiguous, and market orders don't.
      ambiguousCandles: 0,
      unfilledAtEnd: this.#unfilledAtEnd,
      fees: this.#ledger.fees,
      quoteIncrement: textOf(this.#terms.quoteIncrement, MONEY_DECIMALS),
    }
  }

  /** Fails closed: candles were checked on import, and one that no longer is a candle ends the run. */
  #check(candle: number): void {
    const { time, open, high, low, close } = this.#series
    const top = at(high, candle)
    const bottom = at(low, candle)
    const isSound =
      bottom > 0 &&
      within(at(open, candle), bottom, top) &&
      within(at(close, candle), bottom, top) &&
      (candle === 0 || at(time, candle) > at(time, candle - 1))
    if (isSound) return
    throw new Problem(
      'ARTIFACT_TAMPERED',
      { candle },
      `Candle ${candle} of ${this.#series.symbol} is damaged: its prices or its time can't be.`,
      'Import the file again.',
    )
  }

  #mark(candle: number): void {
    const high = at(this.#series.high, candle)
    const low = at(this.#series.low, candle)
    const close = at(this.#series.close, candle)
    const row = candle - this.evaluated.first
    this.#position.see(high, low)
    // Without leverage only a short can lose more than there is: it is over at this close.
    if (this.#equity.mark(row, close, high, low) <= 0 && this.#position.holding !== null) {
      this.#executor.finalizeExit(candle, close, 'kill')
      this.#equity.settle(row)
    }
  }

  #end(candle: number): void {
    this.#unfilledAtEnd = this.#executor.end(candle)
    if (this.#terms.closeAtEnd && this.#position.holding !== null) {
      this.#executor.finalizeExit(candle, at(this.#series.close, candle), 'end-of-data')
      this.#equity.settle(candle - this.evaluated.first)
    }
    this.#executor.tell(candle, 'run-completed', 'End of the candles')
  }

  #worth(candle: number): bigint {
    return this.#equity.closes[candle - this.evaluated.first] ?? this.#terms.capital
  }

  #why(wanted: Exclude<Wanted, 'nothing'>, candle: number): string {
    const rule = this.#plan.rules[MEANINGS[wanted].because]
    return rule === undefined ? wanted : explain(rule, (series) => this.#readings.tell(series, candle))
  }
}

function requireSide({ id }: Strategy, { rules }: Plan, { direction }: Terms): void {
  if (direction !== 'short' || rules.enterShort !== undefined) return
  throw new Problem(
    'CONFIG_INVALID',
    { field: 'direction', text: direction, strategy: id },
    `${id} has no short side, so it would never trade.`,
    'Choose the direction "long", or another strategy.',
  )
}

const within = (price: number, low: number, high: number): boolean => price >= low && price <= high

function highestOf(column: Float64Array, { first, end }: Evaluated): number {
  let highest = 0
  for (let candle = first; candle < end; candle += 1) highest = Math.max(highest, at(column, candle))
  return highest
}
