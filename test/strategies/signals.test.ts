/** Every strategy against its plain form, and the laws that hold for all of them. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CandleSeries } from '../../src/shared/candles.ts'
import { Columns } from '../../src/main/engine/columns.ts'
import { judgeOf, type Rule, seriesIn } from '../../src/main/engine/rules.ts'
import { seriesInSetups } from '../../src/main/engine/setup.ts'
import { parseParams, type Plan } from '../../src/main/engine/strategy.ts'
import { findStrategy, STRATEGIES } from '../../src/main/strategies/index.ts'
import type { ParameterValue } from '../../src/shared/strategy.ts'
import { firstOf, sharedDaily, upsideDown, wandering } from '../support/market.ts'
import { replayed } from '../support/replayed.ts'
import { plainSignals } from './plain-signals.ts'

type Given = { readonly [name: string]: ParameterValue }

/** As they come, and with short lengths that say much in few candles. */
const SETS: { readonly [id: string]: readonly Given[] } = {
  'sma-cross': [{}, { fast: 3, slow: 8 }],
  'ema-cross': [{}, { fast: 3, slow: 8 }],
  macd: [{}, { fast: 3, slow: 8, signal: 4 }],
  donchian: [{}, { entry: 5, exit: 9 }],
  keltner: [{}, { length: 8, range: 15, width: 0.75 }],
  'atr-breakout': [{}, { entry: 6, length: 9, trail: 1.5 }],
  supertrend: [{}, { length: 4, multiple: 1 }],
  momentum: [{}, { length: 7, threshold: 2.5 }],
  'rsi-reversion': [{}, { length: 3, oversold: 20, overbought: 85 }],
  'bollinger-reversion': [{}, { length: 8, width: 1.25 }],
}
const CASES = Object.entries(SETS).flatMap(([id, sets]) =>
  sets.map((given) => [id, JSON.stringify(given), given] as const),
)

const markets: readonly (CandleSeries | null)[] = [
  wandering({ seed: 11, rows: 600 }),
  wandering({ seed: 12, rows: 600, price: 1.1, priceDecimals: 5, swing: 0.004 }),
  wandering({ seed: 13, rows: 600, price: 0.00042, priceDecimals: 8, swing: 0.05 }),
  wandering({ seed: 14, rows: 600, price: 12, priceDecimals: 0, swing: 0.2 }),
  sharedDaily('GOOG_1d.csv'),
]

const planOf = (id: string, given: Given): Plan => {
  const strategy = findStrategy(id)
  return strategy.plan(parseParams(strategy, given))
}

const NAMES = ['enterLong', 'exitLong', 'enterShort', 'exitShort'] as const
const never: Rule = { is: 'or', rules: [] }

/** What a strategy's rules say on every candle from its need on. */
function signals(plan: Plan, series: CandleSeries, first = plan.need): boolean[][] {
  const columns = new Columns(series, series.rows)
  return NAMES.map((name) => {
    const judge = judgeOf(plan.rules[name] ?? never, columns, first)
    return Array.from({ length: Math.max(0, series.rows - first) }, (_, i) => judge(first + i))
  })
}

test('S1 every strategy but the benchmark has a plain form', () => {
  const ids = STRATEGIES.map(({ id }) => id).filter((id) => id !== 'buy-and-hold')
  expect(Object.keys(SETS).toSorted()).toEqual(ids.toSorted())
})

test.for(CASES)('S1 %s %s says what its plain form says, candle by candle', ([id, , given]) => {
  const strategy = findStrategy(id)
  const plan = planOf(id, given)
  let held = 0
  for (const series of markets.filter((market) => market !== null)) {
    const plain = plainSignals(id, series, parseParams(strategy, given))
    const found = signals(plan, series)
    for (const [at, name] of NAMES.entries()) {
      const expected = plain[name].slice(plan.need)
      const differs = found[at]!.findIndex((holds, i) => holds !== expected[i])
      expect([name, series.symbol, differs]).toEqual([name, series.symbol, -1])
    }
    held += found[0]!.filter(Boolean).length
  }
  expect(held).toBeGreaterThan(5)
})

