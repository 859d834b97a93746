/** The lanes of a run of several symbols: how far each has come, and the times that they meet at. */
import type { CandleSeries } from '../../shared/candles.ts'
import type { Tape } from './tape.ts'

/** A tape, how far it has come, and what it was worth there. */
export interface Lane {
  readonly tape: Tape
  readonly series: CandleSeries
  readonly learn: (price: number) => void
  /** The candle that comes next, and whether it is of this time. */
  candle: number
  isHere: boolean
  worth: bigint
}

/** What the symbol's own account was worth on the candle that comes next or is of this time. */
export const ofCandle = ({ tape, candle }: Lane, column: 'closes' | 'adverse'): bigint =>
  tape.books.equity[column][candle - tape.evaluated.first] ?? tape.capital

/** Every time at which some symbol has an evaluated candle, in order and once. */
export function timesOf(lanes: readonly Lane[]): Float64Array {
  const own = lanes.map(({ tape: { evaluated }, series }) =>
    series.time.subarray(evaluated.first, evaluated.end),
  )
  const all = new Float64Array(own.reduce((sum, { length }) => sum + length, 0))
  let length = 0
  for (const times of own) {
    all.set(times, length)
    length += times.length
  }
  all.sort()
  return all.filter((time, index) => index === 0 || time !== all[index - 1])
}
