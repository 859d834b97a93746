/**
 * The same answers by another road: a plain loop over decimal numbers, written from the rules
 * (Q1…Q15) and sharing no code with the engine. Slow, and meant to be obviously right.
 */
import { Decimal } from 'decimal.js'
import type { CandleSeries } from '../../src/shared/candles.ts'

const D = Decimal.clone({ precision: 80, toExpNeg: -40, toExpPos: 60 })
type D = InstanceType<typeof D>

export interface Question {
  readonly series: CandleSeries
  readonly rule:
    | { readonly is: 'sma-cross'; readonly fast: number; readonly slow: number }
    | { readonly is: 'donchian'; readonly entry: number; readonly exit: number }
  readonly direction: 'long' | 'short' | 'both'
  readonly sizing: 'units' | 'cash' | 'fraction'
  readonly value: string
  readonly capital: string
  readonly takerBps: string
  readonly closeAtEnd?: boolean
  /** Legs in percent of the entry price, and whose rules they go by. */
  readonly bracket?: { readonly stop: number; readonly target: number; readonly profile: BracketRules }
}

export type BracketRules = 'conservative' | 'backtestingpy'

export interface PlainTrade {
  readonly side: 'long' | 'short'
  readonly quantity: string
  readonly entryCandle: number
  readonly entryPrice: string
  readonly exitCandle: number | null
  readonly exitPrice: string | null
  readonly fees: string
  readonly netPnl: string | null
  readonly mae: string
  readonly mfe: string
}

interface Held {
  side: 'long' | 'short'
  quantity: D
  candle: number
  price: D
  cost: D
  fee: D
}

export function plainReplay(question: Question): { trades: PlainTrade[]; equity: string[]; refused: number } {
  const { series, direction, rule } = question
  const price = (column: Float64Array, i: number) =>
    new D(column[i]!).div(new D(10).pow(series.priceDecimals))
  const cent = new D(10).pow(-Math.min(8, series.priceDecimals))
  const cost = (quantity: D, at: D) => quantity.times(at).toDecimalPlaces(8, Decimal.ROUND_HALF_EVEN)
  const feeOf = (value: D) =>
    value.times(question.takerBps).div(10000).div(cent).toDecimalPlaces(0, Decimal.ROUND_CEIL).times(cent)

  let cash = new D(question.capital)
  let held: Held | null = null
  let leave = false
  let enter: 'long' | 'short' | null = null
  let refused = 0
  const trades: PlainTrade[] = []
  const equity: string[] = []

  const excursions = (h: Held, last: number, lastPrice: D | null) => {
    let worst = new D(0)
    let best = new D(0)
    const see = (p: D) => {
      const gain = h.side === 'long' ? p.minus(h.price) : h.price.minus(p)
      best = D.max(best, gain)
      worst = D.max(worst, gain.neg())
    }
    for (let i = h.candle; i <= last; i += 1) {
      see(price(series.high, i))
      see(price(series.low, i))
    }
    if (lastPrice !== null) see(lastPrice)
    const money = (p: D) => cost(h.quantity, p).toString()
    return { mae: money(worst), mfe: money(best) }
  }
  const close = (h: Held, i: number, at: D, seenUpTo: number) => {
    const value = cost(h.quantity, at)
    const fee = feeOf(value)
    cash = (h.side === 'long' ? cash.plus(value) : cash.minus(value)).minus(fee)
    const gross = h.side === 'long' ? value.minus(h.cost) : h.cost.minus(value)
    const fees = h.fee.plus(fee)
    trades.push({
      side: h.side,
      quantity: h.quantity.toString(),
      entryCandle: h.candle,
      entryPrice: h.price.toString(),
      exitCandle: i,
      exitPrice: at.toString(),
      fees: fees.toString(),
      netPnl: gross.minus(fees).toString(),
      ...excursions(h, seenUpTo, at),
    })
  }

  const first = rule.is === 'sma-cross' ? rule.slow : Math.max(rule.entry, rule.exit)
  const last = series.rows - 1
  const step = cent
  /** Prices of the legs, rounded against the trader. */
  const legs = ({ side, price: paid }: Held, { stop, target }: NonNullable<Question['bracket']>) => {
    const at = (percent: number, up: boolean) => {
      const steps = paid.times(new D(100).plus(percent)).div(100).div(step)
      return steps.toDecimalPlaces(0, up ? Decimal.ROUND_CEIL : Decimal.ROUND_FLOOR).times(step)
    }
    return side === 'long'
      ? { stop: at(-stop, true), target: at(target, false) }
      : { stop: at(stop, false), target: at(-target, true) }
  }
  /** What becomes of a bracket on a candle, told once for each side. */
  const legOn = (h: Held, i: number): D | null => {
    const { bracket } = question
    if (bracket === undefined) return null
    const { stop, target } = legs(h, bracket)
    const isOurs = bracket.profile === 'conservative'
    const [o, hi, lo] = [price(series.open, i), price(series.high, i), price(series.low, i)]
    if (h.side === 'long') {
      const sure = isOurs ? target.plus(step) : target
      if (o.lte(stop)) return o
      if (o.gte(sure)) return isOurs ? target : o
      if (lo.lte(stop)) return stop
      return hi.gte(sure) ? target : null
    }
    const sure = isOurs ? target.minus(step) : target
    if (o.gte(stop)) return o
    if (o.lte(sure)) return isOurs ? target : o
    if (hi.gte(stop)) return stop
    return lo.lte(sure) ? target : null
  }

  for (let i = first; i <= last; i += 1) {
    const open = price(series.open, i)
    if (leave && held !== null) {
      close(held, i, open, i - 1)
      held = null
    }
    if (enter !== null) {
      const quantity = sized(question, cash, open, cost, feeOf)
      const value = cost(quantity, open)
      const fee = feeOf(value)
      if (quantity.gt(0) && value.plus(fee).lte(cash)) {
        held = { side: enter, quantity, candle: i, price: open, cost: value, fee }
        cash = (enter === 'long' ? cash.minus(value) : cash.plus(value)).minus(fee)
      } else refused += 1
    }
    leave = false
    enter = null
    const leg = held === null ? null : legOn(held, i)
    if (held !== null && leg !== null) {
      close(held, i, leg, i - 1)
      held = null
    }

    const signal = rule.is === 'sma-cross' ? crossing(rule, series, i) : breakout(rule, series, i)
    const side: 'long' | 'short' | null = held === null ? null : held.side
    const mayLong = direction !== 'short'
    const mayShort = direction !== 'long'
    if (side === null) {
      if (signal.up && mayLong) enter = 'long'
      if (signal.down && mayShort) enter = 'short'
    } else if (side === 'long') {
      if (signal.down && mayShort) enter = 'short'
      leave = enter !== null || signal.outOfLong
    } else {
      if (signal.up && mayLong) enter = 'long'
      leave = enter !== null || signal.outOfShort
    }

    const at = price(series.close, i)
    if (i === last && held !== null && question.closeAtEnd === true) {
      close(held, i, at, i)
      held = null
    }
    const mark = held === null ? new D(0) : cost(held.quantity, at)
    equity.push((held?.side === 'short' ? cash.minus(mark) : cash.plus(mark)).toString())
  }
  if (held !== null) {
    trades.push({
      side: held.side,
      quantity: held.quantity.toString(),
      entryCandle: held.candle,
      entryPrice: held.price.toString(),
      exitCandle: null,
      exitPrice: null,
      fees: held.fee.toString(),
      netPnl: null,
      ...excursions(held, last, null),
    })
  }
  return { trades, equity, refused }
}

