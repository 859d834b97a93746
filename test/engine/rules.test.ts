import { expect, test } from 'vitest'
import { Columns } from '../../src/main/engine/columns.ts'
import { bytesOf } from '../../src/main/engine/lines.ts'
import { Readings } from '../../src/main/engine/readings.ts'
import {
  above,
  and,
  atStart,
  barsSince,
  below,
  crossesAbove,
  crossesBelow,
  explain,
  falling,
  judgeOf,
  needOf,
  not,
  or,
  outside,
  rising,
  type Rule,
  within,
} from '../../src/main/engine/rules.ts'
import {
  atr,
  close,
  ema,
  high,
  highest,
  macd,
  minus,
  open,
  plus,
  previous,
  rateOfChange,
  rsi,
  type Series,
  sma,
  supertrend,
  times,
} from '../../src/main/engine/series.ts'
import { requireSound } from '../../src/main/engine/soundness.ts'
import { Problem } from '../../src/shared/problem.ts'
import { written } from '../support/written.ts'
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

/** What a record shows of a candle. */
function valuesOf(readings: Readings, candle: number): unknown {
  const lines = written((to) => {
    to.put(bytesOf('{'))
    readings.put(to, candle)
    to.put(bytesOf('}'))
    to.end()
  })
  return JSON.parse(lines)
}

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
  expect(valuesOf(readings, 2)).toEqual({ fast: '1' })
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
  expect(valuesOf(thirds, 2)).toEqual({ third: '1.013333' })
})

test('S1 rising and falling are about every one of the last candles', () => {
  expect(held(rising(close))).toEqual([1, 2, 3, 5])
  const judge = judgeOf(rising(close, 3), new Columns(market, market.rows), 3)
  expect([3, 4, 5, 6].filter(judge)).toEqual([3])
  expect(held(falling(close))).toEqual([4, 6])
  expect(held(rising(open))).toEqual([])
  expect(needOf(rising(sma(close, 5), 3))).toBe(7)
})

test('S1 a band includes its edges, and outside is what is left', () => {
  expect(held(within(close, open, 11))).toEqual([1, 2, 4, 5])
  expect(held(outside(close, open, 11))).toEqual([3, 6])
  expect(needOf(within(close, sma(close, 4), sma(close, 9)))).toBe(8)
})

test('S1 candles are counted from the last on which a rule held, and without end where it never did', () => {
  const columns = new Columns(market, market.rows)
  const since = barsSince(crossesAbove(close, open))
  expect([...columns.of(since)]).toEqual([NaN, Infinity, 0, 1, 2, 0, 1])
  expect(held(above(since, 1))).toEqual([1, 4])
  expect(held(below(since, 1))).toEqual([2, 5])
  expect(needOf(above(since, 1))).toBe(1)
  // The same words joined differently are not the same rule.
  const [a, b, c] = [above(close, open), below(close, open), rising(close)]
  expect(columns.of(barsSince(and(a, or(b, c))))).not.toBe(columns.of(barsSince(or(and(a, b), c))))
})

test('S1 series add, subtract and multiply', () => {
  const columns = new Columns(market, market.rows)
  expect([...columns.of(plus(close, open))]).toEqual([19, 20, 21, 22, 20, 21, 19])
  expect([...columns.of(minus(close, open))]).toEqual([-1, 0, 1, 2, 0, 1, -1])
  expect([...columns.of(times(close, 0.5))]).toEqual([4.5, 5, 5.5, 6, 5, 5.5, 4.5])
  expect(needOf(above(close, plus(sma(close, 4), times(atr(7), 2))))).toBe(6)
})

test('Q13 a number is a level in the unit of what it is held against, digit for digit', () => {
  const hundredths = candles`
    open high low close
    1.00 2.00 0.50 1.09
    1.00 2.00 0.50 1.10
    1.00 2.00 0.50 1.11
  `
  const columns = new Columns(hundredths, 3)
  const where = (rule: Rule) => [0, 1, 2].filter(judgeOf(rule, columns, 0))
  expect(where(above(close, 1.1))).toEqual([2])
  expect(where(below(close, 1.1))).toEqual([0])
  expect(where(within(close, 1.1, 1.1))).toEqual([1])
  expect(where(above(minus(close, open), 1e-1))).toEqual([2])
  expect(where(above(rateOfChange(close, 1), 0.9))).toEqual([1, 2])
})

