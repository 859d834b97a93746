/** What must hold of any run over several symbols, whatever the markets and the settings. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDecimal } from '../../src/main/engine/exact.ts'
import { valueOf } from '../../src/main/engine/ledger.ts'
import type { CandleSeries } from '../../src/shared/candles.ts'
import type { FillRecord } from '../../src/shared/run.ts'
import type { LegSetting, PartialSettings } from '../../src/shared/settings.ts'
import { wandering } from '../support/market.ts'
import { replayed } from '../support/replayed.ts'
import { type AskedTogether, named, together, type ToldTogether, without } from '../support/together.ts'

const DAY = 86_400_000
const money = (text: string): bigint => readDecimal(text, 8) ?? 0n

/** Symbols begin and end where they like, miss candles, and have prices of their own. */
const someMarket = fc
  .record({
    seed: fc.nat(),
    rows: fc.integer({ min: 45, max: 120 }),
    priceDecimals: fc.constantFrom(0, 2, 5),
    price: fc.constantFrom(3, 100, 2000),
    swing: fc.constantFrom(0.01, 0.06),
    late: fc.integer({ min: 0, max: 20 }),
    gap: fc.constantFrom(0, 3, 7),
  })
  .map(({ late, gap, ...made }): CandleSeries => {
    const series = wandering(made)
    const moved = { ...series, time: series.time.map((time) => time + late * DAY) }
    return gap === 0 ? moved : without(moved, (candle) => (candle * 31 + made.seed) % 11 < gap / 3)
  })

const someMarkets = fc
  .array(someMarket, { minLength: 2, maxLength: 4 })
  .map((markets) => markets.map((series, index) => named(`${'DBCA'[index]}-USD`, series)))

const someStrategy = fc.constantFrom(
  { strategy: 'sma-cross', params: { fast: 2, slow: 5 } },
  { strategy: 'donchian', params: { entry: 4, exit: 3 } },
  { strategy: 'atr-breakout', params: {} },
  { strategy: 'rsi-reversion', params: {} },
  { strategy: 'buy-and-hold', params: {} },
)

const someSettings: fc.Arbitrary<PartialSettings> = fc.record({
  capital: fc.constantFrom('1000', '25000'),
  direction: fc.constantFrom('long', 'both'),
  sizing: fc.constantFrom<NonNullable<PartialSettings['sizing']>>(
    { kind: 'fraction', value: '1' },
    { kind: 'fraction', value: '0.3' },
    { kind: 'units', value: '2' },
    { kind: 'cash', value: '900' },
  ),
  fees: fc.constantFrom({ takerBps: '0' }, { takerBps: '10', minimum: '0.5' }),
  bracket: fc.constantFrom<{ stop: LegSetting; target: LegSetting }>(
    { stop: 'strategy', target: 'strategy' },
    { stop: 'pct:2', target: 'pct:3' },
  ),
  risk: fc.record({
    maxPositions: fc.constantFrom(1, 2, 10),
    cooldownCandles: fc.constantFrom<'off' | number>('off', 2),
    dailyLossPct: fc.constantFrom('off', '3'),
    maxDrawdownPct: fc.constantFrom('off', '15'),
  }),
  closeAtEnd: fc.boolean(),
})

const someRun = (capitalMode: 'independent' | 'portfolio', strategies = someStrategy) =>
  fc.tuple(someMarkets, strategies, someSettings).map(([markets, strategy, settings]): AskedTogether => ({
    markets,
    settings: { ...settings, capitalMode },
    ...strategy,
  }))
const shared = someRun('portfolio')

const holds = (runs: fc.Arbitrary<AskedTogether>, law: (asked: AskedTogether) => void, numRuns = 250) =>
  fc.assert(fc.property(runs, law), { numRuns })

const bare = <T extends object>(records: readonly T[], ...names: string[]) =>
  records.map((record) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name))),
  )
