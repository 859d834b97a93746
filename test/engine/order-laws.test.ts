import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDecimal } from '../../src/main/engine/exact.ts'
import { FILL_PROFILES, type LegSetting, type PartialSettings } from '../../src/shared/settings.ts'
import { wandering } from '../support/market.ts'
import { replayed, type Told } from '../support/replayed.ts'

const someSettings: fc.Arbitrary<PartialSettings> = fc.record({
  direction: fc.constantFrom('long', 'both'),
  sizing: fc.constantFrom(
    { kind: 'units' as const, value: '40' },
    { kind: 'cash' as const, value: '9000' },
    { kind: 'fraction' as const, value: '1' },
  ),
  closeAtEnd: fc.boolean(),
  fills: fc.record({
    profile: fc.constantFrom(...FILL_PROFILES),
    volumeCapPct: fc.constantFrom('off', '10', '60'),
  }),
  bracket: fc.record({
    stop: fc.constantFrom<LegSetting>('none', 'pct:1.5', 'atr:1'),
    target: fc.constantFrom<LegSetting>('none', 'pct:2'),
  }),
  risk: fc.record({
    cooldownCandles: fc.constantFrom<'off' | number>('off', 3),
    dailyLossPct: fc.constantFrom('off', '2'),
    maxDrawdownPct: fc.constantFrom('off', '10'),
  }),
})

const someRun = fc
  .tuple(fc.nat(), fc.integer({ min: 60, max: 200 }), someSettings, fc.integer({ min: 2, max: 8 }))
  .map(([seed, rows, settings, entry]) => {
    const series = wandering({ seed, rows, priceDecimals: 2, price: 100, swing: 0.03 })
    const volume = BigInt64Array.from({ length: rows }, (_, row) => BigInt((seed + row * 7) % 300))
    const market = { ...series, hasVolume: true, volume }
    return replayed({ series: market, strategy: 'donchian', params: { entry, exit: 3 }, settings })
  })

const holds = (law: (told: Told) => void) => fc.assert(fc.property(someRun, law), { numRuns: 500 })
const units = (text: string): bigint => readDecimal(text, 8) ?? 0n
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, amount) => all + amount, 0n)

test('E1 every order has an end, a code where it was not filled, and a trade where it was', () => {
  holds((told) => {
    const orders = [...told.orders()]
    expect(orders.map(({ order }) => order)).toEqual(orders.map((_, index) => index + 1))
    for (const { state, code, filled, trade, action } of orders) {
      expect(state).not.toBe('waiting')
      expect(code === null).toBe(state === 'filled')
      expect(filled !== null).toBe(state === 'filled' || state === 'part-filled')
      expect(trade === null && action === 'exit').toBe(false)
      if (filled !== null) expect(trade).not.toBeNull()
    }
  })
})

test('E1 what the orders say was filled is what the executions say', () => {
  holds((told) => {
    const fills = [...told.fills()]
    for (const { trade } of told.trades) {
      const orders = [...told.orders()].filter((order) => order.trade === trade)
      for (const [action, isEntry] of [
        ['enter', true],
        ['exit', false],
      ] as const) {
        const said = orders.filter((order) => order.action === action)
        const done = fills.filter((fill) => fill.trade === trade && (fill.why === 'entry') === isEntry)
        expect(sum(said.map(({ filled }) => units(filled?.quantity ?? '0')))).toBe(
          sum(done.map(({ quantity }) => units(quantity))),
        )
        expect(sum(said.map(({ filled }) => units(filled?.fee ?? '0')))).toBe(
          sum(done.map(({ fee }) => units(fee))),
        )
      }
    }
  })
})

test('GA-8 R6 a position is opened once, closed by one finalize_exit, and every fill is in the journal', () => {
  holds((told) => {
    const of = (type: string) => told.events.filter((event) => event.type === type)
    const closed = told.trades.filter(({ exitTime }) => exitTime !== null)
    expect(of('position_closed').map(({ payload }) => [payload['record'], payload['trade']])).toEqual(
      closed.map(({ trade }) => ['finalize_exit', trade]),
    )
    expect(of('position_opened').map(({ payload }) => payload['trade'])).toEqual(
      told.trades.map(({ trade }) => trade),
    )
    const fills = [...told.fills()]
    expect(of('order_filled').length).toBe(fills.length)
    // What is neither the first fill of a position nor the last of it makes it larger or smaller.
    expect(of('position_scaled').length).toBe(fills.length - told.trades.length - closed.length)
    expect(told.events.map(({ sequence }) => sequence)).toEqual(told.events.map((_, index) => index + 1))
    const intents = of('intent_emitted').length
    expect([
      of('policy_evaluated').length,
      of('intent_approved').length + of('intent_rejected').length,
    ]).toEqual([intents, intents])
    expect([told.events[0]?.type, told.events.at(-1)?.type]).toEqual(['run_started', 'run_completed'])
  })
})
