/** Candles from digits to columns, through the same checks as a row of a file. */
import { Problem } from '../../../shared/problem.ts'
import { shortIsoTime } from '../../text/utc.ts'
import {
  CLOSE,
  type CandleColumns,
  HIGH,
  LOW,
  OPEN,
  type Refused,
  RowNumbers,
  VOLUME,
} from '../candle-columns.ts'
import { shown } from '../complaints.ts'
import { exactDecimal, withoutNoise } from '../decimal-text.ts'
import type { CandleDigits } from './page-shelf.ts'

const FIELDS = [
  [OPEN, 'open'],
  [HIGH, 'high'],
  [LOW, 'low'],
  [CLOSE, 'close'],
  [VOLUME, 'volume'],
] as const

const LONGEST_NUMBER = 32

const REASONS: Readonly<Record<Refused, string>> = {
  'not positive': 'a price is not positive',
  inconsistent: 'its high and low do not enclose its open and close',
  'too large': 'a number is too large',
  'too fine': 'a number has more digits than can be kept exactly',
  'negative volume': 'its volume is negative',
}

export class CandleTaker {
  readonly columns: CandleColumns
  /** Numbers whose last digits were the noise of a binary fraction. */
  rounded = 0
  readonly #numbers = new RowNumbers()
  readonly #length: number
  #last = -1

  /** Each candle opens at a whole multiple of `length`. */
  constructor(columns: CandleColumns, length = 1) {
    this.columns = columns
    this.#length = length
  }

  take(candle: CandleDigits): void {
    if (candle.time <= this.#last) throw refused(candle, 'there is another one of that time')
    if (candle.time % this.#length !== 0) throw refused(candle, 'it does not open with its timeframe')
    this.#last = candle.time
    for (const [cell, field] of FIELDS) this.#put(cell, candle[field], candle)
    const because = this.columns.add(candle.time, this.#numbers, this.columns.rows + 1)
    if (because !== null) throw refused(candle, REASONS[because])
  }

  #put(cell: number, text: string, candle: CandleDigits): void {
    const exact = text.length > LONGEST_NUMBER ? null : exactDecimal(text)
    if (exact === null) throw refused(candle, 'a number is none that can be read')
    const rounded = withoutNoise(exact)
    if (rounded !== null) this.rounded++
    const { units, decimals } = rounded ?? exact
    const isWide = units > BigInt(Number.MAX_SAFE_INTEGER)
    if (isWide && cell !== VOLUME) throw refused(candle, REASONS['too fine'])
    this.#numbers.units[cell] = Number(units)
    this.#numbers.decimals[cell] = decimals
    if (cell === VOLUME) this.#numbers.wideVolume = isWide ? units : null
  }
}

function refused(candle: CandleDigits, because: string): Problem {
  const { time, open, high, low, close, volume } = candle
  const text = shown([open, high, low, close, volume].join(' '))
  return new Problem(
    'PROVIDER_REFUSED',
    { time: shortIsoTime(time), text },
    `The candle of ${shortIsoTime(time)} came wrong: ${because}.`,
    'Try again later; what was loaded before is kept.',
  )
}
