/**
 * The rows of `equity.csv`, in exact decimal text: what the account was worth at each close, and how
 * that was split between cash and the position. Made from the artifacts and the candles' closes.
 */
import type { CandleSeries } from '../../shared/candles.ts'
import type { TradeRecord } from '../../shared/run.ts'
import {
  divideHalfEven,
  MONEY_DECIMALS,
  QUANTITY_DECIMALS,
  readDecimal,
  tenTo,
  textOf,
} from '../engine/exact.ts'
import { valueOf } from '../engine/ledger.ts'
import type { EquityColumns } from './equity-file.ts'

const PERCENT_DECIMALS = 6
const FOREVER = 2n ** 62n

/** Row 0 is the start: the capital at the first evaluated open. Then one row a candle. */
export class EquityRows {
  readonly rows: number
  readonly #columns: EquityColumns
  readonly #series: CandleSeries
  readonly #first: number
  readonly #capital: bigint
  /** Units held at each close, below 0 for a short. */
  readonly #held: BigInt64Array
  /** Highest equity up to each row. */
  readonly #peaks: BigInt64Array

  constructor(columns: EquityColumns, trades: readonly TradeRecord[], series: CandleSeries, capital: string) {
    const { time, equity } = columns
    this.rows = equity.length + 1
    this.#columns = columns
    this.#series = series
    this.#first = series.time.indexOf(Number(time[0] ?? 0))
    this.#capital = readDecimal(capital, MONEY_DECIMALS) ?? 0n
    this.#held = heldAt(time, trades)
    this.#peaks = new BigInt64Array(this.rows)
    let peak = this.#capital
    for (let row = 0; row < this.rows; row++) {
      const worth = this.#worth(row)
      if (worth > peak) peak = worth
      this.#peaks[row] = peak
    }
  }

  time(row: number): string {
    return new Date(Number(this.#columns.time[Math.max(0, row - 1)] ?? 0)).toISOString()
  }

  equity(row: number): string {
    return textOf(this.#worth(row), MONEY_DECIMALS)
  }

  cash(row: number): string {
    const held = this.#units(row)
    const close = this.#series.close[this.#first + row - 1] ?? 0
    const value = held === 0n ? 0n : valueOf(held < 0n ? -held : held, close, this.#series.priceDecimals)
    return textOf(this.#worth(row) - (held < 0n ? -value : value), MONEY_DECIMALS)
  }

  position(row: number): string {
    return textOf(this.#units(row), QUANTITY_DECIMALS)
  }

  /** Percent below the highest equity so far. */
  drawdown(row: number): string {
    const peak = this.#peaks[row] ?? 0n
    if (peak <= 0n) return '0'
    const scaled = (peak - this.#worth(row)) * tenTo(PERCENT_DECIMALS + 2)
    return textOf(divideHalfEven(scaled, peak), PERCENT_DECIMALS)
  }

  #worth(row: number): bigint {
    return row === 0 ? this.#capital : (this.#columns.equity[row - 1] ?? 0n)
  }

  #units(row: number): bigint {
    return row === 0 ? 0n : (this.#held[row - 1] ?? 0n)
  }
}

/** A position entered at a candle's open is there at its close; one that left at its open is not. */
function heldAt(time: BigInt64Array, trades: readonly TradeRecord[]): BigInt64Array {
  const held = new BigInt64Array(time.length)
  let candle = 0
  for (const { entryTime, exitTime, quantity, side } of trades) {
    const units = readDecimal(quantity, QUANTITY_DECIMALS) ?? 0n
    const until = exitTime === null ? FOREVER : BigInt(Date.parse(exitTime))
    const from = BigInt(Date.parse(entryTime))
    while (candle < time.length && (time[candle] ?? 0n) < from) candle++
    while (candle < time.length && (time[candle] ?? 0n) < until) {
      held[candle] = side === 'long' ? units : -units
      candle++
    }
  }
  return held
}
