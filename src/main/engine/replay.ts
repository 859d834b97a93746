/**
 * Replays a strategy over candles, one step a candle and always in the same order (E1, and inside
 * the candle METRICS 2.1). It knows no clock and no disk: market time comes from the candles, and
 * what it finds goes to whoever asked.
 */
import { millis } from '../../shared/brand.ts'
import type { CandleSeries } from '../../shared/candles.ts'
import { Problem } from '../../shared/problem.ts'
import { at } from './column.ts'
import { Columns } from './columns.ts'
import { Decider, MEANINGS } from './decision.ts'
import { Equity } from './equity.ts'
import { MONEY_DECIMALS, tenTo, textOf } from './exact.ts'
import { Executor } from './executor.ts'
import { FillLog } from './fill-log.ts'
import { Funding } from './funding.ts'
import { Gaps } from './gaps.ts'
import { OpenTimes } from './open-times.ts'
import { Journal } from './journal.ts'
import { Ledger } from './ledger.ts'
import { Lines } from './lines.ts'
import { Magnifier } from './magnifier.ts'
import { Market } from './market.ts'
import { needsRange, Placing } from './placing.ts'
import { Position } from './position.ts'
import { Quiet } from './quiet.ts'
import { Readings } from './readings.ts'
import type { Listener, Replayed, ReplayOrder } from './replay-order.ts'
import { Risk } from './risk.ts'
import { firstOf } from './series.ts'
import { RANGE } from './setup.ts'
import { once, Story } from './story.ts'
import { Slippage } from './slippage.ts'
import {
  firstDamaged,
  highestOf,
  requireCountable,
  requireSide,
  requireSoundCandle,
} from './preconditions.ts'
import { type Terms, termsOf } from './terms.ts'
import { VolumeCap } from './volume-cap.ts'
import { atMarket, type WayOut } from './ways.ts'
import { type Evaluated, evaluatedOf } from './window.ts'

export type { Listener, Replayed, ReplayOrder } from './replay-order.ts'

const ASK_EVERY = 64
const TELL_EVERY = 4096

export function replay(order: ReplayOrder, listener: Listener): Replayed {
  const tape = new Tape(order, listener)
  const { first, end } = tape.evaluated
  try {
    for (let candle = first; candle < end;) {
      const done = candle - first
      if (done % ASK_EVERY === 0 && listener.stopped()) {
        throw new Problem('CANCELLED', { done, of: end - first }, 'The run was cancelled.')
      }
      if (done % TELL_EVERY === 0 && done > 0) tape.report(candle - 1)
      const pause = Math.min(end, candle + ASK_EVERY - (done % ASK_EVERY))
      candle = tape.pass(candle, pause)
      if (candle === pause) continue
      tape.step(candle)
      candle += 1
    }
    tape.report(end - 1)
    return tape.result()
  } finally {
    // What was known before a failure is told as well.
    tape.flush()
  }
}

class Tape {
  readonly evaluated: Evaluated
  readonly #series: CandleSeries
  readonly #times: OpenTimes
  readonly #terms: Terms
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
  readonly #executor: Executor
  readonly #market: Market
  readonly #funding: Funding | null
  readonly #story: Story
  readonly #quiet: Quiet | null
  #unfilledAtEnd = false
  #fundingMissing = false

