/**
 * The account's worth at every evaluated close, in 1e-8, and at each candle's adverse extreme. Exact
 * always: in doubles where every step provably is a whole number below 2^53, else in BigInt.
 */
import { Problem } from '../../shared/problem.ts'
import type { Side } from '../../shared/run.ts'
import { at } from './column.ts'
import { tenTo } from './exact.ts'
import type { Prices } from './indicators/step.ts'
import { valueIn, valueOf } from './ledger.ts'

const HALF = 4_294_967_296
/** A power of two, so multiplying is exact, and quicker than dividing. */
const PER_HALF = 1 / HALF
const MOST = 2n ** 63n - 1n
/** Where the low half of a 64-bit integer lies in memory; files are little-endian, machines mostly. */
const LOW = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1

/** 64-bit integers, written without making a BigInt of each. */
class Column {
  readonly values: BigInt64Array
  readonly #halves: Uint32Array

  constructor(length: number) {
    this.values = new BigInt64Array(length)
    this.#halves = new Uint32Array(this.values.buffer)
  }

  /** A whole number below 2^53, positive or not. */
  put(row: number, value: number): void {
    const high = Math.floor(value * PER_HALF)
    this.#halves[2 * row + LOW] = value - high * HALF
    this.#halves[2 * row + 1 - LOW] = high
  }

  /** The same number in every row from one up to another. */
  putThrough(row: number, end: number, value: number): void {
    const high = Math.floor(value * PER_HALF)
    const low = value - high * HALF
    const halves = this.#halves
    for (let place = 2 * row; place < 2 * end; place += 2) {
      halves[place + LOW] = low
      halves[place + 1 - LOW] = high
    }
  }

  putExact(row: number, value: bigint): void {
    if (value > MOST || value < -MOST) {
      throw new Problem(
        'CONFIG_INVALID',
        { field: 'capital' },
        'The equity outgrew 92 billion, the most that is counted to eight decimals.',
        'Start with less capital, or size by a fixed amount.',
      )
    }
    this.values[row] = value
  }
}

export class Equity {
  readonly #closes: Column
  readonly #adverse: Column
  readonly #priceDecimals: number
  readonly #highestTicks: number

  #cash: bigint
  #side: Side = 'long'
  #quantity = 0n
  #sunk: bigint | null = null

  // The same in doubles: quantity = whole × unit + rest, so that quantity × ticks / unit is a
  // product of small numbers plus a small fraction that alone needs rounding.
  #fits = false
  #cashNumber = 0
  #whole = 0
  #rest = 0
  readonly #unit: number

  /** `highestTicks` is the highest price that will ever be marked. */
  constructor(rows: number, cash: bigint, priceDecimals: number, highestTicks: number) {
    this.#closes = new Column(rows)
    this.#adverse = new Column(rows)
    this.#priceDecimals = priceDecimals
    this.#highestTicks = highestTicks
    this.#unit = Number(tenTo(priceDecimals))
    this.#cash = cash
    this.hold(cash, 'long', 0n)
  }

  get closes(): BigInt64Array {
    return this.#closes.values
  }
  get adverse(): BigInt64Array {
    return this.#adverse.values
  }

  /** From now on the account is this cash and this position; a quantity of 0 is none. */
  hold(cash: bigint, side: Side, quantity: bigint): void {
    this.#cash = cash
    this.#side = side
    this.#quantity = quantity
    const unit = tenTo(this.#priceDecimals)
    const most = BigInt(this.#highestTicks)
    const whole = quantity / unit
    const largest = (cash < 0n ? -cash : cash) + (whole + 1n) * most + 1n
    this.#fits = largest <= Number.MAX_SAFE_INTEGER && unit * (most + 1n) <= Number.MAX_SAFE_INTEGER
    if (!this.#fits) return
    this.#cashNumber = Number(cash)
    this.#whole = Number(whole)
    this.#rest = Number(quantity % unit)
  }

  /** Marks a candle; answers the sign of what the account is worth at its close. */
  mark(row: number, close: number, high: number, low: number): number {
    const adverse = this.#side === 'long' ? low : high
    if (this.#fits && this.#sunk === null) {
      const worth = this.#worth(close)
      this.#closes.put(row, worth)
      this.#adverse.put(row, this.#worth(adverse))
      return Math.sign(worth)
    }
    const worth = this.#worthExactly(close)
    this.#closes.putExact(row, worth)
    const lowest = this.#worthExactly(adverse)
    this.#adverse.putExact(row, this.#sunk !== null && this.#sunk < lowest ? this.#sunk : lowest)
    this.#sunk = null
    return worth > 0n ? 1 : worth < 0n ? -1 : 0
  }

  /** With what is held at a price. */
  worthAt(ticks: number): bigint {
    return this.#worthExactly(ticks)
  }

  /**
   * Marks candles from one, on this row, up to another. Answers where it stopped: before a candle that
   * `mark` has more to say about, because the account is worth nothing or can't be counted any more.
   */
  markThrough(row: number, prices: Prices, candle: number, end: number): number {
    if (!this.#fits) return this.#markThroughExactly(row, prices, candle, end)
    const { high, low, close } = prices
    const [closes, adverses] = [this.#closes, this.#adverse]
    const [cash, whole, rest, unit] = [this.#cashNumber, this.#whole, this.#rest, this.#unit]
    const shift = row - candle
    if (whole === 0 && rest === 0) {
      closes.putThrough(row, end + shift, cash)
      adverses.putThrough(row, end + shift, cash)
      return end
    }
    const sign = this.#side === 'long' ? 1 : -1
    const adverse = sign > 0 ? low : high
    for (let next = candle; next < end; next += 1) {
      const worth = cash + sign * valueIn(whole, rest, unit, at(close, next))
      if (worth <= 0) return next
      closes.put(next + shift, worth)
      adverses.put(next + shift, cash + sign * valueIn(whole, rest, unit, at(adverse, next)))
    }
    return end
  }

  #markThroughExactly(row: number, { high, low, close }: Prices, candle: number, end: number): number {
    const adverse = this.#side === 'long' ? low : high
    for (let next = candle; next < end; next += 1) {
      const worth = this.#worthExactly(at(close, next))
      const lowest = this.#worthExactly(at(adverse, next))
      if (worth <= 0n || worth > MOST || lowest < -MOST) return next
      this.#closes.values[row + next - candle] = worth
      this.#adverse.values[row + next - candle] = lowest
    }
    return end
  }

  /** A price that the position saw before it was left inside this candle: it may be the candle's low. */
  sink(ticks: number): void {
    const worth = this.#worthExactly(ticks)
    if (this.#sunk === null || worth < this.#sunk) this.#sunk = worth
  }

  /** After a position was closed at this candle's close: what is left is the cash, and it may be the low. */
  settle(row: number): void {
    this.#closes.putExact(row, this.#cash)
    const adverse = this.#adverse.values[row] ?? this.#cash
    if (this.#cash < adverse) this.#adverse.putExact(row, this.#cash)
  }

  #worth(ticks: number): number {
    const value = valueIn(this.#whole, this.#rest, this.#unit, ticks)
    return this.#side === 'long' ? this.#cashNumber + value : this.#cashNumber - value
  }

  #worthExactly(ticks: number): bigint {
    const value = valueOf(this.#quantity, ticks, this.#priceDecimals)
    return this.#side === 'long' ? this.#cash + value : this.#cash - value
  }
}
