import { expect, test } from 'vitest'
import type { CandleSeries } from '../../src/shared/candles.ts'
import { Columns } from '../../src/main/engine/columns.ts'
import { auditLookAhead, checkLookAhead } from '../../src/main/engine/look-ahead.ts'
import { barsSince, above, crossesAbove } from '../../src/main/engine/rules.ts'
import type { Compute } from '../../src/main/engine/sayings.ts'
import { atr, close, ema, nameOf, rsi, type Series, sma } from '../../src/main/engine/series.ts'
import { parseParams, type Plan, strategy } from '../../src/main/engine/strategy.ts'
import { warmUpOf } from '../../src/main/engine/warm-up.ts'
import { findStrategy, STRATEGIES } from '../../src/main/strategies/index.ts'
import { sharedDaily, wandering } from '../support/market.ts'

const market = wandering({ seed: 31, rows: 1500 })
const google = sharedDaily('GOOG_1d.csv')
const undisturbed = { stopped: () => false, progress: () => {} }

const planOf = (id: string): Plan => {
  const found = findStrategy(id)
  return found.plan(parseParams(found, {}))
}

/** A strategy that is only there for what it looks at. */
const looking = (one: Series, other: Series = close): Plan =>
  strategy({
    id: 'looking',
    version: '1',
    title: 'Looking',
    idea: '',
    suits: '',
    parameters: {},
    indicators: () => ({ one }),
    rules: ({ one }) => ({ enterLong: crossesAbove(other, one) }),
  }).plan({})

/** Series as the engine has them, and one that is made with what comes later. */
const cheating = (make: (closes: Float64Array) => Float64Array): Compute => {
  class Cheat extends Columns {
    override of(series: Series): Float64Array {
      return nameOf(series) === 'sma(close, 10)' ? make(super.of(close)) : super.of(series)
    }
  }
  return (candles, end) => new Cheat(candles, end)
}

const cheats: readonly (readonly [name: string, make: (closes: Float64Array) => Float64Array])[] = [
  ['the next close', (closes) => closes.map((now, i) => closes[i + 1] ?? now)],
  [
    'an average with its candle in the middle',
    (closes) =>
      closes.map((now, i) => {
        const around = closes.subarray(Math.max(0, i - 5), i + 6)
        return around.length === 11 ? around.reduce((sum, value) => sum + value, 0) / 11 : now
      }),
  ],
  ['a close 30 candles ahead', (closes) => closes.map((now, i) => closes[i + 30] ?? now)],
  [
    'an average of everything',
    (closes) => closes.map(() => closes.reduce((sum, value) => sum + value, 0) / closes.length),
  ],
  [
    'the last candle of all, and fails without it',
    (closes) => {
      if (closes.length < market.rows) throw new Error('out of candles')
      return closes
    },
  ],
]

test.for(cheats)('S3 a series that sees %s is caught by the check', ([, make]) => {
  const subject = { plan: looking(sma(close, 10)), series: market, compute: cheating(make) }
  const { lookahead, differences, sampled } = checkLookAhead(subject, undisturbed)
  expect(lookahead).toBe(true)
  expect(sampled).toBeGreaterThanOrEqual(100)
  expect(differences.length).toBeGreaterThan(0)
  for (const { candle, asOf, seen, alone } of differences) {
    expect(asOf).toBe(new Date(market.time[candle]!).toISOString())
    expect(seen).not.toBe(alone)
  }
})

test.for(cheats.slice(0, 4))('A11 a series that sees %s is caught by the audit of every run', ([, make]) => {
  const subject = { plan: looking(sma(close, 10)), series: market, compute: cheating(make) }
  expect(auditLookAhead(subject).lookahead).toBe(true)
})

test('S3 what was seen and what is there without it is told by candle and name', () => {
  const next = cheating((closes) => closes.map((now, i) => closes[i + 1] ?? now))
  const [first] = checkLookAhead(
    { plan: looking(sma(close, 10)), series: market, compute: next },
    undisturbed,
  ).differences
  const candle = first!.candle
  expect(first).toEqual({
    candle,
    asOf: new Date(market.time[candle]!).toISOString(),
    what: expect.stringMatching(/^(one|enterLong)$/),
    seen: expect.any(String),
    alone: expect.any(String),
  })
})

