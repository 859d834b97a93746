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

interface Held {
  readonly series: CandleSeries
  /** Units held at each close, below 0 for a short. */
  readonly units: BigInt64Array
}

/** Row 0 is the start: the capital at the first evaluated open. Then one row a time. */
export class EquityRows {
  readonly rows: number
  readonly #columns: EquityColumns
  readonly #capital: bigint
  /** In order of symbol. */
  readonly #held: readonly Held[]
  /** Highest equity up to each row. */
  readonly #peaks: BigInt64Array

  constructor(
    columns: EquityColumns,
    trades: readonly TradeRecord[],
    series: readonly CandleSeries[],
    capital: string,
  ) {
    const { time, equity } = columns
    this.rows = equity.length + 1
    this.#columns = columns
    this.#capital = readDecimal(capital, MONEY_DECIMALS) ?? 0n
    this.#held = series.map((one) => ({
      series: one,
      units: heldAt(
        time,
        trades.filter(({ symbol }) => symbol === one.symbol),
      ),
    }))
    this.#peaks = new BigInt64Array(this.rows)
    let peak = this.#capital
    for (let row = 0; row < this.rows; row++) {
      const worth = this.#worth(row)
      if (worth > peak) peak = worth
      this.#peaks[row] = peak
    }
  }

  time(row: number): string {
    return new Date(this.#time(row)).toISOString()
  }

  equity(row: number): string {
    return textOf(this.#worth(row), MONEY_DECIMALS)
  }

  /** What is no position; one without a candle now is worth its last close. */
  cash(row: number): string {
    let cash = this.#worth(row)
    for (const { series, units } of this.#held) {
      const held = row === 0 ? 0n : (units[row - 1] ?? 0n)
      if (held === 0n) continue
      const close = series.close[candleAt(series, this.#time(row))] ?? 0
      const value = valueOf(held < 0n ? -held : held, close, series.priceDecimals)
      cash -= held < 0n ? -value : value
    }
    return textOf(cash, MONEY_DECIMALS)
  }

  /** Units; of several symbols each with its name. */
  position(row: number): string {
    const all = this.#held.map(({ series, units }) => ({
      symbol: series.symbol,
      units: row === 0 ? 0n : (units[row - 1] ?? 0n),
    }))
    if (all.length === 1) return textOf(all[0]?.units ?? 0n, QUANTITY_DECIMALS)
    const open = all.filter(({ units }) => units !== 0n)
    return open.map(({ symbol, units }) => `${symbol} ${textOf(units, QUANTITY_DECIMALS)}`).join('; ') || '0'
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

  #time(row: number): number {
    return Number(this.#columns.time[Math.max(0, row - 1)] ?? 0)
  }
}

/** The last candle that opens at a time or before it. */
function candleAt({ time, rows }: CandleSeries, when: number): number {
  let low = 0
  let high = rows
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((time[middle] ?? 0) <= when) low = middle + 1
    else high = middle
  }
  return low - 1
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
