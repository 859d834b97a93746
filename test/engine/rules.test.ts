import { expect, test } from 'vitest'
import { Columns } from '../../src/main/engine/columns.ts'
import { Readings } from '../../src/main/engine/readings.ts'
import {
  above,
  and,
  atStart,
  below,
  crossesAbove,
  crossesBelow,
  explain,
  judgeOf,
  needOf,
  not,
  or,
  type Rule,
} from '../../src/main/engine/rules.ts'
import { close, high, highest, open, previous, sma } from '../../src/main/engine/series.ts'
import { candles } from '../support/market.ts'

const market = candles`
  open high low close
  10   20   1   9
  10   20   1   10     touches from below
  10   20   1   11     crosses
  10   20   1   12     stays above
  10   20   1   10     touches from above
  10   20   1   11     leaves it again
  10   20   1   9      crosses down
`

/** The candles on which a rule holds. */
const held = (rule: Rule, start = 1) => {
  const judge = judgeOf(rule, new Columns(market, market.rows), start)
  return [1, 2, 3, 4, 5, 6].filter((candle) => judge(candle))
}

test('Q8 a cross is from at or below to above, and a touch is none', () => {
  expect(held(crossesAbove(close, open))).toEqual([2, 5])
  expect(held(crossesBelow(close, open))).toEqual([6])
  expect(held(above(close, open))).toEqual([2, 3, 5])
  expect(held(below(close, open))).toEqual([6])
})

test('Q8 rules combine', () => {
  expect(held(and(above(close, open), crossesAbove(close, open)))).toEqual([2, 5])
  expect(held(or(below(close, open), crossesAbove(close, open)))).toEqual([2, 5, 6])
  expect(held(not(above(close, open)))).toEqual([1, 4, 6])
  expect(held(atStart, 3)).toEqual([3])
})

test('Q1 what a rule needs before it can be judged follows from what it looks at', () => {
  expect(needOf(crossesAbove(sma(close, 10), sma(close, 30)))).toBe(30)
  expect(needOf(above(close, previous(highest(high, 20))))).toBe(20)
  expect(needOf(above(sma(close, 10), close))).toBe(9)
  expect(needOf(and(crossesBelow(close, open), or(above(close, sma(close, 7)), not(atStart))))).toBe(6)
  expect(needOf(atStart)).toBe(0)
})

test('E1 a rule is told in words with the values it saw', () => {
  const columns = new Columns(market, market.rows)
  const fast = sma(close, 3)
  const readings = new Readings({ fast }, columns, 1)
  const tell = (rule: Rule, candle: number) => explain(rule, (series) => readings.tell(series, candle))
  expect(tell(crossesAbove(fast, open), 4)).toBe('fast 1.1 crossed above open 1')
  expect(tell(and(above(close, sma(close, 2)), not(below(fast, open))), 6)).toBe(
    'close 0.9 is above sma(close, 2) 1 and not (fast 1 is below open 1)',
  )
  expect(tell(or(crossesBelow(fast, close), atStart), 5)).toBe(
    'fast 1.1 crossed below close 1.1 or first candle of the run',
  )
  expect(readings.values(2)).toEqual({ fast: '1' })
  const thirds = new Readings(
    { third: sma(close, 3) },
    new Columns(
      candles`
    open high low close
    1 3 1 1.01
    1 3 1 1.01
    1 3 1 1.02
  `,
      3,
    ),
    2,
  )
  expect(thirds.values(2)).toEqual({ third: '1.013333' })
})
