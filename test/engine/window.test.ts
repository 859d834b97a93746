import { expect, test } from 'vitest'
import { calendarOf, periodsPerYear } from '../../src/main/engine/calendar.ts'
import { Problem } from '../../src/shared/problem.ts'
import { firstOf, wandering } from '../support/market.ts'
import { type Asked, replayed } from '../support/replayed.ts'

const series = wandering({ seed: 11, rows: 100 })
const time = (candle: number) => series.time[candle]!
const evaluated = (asked: Partial<Asked>) => replayed({ series, strategy: 'sma-cross', ...asked }).evaluated
const params = { fast: 5, slow: 20 }

test('Q1 the first decision is at the close of candle W, counting from 0', () => {
  expect(evaluated({ params })).toEqual({ first: 20, end: 100, warmup: 20 })
  expect(evaluated({ strategy: 'donchian', params: { entry: 7, exit: 12 } })).toMatchObject({ first: 12 })
  expect(evaluated({ strategy: 'buy-and-hold' })).toMatchObject({ first: 0, warmup: 0 })
})

test('E7 a warm-up that is asked for can be longer than the need, never shorter', () => {
  expect(evaluated({ params, settings: { warmup: 33 } })).toMatchObject({ first: 33, warmup: 33 })
  expect(evaluated({ params, settings: { warmup: 3 } })).toMatchObject({ first: 20, warmup: 20 })
  for (const warmup of [-1, 1.5, NaN]) {
    expect(() => evaluated({ settings: { warmup } })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', details: { field: 'warmup', text: String(warmup) } }),
    )
  }
})

test('E7 warm-up is taken before `from` where there are candles, and else delays the start', () => {
  expect(evaluated({ params, from: time(50) })).toEqual({ first: 50, end: 100, warmup: 20 })
  expect(evaluated({ params, from: time(50) - 1 })).toMatchObject({ first: 50 })
  expect(evaluated({ params, from: time(50) + 1 })).toMatchObject({ first: 51 })
  expect(evaluated({ params, from: time(5) })).toMatchObject({ first: 20 })
  expect(evaluated({ params, to: time(60) })).toMatchObject({ first: 20, end: 60 })
  expect(evaluated({ params, from: 0, to: 1e15 })).toMatchObject({ first: 20, end: 100 })
})

test('E7 a window decides as the whole does from there on', () => {
  const whole = replayed({ series, strategy: 'sma-cross', params, journal: 'full' })
  const part = replayed({ series, strategy: 'sma-cross', params, journal: 'full', from: time(50) })
  const values = whole.decisions.slice(30).map(({ values }) => values)
  expect(part.decisions.map(({ values }) => values)).toEqual(values)
})

const problem = (asked: Partial<Asked>) => {
  try {
    evaluated(asked)
  } catch (thrown) {
    if (thrown instanceof Problem) return [thrown.code, thrown.details]
  }
  return null
}

test('E7 DATA_INSUFFICIENT says what is needed and what there is', () => {
  expect(problem({ series: firstOf(series, 21), params })).toEqual([
    'DATA_INSUFFICIENT',
    { symbol: 'MADE', needed: 22, available: 21 },
  ])
  expect(problem({ series: firstOf(series, 22), params })).toBe(null)
  expect(problem({ params, to: time(10) })).toEqual([
    'DATA_INSUFFICIENT',
    { symbol: 'MADE', needed: 22, available: 10 },
  ])
  expect(problem({ params, from: time(99) })).toEqual([
    'DATA_INSUFFICIENT',
    { symbol: 'MADE', needed: 2, available: 1 },
  ])
  expect(problem({ params, from: time(60), to: time(40) })).toEqual([
    'DATA_INSUFFICIENT',
    { symbol: 'MADE', needed: 2, available: 0 },
  ])
  expect(problem({ strategy: 'buy-and-hold', series: firstOf(series, 1) })).toEqual([
    'DATA_INSUFFICIENT',
    { symbol: 'MADE', needed: 2, available: 1 },
  ])
})

const week = (...days: number[]) => ({
  time: Float64Array.from(days, (day) => Date.UTC(2024, 0, day)),
  rows: days.length,
})

test('M2 the calendar is read from the days that have candles', () => {
  const calendars = [
    [week(1, 2, 3, 4, 5), 'sessions', 252],
    [week(1, 5, 7), '24/5', 260],
    [week(5, 6, 7), '24/7', 365],
  ] as const
  for (const [series, calendar, perYear] of calendars) {
    expect(calendarOf(series)).toBe(calendar)
    expect(periodsPerYear(calendar)).toBe(perYear)
  }
  // A Saturday before 1970 is one as well.
  expect(calendarOf({ time: Float64Array.of(Date.UTC(1969, 11, 27, 12)), rows: 1 })).toBe('24/7')
})
