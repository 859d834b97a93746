/**
 * The fills alone, replayed by a plain decimal account that shares no code with the engine: the same
 * cash, the same equity at every close, and nothing that was never there.
 */
import { Decimal } from 'decimal.js'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { above, below } from '../../src/main/engine/rules.ts'
import { close, high, low, open } from '../../src/main/engine/series.ts'
import { atrs, pct, type Setup, ticks } from '../../src/main/engine/setup.ts'
import { strategy } from '../../src/main/engine/strategy.ts'
import type { CandleSeries } from '../../src/shared/candles.ts'
import type { FillRecord } from '../../src/shared/run.ts'
import { FILL_PROFILES } from '../../src/shared/settings.ts'
import { wandering } from '../support/market.ts'
import { type Asked, replayed, settingsOf, type Told } from '../support/replayed.ts'

const D = Decimal.clone({ precision: 60, toExpNeg: -40, toExpPos: 60 })
type D = InstanceType<typeof D>

/** Buys after a rise and sells after a fall, with whatever kind of order and whatever legs. */
const eager = (long: Setup, short: Setup) =>
  strategy({
    id: 'eager',
    version: '1',
    title: 'Eager',
    idea: 'Trades after every candle.',
    suits: 'Tests.',
    parameters: {},
    indicators: () => ({}),
    rules: () => ({
      enterLong: above(close, open),
      exitLong: below(close, open),
      enterShort: below(close, open),
      exitShort: above(close, open),
    }),
    setups: () => ({ long, short }),
  })

const someLeg = fc.constantFrom(pct(1), pct(0.2), ticks(15), atrs(0.8))
const someSetup = (better: typeof low, worse: typeof low): fc.Arbitrary<Setup> =>
  fc.record(
    {
      entry: fc.constantFrom<NonNullable<Setup['entry']>>(
        { is: 'limit', at: better, lasts: 2 },
        { is: 'stop', at: worse, lasts: 3 },
        { is: 'stop-limit', at: worse, limit: close, lasts: 3 },
      ),
      stop: someLeg,
      target: someLeg,
      trail: fc.constantFrom(ticks(20), atrs(1)),
      candles: fc.integer({ min: 1, max: 6 }),
    },
    { requiredKeys: [] },
  )

const someRun: fc.Arbitrary<Asked> = fc
  .record({
    market: fc.record({
      seed: fc.nat(),
      rows: fc.integer({ min: 30, max: 160 }),
      priceDecimals: fc.constantFrom(0, 2, 4),
      price: fc.constantFrom(30, 1000),
      swing: fc.constantFrom(0.01, 0.1, 0.5),
    }),
    long: someSetup(low, high),
    short: someSetup(high, low),
    direction: fc.constantFrom('long' as const, 'short' as const, 'both' as const),
    capital: fc.constantFrom('0.05', '1', '40', '10000'),
    sizing: fc.constantFrom(
      { kind: 'fraction', value: '1' } as const,
      { kind: 'units', value: '0.5' } as const,
      { kind: 'cash', value: '300' } as const,
      { kind: 'volatility', value: '0.02' } as const,
    ),
    fees: fc.record({
      makerBps: fc.constantFrom('0', '-1', '8'),
      takerBps: fc.constantFrom('0', '10', '250'),
      minimum: fc.constantFrom('0', '0.3'),
    }),
    slippage: fc.constantFrom({ kind: 'none', value: '0' } as const, { kind: 'bps', value: '12' } as const),
    spread: fc.constantFrom('0', '0.01'),
    profile: fc.constantFrom(...FILL_PROFILES),
    volumeCapPct: fc.constantFrom('off', '10'),
    closeAtEnd: fc.boolean(),
  })
  .map(({ market, long, short, profile, volumeCapPct, ...settings }) => ({
    series: withVolume(wandering(market)),
    strategy: eager(long, short),
    settings: { ...settings, fills: { profile, volumeCapPct } },
  }))

/** Volumes that sometimes carry an order, sometimes a part of it and sometimes nothing. */
const withVolume = (series: CandleSeries): CandleSeries => ({
  ...series,
  hasVolume: true,
  volume: BigInt64Array.from({ length: series.rows }, (_, row) => BigInt((row * 7) % 13)),
})

