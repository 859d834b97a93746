import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { FILL_PROFILES, type LegSetting, type PartialSettings } from '../../src/shared/settings.ts'
import { valueOf } from '../../src/main/engine/ledger.ts'
import { readDecimal, textOf } from '../../src/main/engine/exact.ts'
import { firstOf, upsideDown, wandering } from '../support/market.ts'
import { type Asked, replayed, type Told } from '../support/replayed.ts'

const money = (text: string): bigint => {
  const value = readDecimal(text, 8)
  if (value === null) throw new Error(`"${text}" is no money`)
  return value
}

const someMarket = fc
  .record({
    seed: fc.nat(),
    rows: fc.integer({ min: 40, max: 260 }),
    priceDecimals: fc.constantFrom(0, 1, 2, 5, 8),
    price: fc.constantFrom(2, 30, 1000, 60_000),
    swing: fc.constantFrom(0.005, 0.03, 0.15),
  })
  .map(wandering)

const someStrategy = fc.oneof(
  fc
    .tuple(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 20 }))
    .map(([fast, more]) => ({ strategy: 'sma-cross', params: { fast, slow: Math.max(5, fast + more) } })),
  fc
    .tuple(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 2, max: 20 }))
    .map(([entry, exit]) => ({ strategy: 'donchian', params: { entry, exit } })),
  fc.constant({ strategy: 'buy-and-hold', params: {} }),
)

const someSettings: fc.Arbitrary<PartialSettings> = fc.record({
  capital: fc.constantFrom('1000', '10000', '1000000', '50000000', '250000000.00000001'),
  direction: fc.constantFrom('long', 'both'),
  sizing: fc.oneof(
    fc.record({
      kind: fc.constant('units' as const),
      value: fc.constantFrom('1', '0.37', '100', '12345.678'),
    }),
    fc.record({ kind: fc.constant('cash' as const), value: fc.constantFrom('500', '999.99', '20000') }),
    fc.record({ kind: fc.constant('fraction' as const), value: fc.constantFrom('1', '0.5', '0.33333333') }),
  ),
  fees: fc.record({
    takerBps: fc.constantFrom('0', '10', '7.25', '60'),
    minimum: fc.constantFrom('0', '1', '0.005'),
  }),
  closeAtEnd: fc.boolean(),
  slippage: fc.constantFrom(
    { kind: 'none' as const, value: '0' },
    { kind: 'ticks' as const, value: '2' },
    { kind: 'bps' as const, value: '3.5' },
    { kind: 'atr' as const, value: '0.05' },
  ),
  fills: fc.record({ profile: fc.constantFrom(...FILL_PROFILES) }),
  bracket: fc.record({
    stop: fc.constantFrom<LegSetting>('none', 'pct:1.5', 'ticks:40', 'atr:1.25'),
    target: fc.constantFrom<LegSetting>('none', 'pct:2', 'ticks:55', 'atr:2'),
  }),
  risk: fc.record({
    cooldownCandles: fc.constantFrom<'off' | number>('off', 3),
    dailyLossPct: fc.constantFrom('off', '2'),
    maxDrawdownPct: fc.constantFrom('off', '30'),
  }),
})

const someRun: fc.Arbitrary<Asked> = fc
  .tuple(someMarket, someStrategy, someSettings)
  .map(([series, strategy, settings]) => ({ series, settings, ...strategy }))

const holds = (law: (asked: Asked) => void) => fc.assert(fc.property(someRun, law), { numRuns: 600 })

/** The open trade's part of the equity: its mark against its cost, and the fee it has paid. */
function openWorth({ series }: Asked, { trades }: Told): bigint {
  const last = trades.at(-1)
  if (last === undefined || last.exitTime !== null) return 0n
  const quantity = money(last.quantity)
  const ticks = Number(readDecimal(last.entryPrice, series.priceDecimals))
  const cost = valueOf(quantity, ticks, series.priceDecimals)
  const mark = valueOf(quantity, series.close[series.rows - 1]!, series.priceDecimals)
  return (last.side === 'long' ? mark - cost : cost - mark) - money(last.fees)
}