test.for(CASES)('Q1 %s %s needs exactly what it says to warm up', ([id, , given]) => {
  const plan = planOf(id, given)
  const series = markets[0]!
  const columns = new Columns(series, series.rows)
  const rules: Rule[] = Object.values(plan.rules)
  const looked = rules.flatMap((rule) => {
    // A cross also looks at the candle before.
    const back = rule.is === 'crosses-above' || rule.is === 'crosses-below' ? 1 : 0
    return seriesIn(rule).map((one) => ({ one, back }))
  })
  const shown = [...Object.values(plan.indicators), ...seriesInSetups(plan.setups)]
  const isKnown = (candle: number) =>
    [...looked, ...shown.map((one) => ({ one, back: 0 }))].every(
      ({ one, back }) => candle - back >= 0 && !Number.isNaN(columns.of(one)[candle - back]),
    )
  expect(isKnown(plan.need - 1)).toBe(false)
  for (let candle = plan.need; candle < series.rows; candle += 1) expect(isKnown(candle)).toBe(true)
})

const someMarket = fc
  .record({
    seed: fc.nat(),
    rows: fc.integer({ min: 60, max: 240 }),
    priceDecimals: fc.constantFrom(0, 2, 5, 8),
    price: fc.constantFrom(2, 30, 1000, 60_000),
    swing: fc.constantFrom(0.005, 0.03, 0.15),
  })
  .map(wandering)
const someCase = fc.constantFrom(...CASES.filter(([, , given]) => Object.keys(given).length > 0))

test('S3 fewer candles give the beginning of the same signals, for every strategy', () => {
  fc.assert(
    fc.property(someMarket, someCase, fc.double({ min: 0.3, max: 1, noNaN: true }), (series, one, share) => {
      const plan = planOf(one[0], one[2])
      const part = signals(plan, firstOf(series, Math.floor(series.rows * share)))
      const whole = signals(plan, series)
      for (const [at, said] of part.entries()) expect(said).toEqual(whole[at]!.slice(0, said.length))
    }),
    { numRuns: 300 },
  )
})

test('Q1 more warm-up changes nothing about what is said later, for every strategy', () => {
  fc.assert(
    fc.property(someMarket, someCase, fc.integer({ min: 0, max: 30 }), (series, [id, , given], more) => {
      const { need } = planOf(id, given)
      const settings = { direction: 'both', sizing: { kind: 'units', value: '0.001' } } as const
      const wanted = (warmup: number) =>
        replayed({
          series,
          strategy: id,
          params: given,
          settings: { ...settings, warmup },
          journal: 'full',
        }).decisions.map(({ candle, values }) => [candle, values] as const)
      const [usual, later] = [wanted(need), wanted(need + more)]
      expect(later).toEqual(usual.slice(more))
    }),
    { numRuns: 100 },
  )
})

test('E6 a market upside down makes a short of every long, for every strategy that looks at prices alone', () => {
  fc.assert(
    fc.property(someMarket, someCase, (series, [id, , given]) => {
      // A change in percent is of a price, which an upside-down market has not.
      fc.pre(id !== 'momentum')
      const mirrored = given['oversold'] === undefined ? given : { ...given, oversold: 20, overbought: 80 }
      const plan = planOf(id, mirrored)
      const [enterLong, exitLong, enterShort, exitShort] = signals(plan, series)
      expect(signals(plan, upsideDown(series))).toEqual([enterShort, exitShort, enterLong, exitLong])
    }),
    { numRuns: 300 },
  )
})

test('S1 every strategy trades both ways on a market that moves, and says why in words', () => {
  const series = wandering({ seed: 21, rows: 1500, swing: 0.03 })
  for (const { id } of STRATEGIES.filter((strategy) => strategy.id !== 'buy-and-hold')) {
    const { decisions, trades } = replayed({
      series,
      strategy: id,
      settings: { direction: 'both', sizing: { kind: 'cash', value: '100' } },
    })
    expect([id, new Set(trades.map(({ side }) => side)).size]).toEqual([id, 2])
    const reasons = decisions
      .filter(({ wanted }) => wanted !== 'nothing')
      .map(({ reasons }) => reasons.at(reasons.findIndex((reason) => reason.startsWith('risk')) - 1))
    for (const reason of reasons) {
      expect(reason).toMatch(/^\w+ -?[\d.]+ (crossed|is) (above|below) (\w+ )?-?[\d.]+$/)
    }
    for (const { values } of decisions) expect(Object.values(values)).not.toContain('never')
  }
})
