import { DAY, isoClock, isoDate } from '../text/utc.ts'
import { at } from './column.ts'

/**
 * Open times of candles as `2004-08-19T00:00:00.000Z`, by the calendar alone: the engine knows no
 * clock. The last text and the last date are kept, since most are asked for again.
 */
export class OpenTimes {
  readonly #time: Float64Array
  #candle = -1
  #text = ''
  #day = NaN
  #date = ''

  constructor(time: Float64Array) {
    this.#time = time
  }

  of(candle: number): string {
    if (candle === this.#candle) return this.#text
    this.#candle = candle
    this.#text = this.at(at(this.#time, candle))
    return this.#text
  }

  /** Any moment, as text. */
  at(time: number): string {
    const day = Math.floor(time / DAY)
    if (day !== this.#day) this.#date = isoDate(day)
    this.#day = day
    return `${this.#date}T${isoClock(time - day * DAY)}Z`
  }
}