const of = <T extends { readonly symbol?: string }>(symbol: string, records: readonly T[]) =>
  records.filter((record) => record.symbol === symbol)

/** What a symbol alone is worth at a time: its last close, or its capital before the first. */
function worthAt(
  alone: ReturnType<typeof replayed>,
  { time }: CandleSeries,
  when: number,
  low: boolean,
): bigint {
  const { first, end } = alone.evaluated
  let worth = alone.capital
  for (let candle = first; candle < end && time[candle]! <= when; candle += 1) {
    const isNow = time[candle] === when
    worth = (low && isNow ? alone.adverse : alone.equity)[candle - first]!
  }
  return worth
}

test('GA-7 E6 independent accounts are the runs of the symbols alone, put together', () => {
  holds(
    someRun('independent'),
    (asked) => {
      const told = together({ ...asked, journal: 'full' })
      const alone = asked.markets.map((series) => ({
        series,
        run: replayed({ ...asked, series, journal: 'full' }),
      }))
      for (const { series, run } of alone) {
        const { symbol } = series
        expect(bare(of(symbol, told.trades), 'trade')).toEqual(bare(run.trades, 'trade'))
        expect(bare(of(symbol, told.decisions), 'symbol')).toEqual(run.decisions)
        expect(bare(of(symbol, told.fills), 'trade', 'symbol')).toEqual(bare([...run.fills()], 'trade'))
        expect(bare(of(symbol, told.orders), 'trade', 'order')).toEqual(
          bare([...run.orders()], 'trade', 'order'),
        )
        const ofIt = told.events.filter((event) => event.symbol === symbol)
        expect(bare(ofIt, 'sequence', 'payload')).toEqual(
          bare(
            run.events.filter((event) => event.symbol !== null),
            'sequence',
            'payload',
          ),
        )
        const happened = <T extends { readonly kind: string }>(events: readonly T[]) =>
          bare(
            events.filter(({ kind }) => !kind.startsWith('run-')),
            'trade',
            'symbol',
          )
        expect(happened(of(symbol, told.timeline))).toEqual(happened(run.timeline))
      }
      for (const low of [false, true]) {
        const sums = Array.from(told.time, (now) =>
          alone.reduce((sum, { series, run }) => sum + worthAt(run, series, now, low), 0n),
        )
        expect([...(low ? told.adverse : told.equity)]).toEqual(sums)
      }
      expect(told.fees).toBe(alone.reduce((sum, { run }) => sum + run.fees, 0n))
    },
    120,
  )
})

test('R1 the order in which markets are named changes nothing', () => {
  const shuffled = fc.tuple(fc.oneof(someRun('independent'), shared), fc.infiniteStream(fc.nat()))
  fc.assert(
    fc.property(shuffled, ([asked, numbers]) => {
      const order = asked.markets.map((series) => ({ series, place: numbers.next().value ?? 0 }))
      const markets = order.toSorted((a, b) => a.place - b.place).map(({ series }) => series)
      expect(together({ ...asked, markets })).toEqual(together(asked))
    }),
    { numRuns: 120 },
  )
})

test('E5 of a shared account: start + Σ net = end, and the parts of the symbols add up to it', () => {
  holds(shared, (asked) => {
    const told = together({ ...asked, settings: { ...asked.settings, closeAtEnd: true } })
    const net = told.trades.reduce((sum, { netPnl }) => sum + money(netPnl ?? 'open'), 0n)
    expect(told.equity.at(-1)).toBe(told.capital + net)
    expect(told.parts.reduce((sum, part) => sum + part.net, told.capital)).toBe(told.equity.at(-1))
  })
})

interface Step {
  readonly cash: bigint
  readonly free: bigint
}