test('E5 start + Σ net + the open mark is the end, to the last unit', () => {
  holds((asked) => {
    const told = replayed(asked)
    const net = told.trades.reduce((sum, trade) => sum + money(trade.netPnl ?? '0'), 0n)
    expect(told.equity.at(-1)).toBe(told.capital + net + openWorth(asked, told))
    expect(told.fees).toBe(told.trades.reduce((sum, trade) => sum + money(trade.fees), 0n))
  })
})

test('E1 every evaluated candle is in exactly one decision record, in order', () => {
  holds((asked) => {
    const { decisions, evaluated } = replayed(asked)
    let next = evaluated.first
    for (const { candle, quiet = 1 } of decisions) {
      expect(candle).toBe(next)
      next += quiet
    }
    expect(next).toBe(evaluated.end)
  })
})

test('E1 the full journal is the short one with its quiet stretches written out', () => {
  holds((asked) => {
    const short = replayed(asked)
    const full = replayed({ ...asked, journal: 'full' })
    expect(full.decisions.length).toBe(full.evaluated.end - full.evaluated.first)
    const told = new Set(
      short.decisions.filter(({ quiet }) => quiet === undefined).map(({ candle }) => candle),
    )
    expect(full.decisions.filter(({ candle }) => told.has(candle))).toEqual(
      short.decisions.filter(({ quiet }) => quiet === undefined),
    )
    expect(full.decisions.filter(({ candle, wanted }) => !told.has(candle) && wanted !== 'nothing')).toEqual(
      [],
    )
    expect(full.trades).toEqual(short.trades)
  })
})

test('S3 fewer candles give the beginning of the same decisions, trades and equity', () => {
  fc.assert(
    fc.property(someRun, fc.double({ min: 0.5, max: 1, noNaN: true }), (asked, share) => {
      const series = firstOf(asked.series, Math.max(34, Math.floor(asked.series.rows * share)))
      const settings = { ...asked.settings, closeAtEnd: false }
      const whole = replayed({ ...asked, settings, journal: 'full' })
      const part = replayed({ ...asked, settings, journal: 'full', series })
      // The last candle alone knows that nothing comes after it.
      const before = part.decisions.slice(0, -1)
      expect(before).toEqual(whole.decisions.slice(0, before.length))
      expect(part.equity).toEqual(whole.equity.slice(0, part.equity.length))
      const closed = part.trades.filter(({ exitTime }) => exitTime !== null)
      expect(closed).toEqual(whole.trades.slice(0, closed.length))
    }),
    { numRuns: 400 },
  )
})

const LATER = 12_345 * 86_400_000
const shift = (iso: string) => new Date(Date.parse(iso) + LATER).toISOString()

test('E2 the same candles at another time change the times and nothing else', () => {
  holds((asked) => {
    const time = asked.series.time.map((open) => open + LATER)
    const here = replayed(asked)
    const there = replayed({ ...asked, series: { ...asked.series, time } })
    expect(there.trades).toEqual(
      here.trades.map((trade) => ({
        ...trade,
        entryTime: shift(trade.entryTime),
        exitTime: trade.exitTime === null ? null : shift(trade.exitTime),
      })),
    )
    expect(there.decisions).toEqual(here.decisions.map((record) => ({ ...record, asOf: shift(record.asOf) })))
    expect(there.equity).toEqual(here.equity)
  })
})

const scaled = (text: string) => textOf(money(text) * 10n, 8)
const scaledOrNull = (text: string | null) => (text === null ? null : scaled(text))

