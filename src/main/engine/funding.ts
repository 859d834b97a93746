/** What a position pays for being held, at the times and rates that the market's own data gives. */
import type { CandleSeries } from '../../shared/candles.ts'
import { at } from './column.ts'
import { divideHalfEven, RATE_DECIMALS, tenTo } from './exact.ts'
import type { Equity } from './equity.ts'
import { money } from './fill.ts'
import type { Journal } from './journal.ts'
import { type Ledger, valueOf } from './ledger.ts'
import type { OpenTimes } from './open-times.ts'
import { leftOf, type Position } from './position.ts'

/** Times of funding, oldest first, and rates in 1e-8 of the position's value; NaN where one is missing. */
export interface FundingRates {
  readonly time: Float64Array
  readonly rate: Float64Array
}

/** A rate that falls due; null where the data has the time and not the rate. */
export interface Due {
  readonly time: number
  readonly rate: number | null
}

export class Funding {
  readonly #series: CandleSeries
  readonly #rates: FundingRates
  #next = 0

  constructor(series: CandleSeries, rates: FundingRates) {
    this.#series = series
    this.#rates = rates
  }

  /** What falls due after a candle's open: inside it, or with `close` up to and at its close. */
  *due(candle: number, until: 'inside' | 'close'): Generator<Due> {
    const { time, rate } = this.#rates
    const from = at(this.#series.time, candle)
    const close = candle + 1 < this.#series.rows ? at(this.#series.time, candle + 1) : Infinity
    while (this.#next < time.length && at(time, this.#next) <= from) this.#next += 1
    for (; this.#next < time.length; this.#next += 1) {
      const now = at(time, this.#next)
      if (now > close || (until === 'inside' && now === close)) return
      const paid = at(rate, this.#next)
      yield { time: now, rate: Number.isNaN(paid) ? null : paid }
    }
  }
}

/** Longs pay a positive rate and shorts are paid it. To 1e-8, half to even. */
export function fundingOf(
  sign: 1 | -1,
  quantity: bigint,
  ticks: number,
  rate: number,
  priceDecimals: number,
): bigint {
  const value = valueOf(quantity, ticks, priceDecimals)
  return divideHalfEven(-BigInt(sign) * value * BigInt(rate), tenTo(RATE_DECIMALS))
}

interface Books {
  readonly position: Position
  readonly ledger: Ledger
  readonly equity: Equity
  readonly journal: Journal
}

/** Pays what falls due while a position is held, at a mark. Answers whether its rate was there. */
export function pay(
  { time, rate }: Due,
  ticks: number,
  { position, ledger, equity, journal }: Books,
  times: OpenTimes,
  priceDecimals: number,
): boolean {
  const { holding } = position
  if (holding === null) return true
  const moment = () => times.at(time)
  if (rate === null) {
    journal.note(() => `FUNDING_MISSING: the data has no rate for ${moment()}`)
    return false
  }
  const left = leftOf(holding)
  const amount = fundingOf(holding.sign, left, ticks, rate, priceDecimals)
  holding.funding += amount
  ledger.fund(amount)
  equity.hold(ledger.part, holding.side, left)
  journal.note(() => `funding ${money(amount)} at ${moment()}`)
  return true
}