interface Account {
  readonly cash: D
  readonly held: D
}

const start = (capital: string): Account => ({ cash: new D(capital), held: new D(0) })
const worth = (quantity: D, price: D | string): D =>
  quantity.times(price).toDecimalPlaces(8, Decimal.ROUND_HALF_EVEN)

function filled({ cash, held }: Account, { action, quantity, price, fee }: FillRecord): Account {
  const sign = action === 'buy' ? 1 : -1
  return {
    cash: cash.minus(worth(new D(quantity), price).times(sign)).minus(fee),
    held: held.plus(new D(quantity).times(sign)),
  }
}

const text = (value: bigint) => new D(value.toString()).div(1e8).toString()

function closes(told: Told, series: CandleSeries, capital: string): string[] {
  const fills = [...told.fills()]
  const unit = new D(10).pow(series.priceDecimals)
  let account = start(capital)
  let next = 0
  return Array.from(told.equity, (_, row) => {
    const candle = told.evaluated.first + row
    for (; next < fills.length && fills[next]!.candle <= candle; next += 1) {
      account = filled(account, fills[next]!)
    }
    const mark = worth(account.held.abs(), new D(series.close[candle]!).div(unit))
    return account.cash.plus(account.held.gte(0) ? mark : mark.neg()).toString()
  })
}

const runs = (law: (asked: Asked, told: Told) => void, numRuns: number) =>
  fc.assert(
    fc.property(someRun, (asked) => law(asked, replayed(asked))),
    { numRuns },
  )

test('E5 the equity at every close follows from the fills alone, to the last unit', () => {
  runs((asked, told) => {
    expect(Array.from(told.equity, text)).toEqual(
      closes(told, asked.series, settingsOf(asked.settings ?? {}).capital),
    )
  }, 1500)
})

test('E5 the trades say the same as the fills: quantities, fees and what was earned', () => {
  runs((_, told) => {
    const fills = [...told.fills()]
    for (const trade of told.trades) {
      const own = fills.filter((fill) => fill.trade === trade.trade)
      const account = own.reduce(filled, start('0'))
      const entries = own.filter(({ why }) => why === 'entry')
      const total = (of: readonly FillRecord[], key: 'quantity' | 'fee') =>
        of.reduce((sum, fill) => sum.plus(fill[key]), new D(0)).toString()
      expect([trade.quantity, trade.fees]).toEqual([total(entries, 'quantity'), total(own, 'fee')])
      if (trade.netPnl !== null)
        expect([trade.netPnl, '0']).toEqual([account.cash.toString(), account.held.toString()])
    }
  }, 1000)
})

test('E5 nothing is sold that is not there, and a long never owes: not even the fee of a dying account', () => {
  runs((asked, told) => {
    const { capital, direction } = settingsOf(asked.settings ?? {})
    let account = start(capital)
    let side = 0
    for (const fill of told.fills()) {
      if (account.held.isZero()) side = fill.action === 'buy' ? 1 : -1
      account = filled(account, fill)
      expect(account.held.times(side).gte(0)).toBe(true)
      if (side > 0 || direction === 'long') expect(account.cash.gte(0)).toBe(true)
    }
    if (direction === 'long') expect(told.equity.every((equity) => equity >= 0n)).toBe(true)
  }, 1500)
})

test('Q10 every fee is its rate, its least, rounded up; less only where the account had no more', () => {
  runs((asked, told) => {
    const { fees } = settingsOf(asked.settings ?? {})
    const step = new D(10).pow(-asked.series.priceDecimals)
    for (const { quantity, price, liquidity, fee, why } of told.fills()) {
      const rate = new D(liquidity === 'maker' ? fees.makerBps : fees.takerBps)
      const due = worth(new D(quantity), price).times(rate).div(10_000)
      const least = rate.isNegative() ? due : D.max(due, fees.minimum)
      const full = least.div(step).toDecimalPlaces(0, Decimal.ROUND_CEIL).times(step)
      if (why === 'entry') expect(fee).toBe(full.toString())
      else expect(full.gte(fee)).toBe(true)
    }
  }, 1000)
})