  constructor(order: ReplayOrder, listener: Listener) {
    const { strategy, params, series, settings, window, journal, finer = null, funding = null } = order
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
    this.#listener = listener
    this.#readings = new Readings(plan.indicators, columns, series.priceDecimals)
    this.#decider = new Decider(plan.rules, terms.direction, columns, evaluated)
    this.#placing = new Placing(series, terms, columns, plan.setups, atr)
    this.#risk = new Risk(terms)
    this.#ledger = new Ledger(terms.capital)
    this.#equity = new Equity(evaluated.end - evaluated.first, terms.capital, series.priceDecimals, highest)
    const lines = listener.decisions === undefined ? null : new Lines((some) => listener.decisions?.(some))
    this.#journal = new Journal(this.#times, this.#readings, journal, lines)
    this.#story = new Story(series, this.#times, terms, lines !== null)
    this.#fills = new FillLog(this.#times, terms.priceDecimals)
    this.#funding = funding === null ? null : new Funding(series, funding)
    const books = {
      position: this.#position,
      ledger: this.#ledger,
      equity: this.#equity,
      journal: this.#journal,
      story: this.#story,
    }
    this.#executor = new Executor(series, this.#times, terms, {
      ...books,
      fills: this.#fills,
      slippage: new Slippage(series, terms, atr),
      cap: new VolumeCap(series, terms),
      gaps: new Gaps(series, settings.product?.calendar ?? null),
    })
    this.#market = new Market(series, terms, {
      ...books,
      executor: this.#executor,
      magnifier: finer === null || !settings.fills.magnify ? null : new Magnifier(series, finer),
      assumption: order.assume ?? 'profile',
    })
    // Funding falls due, and losses are watched, on every candle.
    const isStepped = order.everyCandle === true || funding !== null || this.#risk.isWatching
    const limit = Math.min(firstDamaged(series, evaluated), evaluated.end - 1)
    const around = { ...books, executor: this.#executor, market: this.#market, decider: this.#decider, limit }
    this.#quiet = isStepped ? null : new Quiet(around)
    this.#executor.tell(evaluated.first, 'run-started', `${strategy.title} on ${series.symbol}`)
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

  /**
   * Candles on which no step does more than mark the account, done at once; answers the first that is
   * left to `step`, at most `until`.
   */
  pass(candle: number, until: number): number {
    const quiet = this.#quiet?.end(candle, until) ?? candle
    const end = this.#equity.markThrough(candle - this.evaluated.first, this.#series, candle, quiet)
    if (end === candle) return candle
    this.#position.seeThrough(this.#series, candle, end, this.#terms.scale)
    this.#journal.pass(candle, end)
    return end
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
      const because = () => this.#decider.why(wanted, (series) => this.#readings.tell(series, candle))
      this.#journal.decide(wanted, verdict.approved, [because, ...verdict.reasons])
      this.#executor.queue(candle, verdict)
    } else if (holding !== null && holding.protection.candles !== null) {
      const held = candle - holding.candle + 1
      if (held >= holding.protection.candles) this.#executor.queueExit('time', `held for ${held} candles`)
    }
  }

  #watch(candle: number): void {
    const stop = this.#risk.watch(at(this.#series.time, candle), this.#worth(candle))
    if (stop === null) return
    this.#executor.queueExit('kill', `risk stops: ${stop}`)
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
    const asOf = millis(at(this.#series.time, candle))
    this.#listener.progress(
      candle - first + 1,
      end - first,
      asOf,
      netProfit,
      this.#story.closed,
      this.#executor.wins,
    )
  }

  flush(): void {
    this.#journal.flush()
  }

  result(): Replayed {
    this.#journal.finish()
    const trades = once(() => this.#story.trades(this.#position.holding))
    const timeline = once(() => this.#story.timeline())
    return {
      evaluated: this.evaluated,
      capital: this.#terms.capital,
      equity: this.#equity.closes,
      adverse: this.#equity.adverse,
      get trades() {
        return trades()
      },
      get timeline() {
        return timeline()
      },
      fills: () => this.#fills.records(),
      ambiguousCandles: this.#market.ambiguous,
      resolvedCandles: this.#market.resolved,
      unfilledAtEnd: this.#unfilledAtEnd,
      fundingMissing: this.#fundingMissing,
      fees: this.#ledger.fees,
      quoteIncrement: textOf(this.#terms.quoteIncrement, MONEY_DECIMALS),
    }
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
}

const NO_COLUMN = new Float64Array(0)
