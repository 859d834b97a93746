/**
 * A portfolio by another road: one plain loop over times and symbols in decimal numbers, written from
 * the rules and sharing no code with the engine. Moving averages cross, orders are market orders.
 */
import { Decimal } from 'decimal.js'
import type { CandleSeries } from '../../src/shared/candles.ts'

const D = Decimal.clone({ precision: 80, toExpNeg: -40, toExpPos: 60 })
type D = InstanceType<typeof D>
type Side = 'long' | 'short'

export interface PortfolioQuestion {
  readonly markets: readonly CandleSeries[]
  readonly fast: number
  readonly slow: number
  readonly direction: 'long' | 'both'
  readonly share: string
  readonly capital: string
  readonly takerBps: string
  readonly maxPositions: number
}

export interface PlainPortfolioTrade {
  readonly symbol: string
  readonly side: Side
  readonly quantity: string
  readonly entryTime: number
  readonly exitTime: number | null
  readonly netPnl: string | null
}

interface Seat {
  readonly series: CandleSeries
  readonly price: (column: Float64Array, candle: number) => D
  readonly cent: D
  candle: number
  known: D
  held: { side: Side; quantity: D; cost: D; fee: D; time: number; number: number } | null
  leave: boolean
  enter: Side | null
}

export function plainPortfolio(question: PortfolioQuestion) {
  const { fast, slow, direction, maxPositions } = question
  const byName = [...question.markets].sort((a, b) => (a.symbol < b.symbol ? -1 : 1))
  const seats = byName.map((series): Seat => {
    const tick = new D(10).pow(-series.priceDecimals)
    return {
      series,
      price: (column, candle) => tick.times(column[candle]!),
      cent: tick,
      candle: slow,
      known: new D(0),
      held: null,
      leave: false,
      enter: null,
    }
  })
  let cash = new D(question.capital)
  let entered = 0
  let refused = 0
  const trades: (PlainPortfolioTrade & { number: number })[] = []
  const equity: string[] = []

  const worth = (quantity: D, price: D) => quantity.times(price).toDecimalPlaces(8, Decimal.ROUND_HALF_EVEN)
  const feeOf = (value: D, { cent }: Seat) =>
    value.times(question.takerBps).div(10_000).div(cent).toDecimalPlaces(0, Decimal.ROUND_CEIL).times(cent)
  const total = () =>
    seats.reduce((sum, { held, known }) => {
      if (held === null) return sum
      const value = worth(held.quantity, known)
      return held.side === 'long' ? sum.plus(value) : sum.minus(value)
    }, cash)
  const free = () =>
    seats.reduce((left, { held }) => (held?.side === 'short' ? left.minus(held.cost.times(2)) : left), cash)
  const close = (seat: Seat, price: D, time: number) => {
    const held = seat.held!
    const value = worth(held.quantity, price)
    const there = held.side === 'long' ? cash.plus(value) : cash.minus(value)
    const fee = Decimal.max(0, Decimal.min(feeOf(value, seat), there))
    cash = there.minus(fee)
    const gross = held.side === 'long' ? value.minus(held.cost) : held.cost.minus(value)
    trades.push({
      symbol: seat.series.symbol,
      side: held.side,
      quantity: held.quantity.toString(),
      entryTime: held.time,
      exitTime: time,
      netPnl: gross.minus(held.fee).minus(fee).toString(),
      number: held.number,
    })
    seat.held = null
  }
  const open = (seat: Seat, side: Side, time: number) => {
    const { known: price } = seat
    if (seats.filter(({ held }) => held !== null).length >= maxPositions) return (refused += 1)
    const spare = Decimal.max(0, free())
    const budget = Decimal.min(total().times(question.share).toDecimalPlaces(8, Decimal.ROUND_FLOOR), spare)
    let yes = 0n
    // A value is rounded to 1e-8, so a little more than the budget may still cost no more.
    const most = Decimal.max(0, budget).plus('1e-8').div(price).times(1e8)
    let no = BigInt(most.toDecimalPlaces(0, Decimal.ROUND_CEIL).toFixed(0)) + 2n
    while (no - yes > 1n) {
      const middle = (yes + no) / 2n
      const value = worth(new D(middle.toString()).div(1e8), price)
      if (value.plus(feeOf(value, seat)).lte(budget)) yes = middle
      else no = middle
    }
    const quantity = new D(yes.toString()).div(1e8)
    const cost = worth(quantity, price)
    const fee = feeOf(cost, seat)
    if (quantity.eq(0) || fee.times(2).gt(spare)) return (refused += 1)
    cash = (side === 'long' ? cash.minus(cost) : cash.plus(cost)).minus(fee)
    entered += 1
    return (seat.held = { side, quantity, cost, fee, time, number: entered })
  }

  const times = [...new Set(seats.flatMap(({ series }) => Array.from(series.time).slice(slow)))].sort(
    (a, b) => a - b,
  )
  for (const time of times) {
    const here = seats.filter(({ series, candle }) => series.time[candle] === time)
    for (const seat of here) seat.known = seat.price(seat.series.open, seat.candle)
    for (const seat of here) {
      if (seat.leave && seat.held !== null) close(seat, seat.known, time)
      seat.leave = false
    }
    for (const seat of here) {
      if (seat.enter !== null) open(seat, seat.enter, time)
      seat.enter = null
    }
    for (const seat of here) seat.known = seat.price(seat.series.close, seat.candle)

    // What the shorts owe must be there in cash.
    for (const side of ['short', 'long'] as const) {
      const shorts = seats.filter(({ held }) => held?.side === 'short')
      const left = shorts.reduce((rest, { held, known }) => rest.minus(worth(held!.quantity, known)), cash)
      if (shorts.length > 0 ? left.gt(0) : left.gte(0)) break
      for (const seat of seats) {
        if (seat.held?.side !== side) continue
        if (here.includes(seat)) close(seat, seat.known, time)
        else if (seat.candle < seat.series.rows) seat.leave = true
      }
    }

    const wants = here.map((seat) => ({ seat, ...crossed(seat, fast, slow) }))
    const entering = wants.map(({ seat, up, down }): Side | null => {
      const short = direction === 'both' && down
      if (seat.held?.side === 'long') return short ? 'short' : null
      if (seat.held?.side === 'short') return up ? 'long' : null
      return up ? 'long' : short ? 'short' : null
    })
    // Who only leaves makes room; who turns around keeps its place.
    for (const [index, { seat, down }] of wants.entries()) {
      if (entering[index] === null && seat.held?.side === 'long' && down) seat.leave = true
    }
    for (const [index, { seat }] of wants.entries()) {
      const side = entering[index]
      if (side === null || side === undefined) continue
      if (seat.held !== null) seat.leave = true
      const taken = seats.filter(
        (other) => other !== seat && (other.enter !== null || (other.held !== null && !other.leave)),
      )
      if (taken.length < maxPositions && total().gt(0)) seat.enter = side
      else refused += 1
    }
    for (const seat of here) {
      seat.candle += 1
      // After its last candle nothing fills any more.
      if (seat.candle === seat.series.rows) [seat.enter, seat.leave] = [null, false]
    }
    equity.push(total().toString())
  }
  for (const { series, held } of seats) {
    if (held === null) continue
    const { side, quantity, time, number } = held
    const open = {
      side,
      quantity: quantity.toString(),
      entryTime: time,
      exitTime: null,
      netPnl: null,
      number,
    }
    trades.push({ symbol: series.symbol, ...open })
  }
  const inOrder = trades.sort((a, b) => a.number - b.number).map(plainly)
  return { trades: inOrder, times, equity, refused }
}

const plainly = (trade: PlainPortfolioTrade & { number: number }): PlainPortfolioTrade => {
  const { symbol, side, quantity, entryTime, exitTime, netPnl } = trade
  return { symbol, side, quantity, entryTime, exitTime, netPnl }
}

/** Averages of closes: equal sums are equal averages, whatever the price. */
function crossed({ series, candle }: Seat, fast: number, slow: number): { up: boolean; down: boolean } {
  const difference = (at: number) => {
    const sum = (length: number) => {
      let total = 0
      for (let i = at - length + 1; i <= at; i += 1) total += series.close[i]!
      return total
    }
    return sum(fast) * slow - sum(slow) * fast
  }
  const [before, now] = [difference(candle - 1), difference(candle)]
  return { up: before <= 0 && now > 0, down: before >= 0 && now < 0 }
}