const markets: readonly (CandleSeries | null)[] = [
  market,
  wandering({ seed: 32, rows: 700, priceDecimals: 5 }),
  google,
]

test.for(STRATEGIES.map(({ id }) => id))('S3 %s sees nothing of what comes later', (id) => {
  for (const series of markets.filter((one) => one !== null)) {
    const subject = { plan: planOf(id), series }
    expect(checkLookAhead(subject, undisturbed)).toMatchObject({ lookahead: false, differences: [] })
    expect(auditLookAhead(subject)).toMatchObject({ lookahead: false, differences: [] })
    const { need, warmup } = warmUpOf(subject)
    expect(need).toBe(subject.plan.need)
    expect(warmup).toBeGreaterThanOrEqual(need)
  }
})

test('S3 a window forgets what was before it as soon as it is full', () => {
  for (const id of ['sma-cross', 'donchian', 'momentum', 'bollinger-reversion', 'buy-and-hold']) {
    const plan = planOf(id)
    expect([id, warmUpOf({ plan, series: market })]).toEqual([
      id,
      { need: plan.need, warmup: plan.need, settled: true },
    ])
  }
})

/** Candles after which a share of 1 / length, or 2 / (length + 1), leaves a thousand-millionth. */
const forgotten = (share: number) => Math.log(1e-9) / Math.log(1 - share)

test('S3 an average by recursion is settled when what is left of its beginning is a thousand-millionth', () => {
  const found = (series: Series, other: Series = close) =>
    warmUpOf({ plan: looking(series, other), series: wandering({ seed: 33, rows: 6000 }) })
  for (const length of [5, 26, 100]) {
    const { warmup, settled } = found(ema(close, length))
    expect(settled).toBe(true)
    // The beginning is off by a few percent of the price, so less than its whole has to go.
    expect(warmup).toBeGreaterThan(length + forgotten(2 / (length + 1)) * 0.6)
    expect(warmup).toBeLessThan(length + forgotten(2 / (length + 1)))
  }
  for (const length of [5, 14]) {
    for (const one of [atr(length), rsi(close, length)]) {
      const { warmup, settled } = found(one, one)
      expect(settled).toBe(true)
      expect(warmup).toBeGreaterThan(length + forgotten(1 / length) * 0.5)
      expect(warmup).toBeLessThan(length + forgotten(1 / length) * 1.1)
    }
  }
})

test('S3 what the data is too short to forget is said to be unsettled', () => {
  const short = wandering({ seed: 34, rows: 300 })
  const plan = looking(ema(close, 100))
  expect(warmUpOf({ plan, series: short })).toMatchObject({ need: 100, settled: false })
  const since = strategy({
    id: 'since',
    version: '1',
    title: 'Since',
    idea: '',
    suits: '',
    parameters: {},
    indicators: () => ({ since: barsSince(above(close, 1e9)) }),
    rules: ({ since }) => ({ enterLong: above(since, 3) }),
  }).plan({})
  expect(warmUpOf({ plan: since, series: short })).toMatchObject({ warmup: 0, settled: true })
})

test('A11 the audit computes a hundredth of the candles once more, and a check is bounded too', () => {
  const counted = (rows: number) => {
    const series = wandering({ seed: 35, rows })
    let candles = 0
    const compute: Compute = (some, end) => {
      candles += end
      return new Columns(some, end)
    }
    return { subject: { plan: planOf('sma-cross'), series, compute }, share: () => candles / rows }
  }
  for (const rows of [60_000, 200_000]) {
    const { subject, share } = counted(rows)
    expect(auditLookAhead(subject).sampled).toBeGreaterThanOrEqual(2)
    expect(share()).toBeLessThan(0.01)
  }
  const { subject, share } = counted(100_000)
  expect(checkLookAhead(subject, undisturbed).sampled).toBeGreaterThan(50)
  expect(share()).toBeLessThan(202)
})

test('B2.3 a check tells how far it is and stops when it is asked to', () => {
  const told: number[] = []
  const subject = { plan: planOf('sma-cross'), series: market }
  const listener = { stopped: () => told.length > 5, progress: (done: number) => told.push(done) }
  expect(() => checkLookAhead(subject, listener)).toThrow('cancelled')
  expect(told).toEqual([0, 1, 2, 3, 4, 5])
})
