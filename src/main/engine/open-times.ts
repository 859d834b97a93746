import { DAY, HOUR, isoClock, isoDate, MINUTE } from '../text/utc.ts'
import { at } from './column.ts'
import { bytesOf, type Lines } from './lines.ts'

const SECOND = 1000
/** Characters of `2004-08-19T00:`. */
const TO_HOUR = 14
const WHOLE_MINUTE = bytesOf(':00.000Z')
const [COLON, POINT, UTC] = [bytesOf(':'), bytesOf('.'), bytesOf('Z')]

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
  #hour = NaN
  #toHour: Uint8Array = new Uint8Array()

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

  /** The open time of a candle, digit by digit. */
  put(lines: Lines, candle: number): void {
    const time = at(this.#time, candle)
    const hour = Math.floor(time / HOUR)
    if (hour !== this.#hour) this.#toHour = bytesOf(this.at(hour * HOUR).slice(0, TO_HOUR))
    this.#hour = hour
    const past = time - hour * HOUR
    const minute = Math.floor(past / MINUTE)
    const rest = past - minute * MINUTE
    lines.put(this.#toHour)
    lines.digits(minute, 2)
    if (rest === 0) return lines.put(WHOLE_MINUTE)
    lines.put(COLON)
    lines.digits(Math.floor(rest / SECOND), 2)
    lines.put(POINT)
    lines.digits(rest % SECOND, 3)
    lines.put(UTC)
  }
}
