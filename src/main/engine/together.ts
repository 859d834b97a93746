/**
 * Several symbols replayed as one run, in order of time, and within one time in order of symbol: the
 * opens of all, ways out before ways in; then what rests inside their candles; then the marks of all;
 * then the decisions. So nobody decides with a mark that is older or newer than it could be.
 */
import { millis } from '../../shared/brand.ts'
import type { CandleSeries } from '../../shared/candles.ts'
import { Problem } from '../../shared/problem.ts'
import type { Product } from '../../shared/settings.ts'
import { at } from './column.ts'
import { EventLog } from './event-log.ts'
import { MONEY_DECIMALS, tenTo } from './exact.ts'
import type { FundingRates } from './funding.ts'
import { type Lane, ofCandle, timesOf } from './lane.ts'
import { type Lines, linesFor } from './lines.ts'
import { Portfolio } from './portfolio.ts'
import { replay } from './replay.ts'
import {
  ASK_EVERY,
  type Company,
  type Listener,
  type Replayed,
  type ReplayOrder,
  TELL_EVERY,
} from './replay-order.ts'
import { Tape } from './tape.ts'
import { termsOf } from './terms.ts'
import type { Evaluated } from './window.ts'
import { once } from './words.ts'

/** A symbol of a run: its candles, and what is known of its product. */
export interface Market {
  readonly series: CandleSeries
  readonly finer?: CandleSeries | null
  readonly funding?: FundingRates | null
  readonly product: Product | null
}

export interface TogetherOrder extends Omit<ReplayOrder, 'series' | 'finer' | 'funding'> {
  readonly markets: readonly Market[]
}

/** What one symbol brought to the run. */
export interface Part {
  readonly series: CandleSeries
  readonly evaluated: Evaluated
  readonly quoteIncrement: string
  /** An open position at its last close. */
  readonly net: bigint
}

/** A run of one symbol or of several; trades are in the order in which they were entered. */
export interface ReplayedTogether extends Omit<Replayed, 'evaluated' | 'quoteIncrement'> {
  /** A row of the equity for every time at which some symbol has an evaluated candle. */
  readonly time: Float64Array
  /** In order of symbol. */
  readonly parts: readonly Part[]
}

export function replayTogether(order: TogetherOrder, listener: Listener<ReplayedTogether>): ReplayedTogether {
  const markets = order.markets.toSorted((a, b) => bySymbol(a.series, b.series))
  const [only, ...more] = markets
  if (only === undefined || more.length > 0) return new Together(order, markets, listener).replay()
  const began = (soFar: () => Replayed) => listener.began?.(() => alone(soFar(), only))
  return alone(replay(orderOn(order, only), { ...listener, began }), only)
}

/** By code unit, as every machine and every language sorts them. */
const bySymbol = (a: CandleSeries, b: CandleSeries): number =>
  a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : 0

function orderOn(order: TogetherOrder, market: Market): ReplayOrder {
  const { series, finer = null, funding = null, product } = market
  return { ...order, series, finer, funding, settings: { ...order.settings, product } }
}

function alone({ evaluated, quoteIncrement, ...replayed }: Replayed, { series }: Market): ReplayedTogether {
  const net = (replayed.equity.at(-1) ?? replayed.capital) - replayed.capital
  return {
    ...replayed,
    time: series.time.subarray(evaluated.first, evaluated.end),
    parts: [{ series, evaluated, quoteIncrement, net }],
  }
}

class Together implements Company {
  readonly numbers = { last: 0 }
  readonly story: Company['story'] = []
  readonly fills: Company['fills'] = []
  readonly orders: Company['orders'] = []
  readonly events: EventLog
  readonly lines: Lines | null
  readonly portfolio: Portfolio | null
  readonly #listener: Listener<ReplayedTogether>
  readonly #lanes: readonly Lane[]
  readonly #capital: bigint
  readonly #base: bigint
  readonly #title: string
  readonly #strategy: string
  /** What all of it is worth, a row for every time, and how many times are done. */
  readonly #account: Pick<ReplayedTogether, 'time' | 'equity' | 'adverse'>
  #row = 0