function sized(question: Question, cash: D, at: D, cost: (q: D, p: D) => D, feeOf: (v: D) => D): D {
  const down = (quantity: D) => quantity.toDecimalPlaces(8, Decimal.ROUND_FLOOR)
  const value = new D(question.value)
  if (question.sizing === 'units') return down(value)
  if (question.sizing === 'cash') return down(value.div(at))
  const budget = cash.times(value).toDecimalPlaces(8, Decimal.ROUND_FLOOR)
  // Halving between what is surely affordable and what surely is not, in steps of 1e-8.
  let yes = 0n
  let no = BigInt(budget.div(at).times(1e8).toDecimalPlaces(0, Decimal.ROUND_CEIL).toFixed(0)) + 2n
  while (no - yes > 1n) {
    const middle = (yes + no) / 2n
    const value = cost(new D(middle.toString()).div(1e8), at)
    if (value.plus(feeOf(value)).lte(budget)) yes = middle
    else no = middle
  }
  return new D(yes.toString()).div(1e8)
}

interface Signal {
  readonly up: boolean
  readonly down: boolean
  readonly outOfLong: boolean
  readonly outOfShort: boolean
}

/** fast[i−1] ≤ slow[i−1] and fast[i] > slow[i], compared as fractions (Q8, Q13). */
function crossing(
  { fast, slow }: { fast: number; slow: number },
  { close }: CandleSeries,
  i: number,
): Signal {
  const sum = (end: number, length: number) => {
    let total = 0n
    for (let k = end - length + 1; k <= end; k += 1) total += BigInt(close[k]!)
    return total
  }
  const compare = (end: number) => {
    const difference = sum(end, fast) * BigInt(slow) - sum(end, slow) * BigInt(fast)
    return difference > 0n ? 1 : difference < 0n ? -1 : 0
  }
  const was = compare(i - 1)
  const is = compare(i)
  const up = was <= 0 && is > 0
  const down = was >= 0 && is < 0
  return { up, down, outOfLong: down, outOfShort: up }
}

function breakout({ entry, exit }: { entry: number; exit: number }, series: CandleSeries, i: number): Signal {
  const now = series.close[i]!
  const before = (column: Float64Array, length: number) => column.slice(i - length, i)
  return {
    up: now > Math.max(...before(series.high, entry)),
    down: now < Math.min(...before(series.low, entry)),
    outOfLong: now < Math.min(...before(series.low, exit)),
    outOfShort: now > Math.max(...before(series.high, exit)),
  }
}
