/**
 * A replay passes over stretches on which nothing can happen. Step by step it must come to the same,
 * with a journal of either kind and with none.
 */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Columns } from '../../src/main/engine/columns.ts'
import { ruleColumn } from '../../src/main/engine/rule-column.ts'
import {
  above,
  and,
  atStart,
  barsSince,
  below,
  crossesAbove,
  crossesBelow,
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
  low,
  lowest,
  open,
  previous,
  sma,
} from '../../src/main/engine/series.ts'
import { atrs, pct, type Setup, ticks } from '../../src/main/engine/setup.ts'
import { strategy } from '../../src/main/engine/strategy.ts'
import { Problem } from '../../src/shared/problem.ts'
import { FILL_PROFILES } from '../../src/shared/settings.ts'
import { candles, wandering } from '../support/market.ts'
import { type Asked, type Heard, replayed, type Told } from '../support/replayed.ts'

const seldom: readonly Rule[] = [
  crossesAbove(close, sma(close, 5)),
  crossesBelow(close, ema(close, 8)),
  crossesAbove(close, 100),
  above(close, previous(highest(high, 9))),
  below(close, previous(lowest(low, 9))),
  and(rising(close, 2), above(close, open)),
  outside(close, previous(lowest(low, 12)), previous(highest(high, 12))),
  above(barsSince(crossesAbove(close, sma(close, 5))), 12),
  atStart,
]
const often: readonly Rule[] = [
  above(close, open),
  below(close, open),
  falling(close),
  not(rising(close, 3)),
  or(above(close, sma(close, 3)), within(close, low, open), atStart),
  and(),
  or(),
]
const someRule = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...seldom) },
  { weight: 1, arbitrary: fc.constantFrom(...often) },
)

const someLeg = fc.constantFrom(pct(3), pct(0.5), ticks(60), atrs(1.5))
const someSetup: fc.Arbitrary<Setup> = fc.record(
  {
    entry: fc.constantFrom<NonNullable<Setup['entry']>>(
      { is: 'limit', at: close, lasts: 2 },
      { is: 'stop', at: close, lasts: 3 },
    ),
    stop: someLeg,
    target: someLeg,
    trail: fc.constantFrom(ticks(90), atrs(2)),
    candles: fc.integer({ min: 1, max: 30 }),
  },
  { requiredKeys: [] },
)

const someStrategy = fc
  .record({
    rules: fc.record(
      { enterLong: someRule, exitLong: someRule, enterShort: someRule, exitShort: someRule },
      { requiredKeys: ['enterLong', 'enterShort'] },
    ),
    setups: fc.record({ long: someSetup, short: someSetup }, { requiredKeys: [] }),
  })
  .map(({ rules, setups }) =>
    strategy({
      id: 'some',
      version: '1',
      title: 'Some',
      idea: 'Whatever.',
      suits: 'Tests.',
      parameters: {},
      indicators: () => ({ average: sma(close, 3), range: atr(4) }),
      rules: () => rules,
      setups: () => setups,
    }),
  )

const someRun: fc.Arbitrary<Asked> = fc
  .record({
    market: fc.record({
      seed: fc.nat(),
      rows: fc.integer({ min: 40, max: 420 }),
      priceDecimals: fc.constantFrom(0, 2, 5),
      price: fc.constantFrom(90, 3000),
      swing: fc.constantFrom(0.005, 0.03, 0.2),
    }),
    strategy: someStrategy,
    direction: fc.constantFrom('long' as const, 'short' as const, 'both' as const),
    // Some can't be counted in doubles, and some are lost to a short that goes wrong.
    capital: fc.constantFrom('60', '10000', '90000000', '250000000.00000001'),
    sizing: fc.constantFrom(
      { kind: 'fraction', value: '1' } as const,
      { kind: 'units', value: '0.5' } as const,
      { kind: 'units', value: '2.00000001' } as const,
    ),
    fees: fc.record({ takerBps: fc.constantFrom('0', '10') }),
    profile: fc.constantFrom(...FILL_PROFILES),
    cooldownCandles: fc.constantFrom<'off' | number>('off', 4),
    maxDrawdownPct: fc.constantFrom('off', 'off', '20'),
    closeAtEnd: fc.boolean(),
    damagedAt: fc.option(fc.double({ min: 0.2, max: 1.2, noNaN: true })),
    isFull: fc.boolean(),
  })
  .map(
    ({
      market,
      profile,
      cooldownCandles,
      maxDrawdownPct,
      damagedAt,
      isFull,
      strategy: some,
      ...settings
    }) => {
      const series = wandering(market)
      const damaged = Math.floor(series.rows * (damagedAt ?? 2))
      if (damaged < series.rows) series.high[damaged] = (series.low[damaged] ?? 0) - 1
      return {
        series,
        strategy: some,
        settings: { ...settings, fills: { profile }, risk: { cooldownCandles, maxDrawdownPct } },
        journal: isFull ? ('full' as const) : ('events' as const),
      }
    },
  )