test('E1 every rule says what it saw: prices as prices, plain numbers as they are', () => {
  const columns = new Columns(market, market.rows)
  const rsiShown = rsi(close, 2)
  const line = macd(close, 1, 2)
  const readings = new Readings({ rsi: rsiShown, line }, columns, 1)
  const tell = (rule: Rule, candle: number) => explain(rule, (series) => readings.tell(series, candle))
  expect(tell(crossesBelow(rsiShown, 30), 6)).toBe('rsi 23.0769 crossed below 30')
  expect(tell(below(line, 0), 6)).toBe('line -0.06111 is below 0')
  expect(tell(rising(close), 5)).toBe('close 1.1 is rising')
  expect(tell(falling(close, 2), 6)).toBe('close 0.9 is falling for 2 candles')
  expect(tell(within(close, 0.5, open), 6)).toBe('close 0.9 is within 0.5 and open 1')
  expect(tell(outside(rsiShown, 30, 70), 6)).toBe('rsi 23.0769 is outside 30 and 70')
  expect(tell(above(barsSince(crossesBelow(close, open)), 9), 5)).toBe(
    'candles since (close crossed below open) never is above 9',
  )
  expect(tell(above(plus(sma(close, 2), times(atr(3), 2)), close), 5)).toBe(
    '(sma(close, 2) + 2 x atr(3)) 4.85 is above close 1.1',
  )
  expect(tell(and(above(close, 0.1), or(rising(close), below(close, 9))), 5)).toBe(
    'close 1.1 is above 0.1 and (close 1.1 is rising or close 1.1 is below 9)',
  )
  expect(valuesOf(readings, 6)).toEqual({ rsi: '23.0769', line: '-0.06111' })
})

test('S2 data that can not be a strategy is STRATEGY_INVALID, in words', () => {
  const words = (rules: readonly Rule[], shown: readonly Series[] = []) => {
    try {
      requireSound('mine', rules, shown)
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.code === 'STRATEGY_INVALID') return thrown.message
    }
    return null
  }
  expect(words([above(ema(close, 3), close), rising(close, 2), not(atStart)], [supertrend(3, 2)])).toBe(null)
  const complaints: readonly (readonly [Rule, string])[] = [
    [above(sma(close, 0), close), 'mine: sma(close, 0) needs a whole number of candles from 1 on.'],
    [
      above(previous(close, -1), close),
      'mine: previous(close, -1) needs a whole number of candles from 1 on.',
    ],
    [and(not(rising(close, 1.5))), 'mine: rising(close, 1.5) needs a whole number of candles from 1 on.'],
    [above(times(close, NaN), close), 'mine: NaN x close multiplies by no number.'],
    [above(supertrend(3, Infinity), close), 'mine: supertrend(3, Infinity) multiplies by no number.'],
    [above(close, NaN), 'mine: a level must be a number; it is NaN.'],
    [above(rsi(close, 3), close), 'mine: above joins a price and a plain number: rsi(close, 3), close.'],
    [
      above(plus(close, rsi(close, 3)), 5),
      'mine: (close + rsi(close, 3)) joins a price and a plain number: close, rsi(close, 3).',
    ],
    [
      below(barsSince(or(rising(close), atStart)), 3),
      'mine: candles since (close is rising or first candle of the run) counts from the start of a run.',
    ],
    [below(barsSince(above(atr(-2), close)), 3), 'mine: atr(-2) needs a whole number of candles from 1 on.'],
  ]
  for (const [rule, complaint] of complaints) expect(words([rule])).toBe(complaint)
  expect(words([], [highest(high, 2.5)])).toBe(
    'mine: highest(high, 2.5) needs a whole number of candles from 1 on.',
  )
})