  constructor(order: TogetherOrder, markets: readonly Market[], listener: Listener<ReplayedTogether>) {
    const terms = markets.map(({ series, product }) =>
      termsOf({ ...order.settings, product }, series.priceDecimals),
    )
    const [first] = terms
    if (first === undefined) throw new TypeError('a run has at least one market')
    const isShared = order.settings.capitalMode === 'portfolio'
    this.#listener = listener
    this.events = new EventLog(listener.event?.bind(listener))
    this.lines = linesFor(listener.decisions?.bind(listener))
    this.#strategy = order.strategy.id
    this.portfolio = isShared ? new Portfolio(first) : null
    this.#capital = isShared ? first.capital : first.capital * BigInt(markets.length)
    // Symbols that share an account begin with nothing of their own.
    this.#base = isShared ? first.capital : 0n
    this.#title = `${order.strategy.title} on ${markets.map(({ series }) => series.symbol).join(', ')}`
    this.#lanes = markets.map((market) => this.#lane(orderOn(order, market)))
    const time = timesOf(this.#lanes)
    const { length } = time
    this.#account = { time, equity: new BigInt64Array(length), adverse: new BigInt64Array(length) }
  }

  #lane(order: ReplayOrder): Lane {
    const { series } = order
    const tape = new Tape(order, this.#listener, this)
    const learn = this.portfolio?.seat(tape.books) ?? (() => {})
    return { tape, series, learn, candle: tape.evaluated.first, isHere: false, worth: tape.capital }
  }

  replay(): ReplayedTogether {
    const { time, equity } = this.#account
    const rows = time.length
    const lead = this.#lanes.find(({ series, candle }) => at(series.time, candle) === at(time, 0))
    lead?.tape.begin(this.#title, this.#strategy, rows)
    try {
      this.#listener.began?.(() => this.#result())
      for (; this.#row < rows; this.#row += 1) this.#pass()
    } catch (error) {
      const lane = this.#live()[0] ?? this.#lanes[0]
      lane?.tape.interrupt(lane.candle, error)
      throw error
    } finally {
      this.lines?.flush()
    }
    this.#report(rows)
    const last = this.#lanes.find(({ isHere }) => isHere)
    last?.tape.complete(last.candle - 1, this.#closed(), equity.at(-1) ?? this.#capital)
    return this.#result()
  }

  /** One time: who has a candle of it, what happens to them, and what the account is then. */
  #pass(): void {
    const { time, equity, adverse } = this.#account
    const row = this.#row
    const now = at(time, row)
    if (row % ASK_EVERY === 0 && this.#listener.stopped()) {
      throw new Problem('CANCELLED', { done: row, of: time.length }, 'The run was cancelled.')
    }
    if (row % TELL_EVERY === 0 && row > 0) this.#report(row)
    for (const lane of this.#lanes) {
      const { tape, series, candle } = lane
      lane.isHere = candle < tape.evaluated.end && at(series.time, candle) === now
    }
    const present = this.#lanes.filter(({ isHere }) => isHere)
    this.#step(row, now, present)
    adverse[row] = this.#adverse()
    for (const lane of present) {
      lane.worth = ofCandle(lane, 'closes')
      lane.candle += 1
    }
    equity[row] = this.#lanes.reduce((sum, { worth }) => sum + worth, this.#base)
  }

  /** One time, in the order in which things can happen to all symbols. Nothing here is ever reordered. */
  #step(row: number, now: number, present: readonly Lane[]): void {
    const { portfolio } = this
    portfolio?.turn(row)
    // At the opens: what they free may be spent at the same open.
    for (const { learn, series, candle } of present) learn(at(series.open, candle))
    for (const { tape, candle } of present) tape.leave(candle)
    for (const { tape, candle } of present) tape.come(candle)
    for (const { tape, candle } of present) tape.within(candle)
    for (const { learn, series, candle } of present) learn(at(series.close, candle))
    for (const { tape, candle } of present) tape.mark(candle)
    if (portfolio !== null) this.#judge(portfolio, now, present)
    // Where an account is shared, what is left is known before anybody asks to enter.
    const entering = portfolio === null ? [] : present.filter(({ tape, candle }) => tape.isEntering(candle))
    for (const lane of present) if (!entering.includes(lane)) lane.tape.decide(lane.candle)
    for (const { tape, candle } of entering) tape.decide(candle)
    for (const { tape, candle } of present) tape.close(candle)
  }

  /** What the account as a whole has to say at a close, before any symbol decides. */
  #judge(portfolio: Portfolio, now: number, present: readonly Lane[]): void {
    this.#callMargin(portfolio)
    if (present.some(({ tape, candle }) => tape.books.executor.exited === candle)) portfolio.exit()
    if (!portfolio.risk.isWatching) return
    const stop = portfolio.risk.watch(now, portfolio.equity)
    if (stop === null) return
    const why = `risk stops: ${stop}`
    for (const { tape, candle } of this.#live()) tape.books.queue.putExit(candle, 'kill', why)
    const [first] = present
    first?.tape.books.story.tell(first.candle, 'rejected', why)
  }

  /** Shorts are bought back, and longs sold where that was not enough. */
  #callMargin(portfolio: Portfolio): void {
    for (const side of ['short', 'long'] as const) {
      const why = portfolio.called
      if (why === null) return
      for (const lane of this.#live()) {
        if (lane.tape.books.position.holding?.side !== side) continue
        const { queue } = lane.tape.books
        if (lane.isHere) lane.tape.closeOut(lane.candle, why)
        else if (queue.isTaken) queue.putExit(lane.candle, 'kill', why)
      }
    }
  }

  /** Those that have begun and have a candle left, at this time or later. */
  #live(): readonly Lane[] {
    return this.#lanes.filter(
      ({ tape: { evaluated }, candle, isHere }) =>
        isHere || (candle > evaluated.first && candle < evaluated.end),
    )
  }

  /** Every position at the worst price of its candle at once; where there is no candle, at its last close. */
  #adverse(): bigint {
    return this.#lanes.reduce(
      (sum, lane) => sum + (lane.isHere ? ofCandle(lane, 'adverse') : lane.worth),
      this.#base,
    )
  }

  #report(row: number): void {
    const { time, equity } = this.#account
    const net = Number((equity[row - 1] ?? this.#capital) - this.#capital) / Number(tenTo(MONEY_DECIMALS))
    const wins = this.#lanes.reduce((sum, { tape }) => sum + tape.books.executor.wins, 0)
    this.#listener.progress(row, time.length, millis(at(time, row - 1)), net, this.#closed(), wins)
  }

  #closed(): number {
    return this.#lanes.reduce((sum, { tape }) => sum + tape.closed, 0)
  }

  /** What is known of the times that are done. */
  #result(): ReplayedTogether {
    const { time, equity, adverse } = this.#account
    const results = this.#lanes.map(({ tape, series, candle, worth }) => ({
      ...tape.result(candle),
      series,
      net: worth - tape.capital,
    }))
    const [first] = results
    const sum = (count: (one: (typeof results)[number]) => number) =>
      results.reduce((total, one) => total + count(one), 0)
    return {
      time: time.subarray(0, this.#row),
      parts: results.map(({ series, evaluated, quoteIncrement, net }) => ({
        series,
        evaluated,
        quoteIncrement,
        net,
      })),
      capital: this.#capital,
      equity: equity.subarray(0, this.#row),
      adverse: adverse.subarray(0, this.#row),
      trades: once(() => results.flatMap((one) => one.trades()).sort((a, b) => a.trade - b.trade)),
      // The symbols log into one list, which each can tell.
      timeline: () => first?.timeline() ?? [],
      fills: () => first?.fills() ?? [],
      orders: () => first?.orders() ?? [],
      ambiguousCandles: sum(({ ambiguousCandles }) => ambiguousCandles),
      resolvedCandles: sum(({ resolvedCandles }) => resolvedCandles),
      unfilledAtEnd: results.some(({ unfilledAtEnd }) => unfilledAtEnd),
      fundingMissing: results.some(({ fundingMissing }) => fundingMissing),
      fees: results.reduce((total, { fees }) => total + fees, 0n),
    }
  }
}
