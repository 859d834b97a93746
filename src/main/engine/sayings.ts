/** Everything a strategy says of a candle: whether each rule holds, and each value it shows. */
import type { CandleSeries } from '../../shared/candles.ts'
import { at } from './column.ts'
import { Columns } from './columns.ts'
import { judgeOf } from './rules.ts'
import { nameOf, type Unit, unitOf } from './series.ts'
import { seriesInSetups } from './setup.ts'
import type { Plan } from './strategy.ts'

/** One thing said: 1 or 0 of a rule, a number of a series. */
export interface Saying {
  readonly what: string
  readonly unit: Unit | 'rule'
  of(candle: number): number
}

/** How series are computed over candles that end where the next one would be. */
export type Compute = (candles: CandleSeries, end: number) => Columns

export const compute: Compute = (candles, end) => new Columns(candles, end)

export function sayingsOf({ rules, indicators, setups }: Plan, columns: Columns): readonly Saying[] {
  const series = [
    ...Object.entries(indicators),
    ...seriesInSetups(setups).map((one) => [nameOf(one), one] as const),
  ]
  return [
    ...Object.entries(rules).map(([what, rule]): Saying => {
      // No run begins here: where one does is no part of what the candles say.
      const judge = judgeOf(rule, columns, -1)
      return { what, unit: 'rule', of: (candle) => Number(judge(candle)) }
    }),
    ...series.map(([what, one]): Saying => {
      const column = columns.of(one)
      return { what, unit: unitOf(one), of: (candle) => at(column, candle) }
    }),
  ]
}

/** A copy of some candles: nothing before them and nothing after them is within reach. */
export function stretchOf(series: CandleSeries, from: number, to: number): CandleSeries {
  const { time, open, high, low, close, volume } = series
  return {
    ...series,
    rows: to - from,
    time: time.slice(from, to),
    open: open.slice(from, to),
    high: high.slice(from, to),
    low: low.slice(from, to),
    close: close.slice(from, to),
    volume: volume.slice(from, to),
  }
}
