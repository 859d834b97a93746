/** What a tape works with, put together before its first candle: who reads, decides, fills and tells. */
import { Decider } from './decision.ts'
import { Equity } from './equity.ts'
import { EventLog } from './event-log.ts'
import { Executor } from './executor.ts'
import { FillLog } from './fill-log.ts'
import { Funding } from './funding.ts'
import { Gaps } from './gaps.ts'
import { Journal } from './journal.ts'
import { Ledger } from './ledger.ts'
import { linesFor } from './lines.ts'
import { magnifierOf } from './magnifier.ts'
import { Market } from './market.ts'
import { OpenTimes } from './open-times.ts'
import { OrderLog } from './order-log.ts'
import { Placing } from './placing.ts'
import type { Portfolio } from './portfolio.ts'
import { Position } from './position.ts'
import { firstDamaged } from './preconditions.ts'
import { prepare } from './preparation.ts'
import { Queue } from './queue.ts'
import { Quiet } from './quiet.ts'
import { Readings } from './readings.ts'
import type { Company, Listener, ReplayOrder, Tag } from './replay-order.ts'
import { Risk } from './risk.ts'
import { RunEvents } from './run-events.ts'
import { Slippage } from './slippage.ts'
import { Story } from './story.ts'
import type { Terms } from './terms.ts'
import { VolumeCap } from './volume-cap.ts'
import type { Evaluated } from './window.ts'

export interface Workings {
  readonly evaluated: Evaluated
  /** What it begins with: nothing of its own, where several share an account. */
  readonly capital: bigint
  readonly times: OpenTimes
  readonly terms: Terms
  readonly readings: Readings
  readonly decider: Decider
  readonly placing: Placing
  readonly risk: Risk
  readonly position: Position
  readonly ledger: Ledger
  readonly equity: Equity
  readonly journal: Journal
  readonly fills: FillLog
  readonly orders: OrderLog
  readonly story: Story
  readonly told: RunEvents
  readonly queue: Queue
  readonly executor: Executor
  readonly market: Market
  readonly funding: Funding | null
  readonly portfolio: Portfolio | null
  /** Null where every candle is a step. */
  readonly quiet: Quiet | null
}

export function workingsOf(
  order: ReplayOrder,
  listener: Omit<Listener, 'began'>,
  company: Company | null,
): Workings {
  const { series, settings, journal: detail, finer = null, funding = null } = order
  const { plan, terms, evaluated, columns, atr, highest } = prepare(order)
  const portfolio = company?.portfolio ?? null
  const capital = portfolio === null ? terms.capital : 0n
  const tag: Tag = company === null ? {} : { symbol: series.symbol }
  const times = new OpenTimes(series.time)
  const whose = { symbol: series.symbol, series, times, terms, tag }

  const events = company?.events ?? new EventLog(listener.event?.bind(listener))
  const lines = company === null ? linesFor(listener.decisions?.bind(listener)) : company.lines
  const readings = new Readings(plan.indicators, columns, series.priceDecimals)
  const journal = new Journal(times, readings, detail, lines, tag)
  const fills = new FillLog(times, terms.priceDecimals, tag, company?.fills)
  const orders = new OrderLog(whose, events, company?.orders)
  const story = new Story(whose, lines !== null || events.isHeard, company?.story)

  const position = new Position(company?.numbers)
  const ledger = new Ledger(capital, portfolio?.purse)
  const equity = new Equity(evaluated.end - evaluated.first, capital, series.priceDecimals, highest)
  const queue = new Queue({ position, journal, orders, story })
  const books = { position, ledger, equity, journal, fills, orders, story, queue, portfolio }
  const executor = new Executor(series, times, terms, {
    ...books,
    slippage: new Slippage(series, terms, atr),
    cap: new VolumeCap(series, terms),
    gaps: new Gaps(series, settings.product?.calendar ?? null),
  })
  const magnifier = settings.fills.magnify ? magnifierOf(series, finer) : null
  const assumption = order.assume ?? 'profile'
  const market = new Market(series, terms, { ...books, executor, magnifier, assumption })
  const decider = new Decider(plan.rules, terms.direction, columns, evaluated)
  const risk = portfolio?.risk ?? new Risk(terms)
  // Funding falls due, and losses are watched, on every candle; symbols that run together wait for each other.
  const isStepped = order.everyCandle === true || funding !== null || risk.isWatching || company !== null
  const limit = isStepped ? 0 : Math.min(firstDamaged(series, evaluated), evaluated.end - 1)
  return {
    ...books,
    evaluated,
    capital,
    times,
    terms,
    readings,
    decider,
    placing: new Placing(series, terms, columns, plan.setups, atr),
    risk,
    told: new RunEvents(events, times, series.symbol),
    executor,
    market,
    funding: funding === null ? null : new Funding(series, funding),
    quiet: isStepped ? null : new Quiet({ position, queue, market, decider, limit }),
  }
}
