/**
 * Candles as they are read: columns that grow, prices and volumes as whole numbers at the fewest
 * decimals that hold every value so far. Whatever is added has passed every check of a candle.
 */
import type { CandleSeries } from '../../shared/candles.ts'
import { MOST_DECIMALS, POWERS } from './decimal-text.ts'

export const TIME = 0
export const OPEN = 1
export const HIGH = 2
export const LOW = 3
export const CLOSE = 4
export const VOLUME = 5

const HIGHEST_PRICE = 1e9
const LARGEST_VOLUME = 2n ** 63n - 1n

/** Numbers of one row, by OPEN … VOLUME: `units` of 10^-`decimals`, without zeros at the end of a fraction. */
export class RowNumbers {
  readonly units = new Float64Array(6)
  readonly decimals = new Int32Array(6)
  /** The volume where it is beyond the whole numbers of a double. */
  wideVolume: bigint | null = null
}

export type Refused = 'not positive' | 'inconsistent' | 'too large' | 'too fine' | 'negative volume'

export class CandleColumns {
  rows = 0
  priceDecimals = 0
  volumeDecimals = 0
  time: Float64Array
  open: Float64Array
  high: Float64Array
  low: Float64Array
  close: Float64Array
  volume: BigInt64Array
  /** Low and high half of each volume, so that the usual ones need no BigInt. */
  private halves: Int32Array
  private highest = 0
  /** The cell at fault when `add` refuses. */
  fault = OPEN
  private line: Uint32Array

  constructor(rows: number) {
    this.time = new Float64Array(rows)
    this.open = new Float64Array(rows)
    this.high = new Float64Array(rows)
    this.low = new Float64Array(rows)
    this.close = new Float64Array(rows)
    this.volume = new BigInt64Array(rows)
    this.halves = new Int32Array(this.volume.buffer)
    this.line = new Uint32Array(rows)
  }

  /** Null where the candle is now the last row; otherwise why it can't be one. */
  add(time: number, numbers: RowNumbers, line: number): Refused | null {
    const { units, decimals } = numbers
    const known = this.priceDecimals
    if (
      (decimals[OPEN] ?? 0) > known ||
      (decimals[HIGH] ?? 0) > known ||
      (decimals[LOW] ?? 0) > known ||
      (decimals[CLOSE] ?? 0) > known
    ) {
      if (!this.makeFiner(numbers)) return 'too fine'
    }
    const scale = this.priceDecimals
    const open = (units[OPEN] ?? 0) * (POWERS[scale - (decimals[OPEN] ?? 0)] ?? 0)
    const high = (units[HIGH] ?? 0) * (POWERS[scale - (decimals[HIGH] ?? 0)] ?? 0)
    const low = (units[LOW] ?? 0) * (POWERS[scale - (decimals[LOW] ?? 0)] ?? 0)
    const close = (units[CLOSE] ?? 0) * (POWERS[scale - (decimals[CLOSE] ?? 0)] ?? 0)
    if (!(open > 0 && high > 0 && low > 0 && close > 0)) {
      this.fault = !(open > 0) ? OPEN : !(high > 0) ? HIGH : !(low > 0) ? LOW : CLOSE
      return 'not positive'
    }
    if (!(high >= open && high >= close && high >= low && low <= open && low <= close)) {
      this.fault = !(high >= open && high >= close && high >= low) ? HIGH : LOW
      return 'inconsistent'
    }
    if (high > this.highest) {
      this.fault = HIGH
      if (high > HIGHEST_PRICE * (POWERS[scale] ?? 0)) return 'too large'
      if (high > Number.MAX_SAFE_INTEGER) return 'too fine'
      this.highest = high
    }
    if (this.rows === this.time.length) this.grow()
    const refused = this.putVolume(numbers)
    if (refused !== null) return refused
    const row = this.rows
    this.time[row] = time
    this.open[row] = open
    this.high[row] = high
    this.low[row] = low
    this.close[row] = close
    this.line[row] = line
    this.rows = row + 1
    return null
  }

  /** The line of the file that a row came from. */
  lineOf(row: number): number {
    return this.line[row] ?? 0
  }