/** The account after each fill, told from the fills alone. */
function accountOf({ capital, parts, fills }: ToldTogether): Step[] {
  let cash = capital
  const pledged = new Map<string, bigint>()
  return fills.map((fill) => {
    const { symbol = '', action, why, quantity, price, fee } = fill
    const decimals = parts.find(({ series }) => series.symbol === symbol)?.series.priceDecimals ?? 0
    const value = valueOf(money(quantity), Number(readDecimal(price, decimals)), decimals)
    cash += (action === 'buy' ? -value : value) - money(fee)
    if (why === 'entry' && action === 'sell') pledged.set(symbol, 2n * value)
    if (why !== 'entry') pledged.delete(symbol)
    const taken = [...pledged.values()].reduce((sum, one) => sum + one, 0n)
    return { cash, free: cash - taken }
  })
}

test('E5 GA-7 the cash of a shared account is never below zero, and no entry spends what backs a short', () => {
  holds(
    shared.map((asked) => ({ ...asked, settings: { ...asked.settings, direction: 'long' } })),
    (asked) => {
      for (const { cash } of accountOf(together(asked))) expect(cash >= 0n).toBe(true)
    },
  )
  holds(shared, (asked) => {
    const told = together(asked)
    const steps = accountOf(told)
    for (const [index, { why }] of told.fills.entries()) {
      if (why === 'entry') expect(steps[index]!.free >= 0n).toBe(true)
    }
  })
})

test('E6 never more positions than risk.maxPositions, counted over symbols', () => {
  holds(shared, (asked) => {
    const { fills } = together(asked)
    const open = new Set<string>()
    for (const { symbol = '', why } of fills) {
      if (why === 'entry') open.add(symbol)
      else open.delete(symbol)
      expect(open.size).toBeLessThanOrEqual(asked.settings!.risk!.maxPositions!)
    }
  })
})

test('GA-7 a shared account in which only one symbol trades is that symbol’s own run', () => {
  holds(
    shared.filter(({ strategy }) => strategy !== 'buy-and-hold'),
    (asked) => {
      const series = named('B-USD', asked.markets[0]!)
      const flat = series.close.map(() => 100)
      const still = { ...series, open: flat, high: flat, low: flat, close: flat }
      const others = [named('A-USD', still), named('C-USD', still)]
      const told = together({ ...asked, markets: [others[0]!, series, others[1]!] })
      const alone = replayed({ ...asked, series })
      expect(told.trades).toEqual(alone.trades)
      expect(bare(of('B-USD', told.decisions), 'symbol')).toEqual(alone.decisions)
      expect(bare(told.fills, 'symbol')).toEqual([...alone.fills()])
      expect([told.equity, told.adverse]).toEqual([alone.equity, alone.adverse])
    },
    150,
  )
})

test('E1 a prefix of the candles gives a prefix of the records, over all symbols', () => {
  const cut = fc.tuple(shared, fc.integer({ min: 50, max: 95 }))
  fc.assert(
    fc.property(cut, ([asked, percent]) => {
      const whole = together({ ...asked, journal: 'full' })
      const to = whole.time[Math.floor((whole.time.length * percent) / 100)]!
      let part: ToldTogether
      try {
        part = together({ ...asked, journal: 'full', to })
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'DATA_INSUFFICIENT' })
        return
      }
      // What a symbol left waiting at its last candle is told there, so records are compared up to the first of those.
      const last = Math.min(...part.parts.map(({ series, evaluated }) => series.time[evaluated.end - 1]!))
      const before = <T extends { readonly asOf: string }>(records: readonly T[]) =>
        records.filter(({ asOf }) => Date.parse(asOf) < last)
      expect(before(part.decisions)).toEqual(before(whole.decisions))
      const early = ({ time }: FillRecord) => Date.parse(time) < last
      expect(part.fills.filter(early)).toEqual(whole.fills.filter(early))
      const rows = part.time.findIndex((time) => time >= last)
      expect(part.equity.slice(0, rows)).toEqual(whole.equity.slice(0, rows))
    }),
    { numRuns: 120 },
  )
})