test('E5 prices, money and increments ten times as large make results ten times as large', () => {
  fc.assert(
    fc.property(someRun, (asked) => {
      const series = { ...asked.series, priceDecimals: 2 }
      // Whole hundredths of a unit, so that no value needs rounding on either side.
      const product = {
        baseIncrement: '0.01',
        quoteIncrement: '0.01',
        minFunds: '100',
        maxFunds: '400000',
        calendar: '24/7' as const,
      }
      const { sizing, fees, capital = '10000' } = asked.settings ?? {}
      const settings = { ...asked.settings, product }
      const larger = {
        ...settings,
        capital: scaled(capital),
        sizing: sizing?.kind === 'cash' ? { ...sizing, value: scaled(sizing.value ?? '1') } : sizing,
        fees: { ...fees, minimum: scaled(fees?.minimum ?? '0') },
        product: { ...product, quoteIncrement: '0.1', minFunds: '1000', maxFunds: '4000000' },
      }
      const one = replayed({ ...asked, series, settings })
      const ten = replayed({ ...asked, series: { ...series, priceDecimals: 1 }, settings: larger })
      expect([...ten.equity]).toEqual([...one.equity].map((worth) => worth * 10n))
      expect(ten.trades).toEqual(
        one.trades.map((trade) => ({
          ...trade,
          entryPrice: scaled(trade.entryPrice),
          exitPrice: scaledOrNull(trade.exitPrice),
          initialStop: scaledOrNull(trade.initialStop),
          initialTarget: scaledOrNull(trade.initialTarget ?? null),
          initialRisk: scaledOrNull(trade.initialRisk),
          fees: scaled(trade.fees),
          grossPnl: scaledOrNull(trade.grossPnl),
          netPnl: scaledOrNull(trade.netPnl),
          mae: scaled(trade.mae),
          mfe: scaled(trade.mfe),
        })),
      )
    }),
    { numRuns: 400 },
  )
})

/** What is measured in ticks is the same upside down; what is measured in percent is not. */
const someTurnable: fc.Arbitrary<PartialSettings> = fc.record({
  slippage: fc.constantFrom({ kind: 'none' as const, value: '0' }, { kind: 'ticks' as const, value: '2' }),
  fills: fc.record({ profile: fc.constantFrom(...FILL_PROFILES) }),
  bracket: fc.record({
    stop: fc.constantFrom<LegSetting>('none', 'ticks:20', 'atr:1'),
    target: fc.constantFrom<LegSetting>('none', 'ticks:30', 'atr:1.5'),
  }),
})

test('E6 a market upside down makes a short of every long, with the same result', () => {
  fc.assert(
    fc.property(someMarket, someStrategy, someTurnable, (series, strategy, turnable) => {
      // A long's leg below zero is refused; above, there is no such end.
      fc.pre(strategy.strategy !== 'buy-and-hold' && Math.min(...series.low) > 200)
      const settings = {
        ...turnable,
        capital: '50000000000',
        sizing: { kind: 'units', value: '3' },
        fees: { takerBps: '0' },
      } as const
      const long = replayed({ series, ...strategy, settings: { ...settings, direction: 'long' } })
      const short = replayed({
        series: upsideDown(series),
        ...strategy,
        settings: { ...settings, direction: 'short' },
      })
      expect(common(short)).toEqual(common(long))
      expect([...short.equity]).toEqual([...long.equity])
      expect([...short.adverse]).toEqual([...long.adverse])
    }),
    { numRuns: 400 },
  )
})

/** What a long and the short it mirrors have in common. */
const common = ({ trades }: Told) =>
  trades.map(({ quantity, entryTime, exitTime, netPnl, mae, mfe }) => [
    quantity,
    entryTime,
    exitTime,
    netPnl,
    mae,
    mfe,
  ])

test('E5 the adverse mark is never above the close, and is the close while flat', () => {
  holds((asked) => {
    const { adverse, equity, trades, evaluated } = replayed(asked)
    const times = trades.map(({ entryTime, exitTime }) => [
      Date.parse(entryTime),
      exitTime === null ? Infinity : Date.parse(exitTime),
    ])
    for (let row = 0; row < equity.length; row += 1) {
      const time = asked.series.time[evaluated.first + row]!
      // A leg that fills inside a candle leaves its low behind in the adverse mark.
      const isHeld = times.some(([from, to]) => time >= from! && time <= to!)
      const isLast = row === equity.length - 1
      if (isHeld || isLast) expect(adverse[row]! <= equity[row]!).toBe(true)
      else expect(adverse[row]).toBe(equity[row])
    }
  })
})