/** All that a run comes to, or what was known of it when it failed. */
function cameTo(asked: Asked) {
  const heard: Heard = { decisions: [], progress: [], events: [], soFar: null }
  try {
    return whole(replayed(asked, heard))
  } catch (thrown) {
    if (!(thrown instanceof Problem) || heard.soFar === null) throw thrown
    return { ...whole(heard.soFar()), code: thrown.code, details: thrown.details }
  }
}

const whole = ({ fills, orders, ...told }: Told) => ({ ...told, fills: [...fills()], orders: [...orders()] })

test('E1 passing over quiet candles comes to what every single step comes to', () => {
  fc.assert(
    fc.property(someRun, (asked) => {
      expect(cameTo(asked)).toEqual(cameTo({ ...asked, everyCandle: true }))
    }),
    { numRuns: 800 },
  )
})

test('E5 a short that lost everything is over at that close, though nothing else happened on it', () => {
  const short = strategy({
    id: 'short',
    version: '1',
    title: 'Short',
    idea: 'Sells at the start.',
    suits: 'Tests.',
    parameters: {},
    indicators: () => ({}),
    rules: () => ({ enterShort: atStart }),
  })
  const series = candles`
    open high low close
    100  100  100 100     decides
    100  100  100 100     sold here
    100  170  100 160
    160  190  150 180     worth 20
    180  210  170 205     worth less than nothing
    205  205  190 195
    195  195  180 185
  `
  const asked: Asked = {
    series,
    strategy: short,
    settings: {
      capital: '100',
      direction: 'short',
      sizing: { kind: 'units', value: '1' },
      fees: { takerBps: '0' },
    },
  }
  const { trades } = replayed(asked)
  expect(trades.map(({ exitTime, exitReason }) => [exitTime, exitReason])).toEqual([
    ['2024-01-05T00:00:00.000Z', 'kill'],
  ])
  expect(cameTo(asked)).toEqual(cameTo({ ...asked, everyCandle: true }))
})

test('E1 with nobody to hear decisions and events, all that is not words is the same', () => {
  fc.assert(
    fc.property(someRun, (asked) => {
      const wordless = { decisions: [], events: [], timeline: [] }
      expect({ ...cameTo({ ...asked, isUnheard: true }), ...wordless }).toEqual({
        ...cameTo(asked),
        ...wordless,
      })
    }),
    { numRuns: 400 },
  )
})

test('Q8 a rule judged on every candle at once says what it says of each', () => {
  const someTree = fc.letrec<{ rule: Rule }>((tie) => ({
    rule: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(...seldom, ...often),
      fc.array(tie('rule'), { maxLength: 3 }).map((rules) => and(...rules)),
      fc.array(tie('rule'), { maxLength: 3 }).map((rules) => or(...rules)),
      tie('rule').map(not),
    ),
  })).rule
  fc.assert(
    fc.property(someTree, fc.nat(), fc.nat(20), (rule, seed, later) => {
      const series = wandering({ seed, rows: 90, priceDecimals: 0 })
      // A missing value is above nothing, below nothing and equal to nothing.
      series.close[60 + (seed % 20)] = NaN
      const columns = new Columns(series, series.rows)
      const start = needOf(rule) + later
      const judge = judgeOf(rule, columns, start)
      const each = Array.from({ length: series.rows }, (_, candle) => candle >= start && judge(candle))
      expect([...ruleColumn(rule, columns, start, series.rows)].map(Boolean)).toEqual(each)
    }),
    { numRuns: 1500 },
  )
})