  /**
   * The columns as they are, or the rows named, in that order. `check` is called for every column
   * and may throw to stop.
   */
  pick(
    rows: Uint32Array | null,
    check: () => void = () => {},
  ): Pick<CandleSeries, 'rows' | 'time' | 'open' | 'high' | 'low' | 'close' | 'volume'> {
    const { open, high, low, close, time, volume } = this
    if (rows === null) {
      const all = (column: Float64Array) => column.subarray(0, this.rows)
      return {
        rows: this.rows,
        time: all(time),
        open: all(open),
        high: all(high),
        low: all(low),
        close: all(close),
        volume: volume.subarray(0, this.rows),
      }
    }
    const picked = (column: Float64Array) => {
      check()
      const chosen = new Float64Array(rows.length)
      for (let at = 0; at < rows.length; at++) chosen[at] = column[rows[at] ?? 0] ?? 0
      return chosen
    }
    check()
    const volumes = new BigInt64Array(rows.length)
    const halves = new Int32Array(volumes.buffer)
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0
      halves[2 * at] = this.halves[2 * row] ?? 0
      halves[2 * at + 1] = this.halves[2 * row + 1] ?? 0
    }
    return {
      rows: rows.length,
      time: picked(time),
      open: picked(open),
      high: picked(high),
      low: picked(low),
      close: picked(close),
      volume: volumes,
    }
  }

  /** Raises the decimals of all prices so far to what this row needs. False where ticks would overflow. */
  private makeFiner({ decimals }: RowNumbers): boolean {
    let finest = this.priceDecimals
    for (let cell = OPEN; cell <= CLOSE; cell++) finest = Math.max(finest, decimals[cell] ?? 0)
    this.fault = OPEN
    while (this.fault < CLOSE && (decimals[this.fault] ?? 0) < finest) this.fault++
    if (finest > MOST_DECIMALS) return false
    const power = POWERS[finest - this.priceDecimals] ?? 1
    if (this.highest * power > Number.MAX_SAFE_INTEGER) return false
    for (const column of [this.open, this.high, this.low, this.close]) {
      for (let row = 0; row < this.rows; row++) column[row] = (column[row] ?? 0) * power
    }
    this.highest *= power
    this.priceDecimals = finest
    return true
  }

  private putVolume(numbers: RowNumbers): Refused | null {
    const { units, decimals } = numbers
    this.fault = VOLUME
    if ((units[VOLUME] ?? 0) < 0) return 'negative volume'
    const finest = decimals[VOLUME] ?? 0
    if (finest > this.volumeDecimals && !this.makeVolumeFiner(finest)) return 'too fine'
    const behind = this.volumeDecimals - finest
    const scaled = (units[VOLUME] ?? 0) * (POWERS[behind] ?? 0)
    if (numbers.wideVolume === null && scaled <= Number.MAX_SAFE_INTEGER) {
      const upper = Math.floor(scaled / 0x1_0000_0000)
      this.halves[2 * this.rows] = scaled - upper * 0x1_0000_0000
      this.halves[2 * this.rows + 1] = upper
      return null
    }
    const wide = (numbers.wideVolume ?? BigInt(units[VOLUME] ?? 0)) * 10n ** BigInt(behind)
    if (wide > LARGEST_VOLUME) return this.volumeDecimals === 0 ? 'too large' : 'too fine'
    this.volume[this.rows] = wide
    return null
  }

  private makeVolumeFiner(decimals: number): boolean {
    if (decimals > MOST_DECIMALS) return false
    const power = 10n ** BigInt(decimals - this.volumeDecimals)
    const most = LARGEST_VOLUME / power
    for (let row = 0; row < this.rows; row++) if ((this.volume[row] ?? 0n) > most) return false
    for (let row = 0; row < this.rows; row++) this.volume[row] = (this.volume[row] ?? 0n) * power
    this.volumeDecimals = decimals
    return true
  }

  private grow(): void {
    const rows = Math.ceil(this.time.length * 1.5) + 1024
    const larger = (column: Float64Array) => {
      const grown = new Float64Array(rows)
      grown.set(column)
      return grown
    }
    this.time = larger(this.time)
    this.open = larger(this.open)
    this.high = larger(this.high)
    this.low = larger(this.low)
    this.close = larger(this.close)
    const volume = new BigInt64Array(rows)
    volume.set(this.volume)
    this.volume = volume
    this.halves = new Int32Array(volume.buffer)
    const line = new Uint32Array(rows)
    line.set(this.line)
    this.line = line
  }
}
