import { Decimal } from 'decimal.js'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Evidence, measure } from '../../src/main/metrics/index.ts'
import type { Metrics } from '../../src/shared/metrics.ts'
import type { TradeRecord } from '../../src/shared/run.ts'
import { DAY, drawnRun, HOUR, iso, START, trade } from './drawn-run.ts'
import { D, type Figure, most, recompute } from './recompute.ts'
import { expectWhole } from './whole-metrics.ts'

const cents = (most: number) =>
  fc.integer({ min: -most, max: most }).map((value) => new D(value).div(100).toFixed())
const priceText = fc.integer({ min: 1, max: 10_000_000 }).map((value) => new D(value).div(1000).toFixed())

const trades = (candles: number): fc.Arbitrary<TradeRecord[]> =>
  fc
    .array(
      fc.record({
        net: cents(50_000),
        fees: cents(100).map((fees) => fees.replace('-', '')),
        risk: fc.option(fc.constantFrom('100', '37.5', '0', '0.00000001')),
        quantity: fc.integer({ min: 1, max: 2 ** 31 }).map((value) => new D(value).div(1e8).toFixed(8)),
        entryPrice: priceText,
        exitPrice: priceText,
      }),
      { maxLength: 20 },
    )
    .chain((drawn) =>
      fc.boolean().map((lastIsOpen) =>
        drawn.map(({ net, fees, risk, quantity, entryPrice, exitPrice }, index) => {
          const isOpen = lastIsOpen && index === drawn.length - 1
          const at = Math.min(index, candles - 1)
          return trade(isOpen ? null : net, {
            fees,
            quantity,
            entryPrice,
            initialRisk: risk,
            entryTime: iso(START + at * HOUR),
            ...(isOpen
              ? {}
              : {
                  exitPrice,
                  exitTime: iso(START + (at + 1) * HOUR),
                  grossPnl: new D(net).plus(fees).toFixed(),
                }),
          })
        }),
      ),
    )

const run: fc.Arbitrary<Evidence> = fc
  .record({
    steps: fc.array(
      fc.record({ change: fc.integer({ min: -60_000, max: 60_000 }), dip: fc.nat(30_000), skip: fc.nat(40) }),
      { minLength: 1, maxLength: 60 },
    ),
    capital: fc.integer({ min: 1000, max: 10_000_000 }).map((value) => value / 100),
    candleMs: fc.constantFrom(HOUR, 4 * HOUR, DAY),
    periodsPerYear: fc.constantFrom(365, 260, 252),
    benchmarkReturnPct: fc.option(fc.double({ min: -100, max: 1000, noNaN: true })),
  })
  .chain(({ steps, capital, candleMs, ...more }) =>
    trades(steps.length).map((drawn) => {
      let [cents, time] = [Math.round(capital * 100), START - candleMs]
      const rows = steps.map(({ change, dip, skip }) => {
        cents += change
        // Most candles follow each other; now and then the market pauses.
        time += candleMs * (skip > 35 ? skip : 1)
        return { equity: cents / 100, adverse: (cents - dip) / 100, time }
      })
      return drawnRun({
        ...more,
        capital,
        candleMs,
        trades: drawn,
        equity: rows.map(({ equity }) => equity),
        adverse: rows.map(({ adverse }) => adverse),
        openTimes: rows.map(({ time }) => time),
        ambiguousCandles: steps.length % 7,
      })
    }),
  )

/** Nearly equal returns leave few digits for their deviation: what is divided by it may be off by more. */
function strain({ sharpe, sqn }: Record<string, Figure>): Decimal {
  const sizes = [sharpe, sqn].map((figure) => (figure instanceof Decimal ? figure.abs() : new D(0)))
  return most([new D(1), ...sizes])
}

test('X1 every figure agrees with its definition recomputed in decimals, and is a number or a reason', () => {
  fc.assert(
    fc.property(run, (evidence) => {
      const measured = measure(evidence)
      expectWhole(measured)
      const figures = recompute(evidence)
      const tolerance = strain(figures).times(1e-11)
      for (const [name, expected] of Object.entries(figures)) {
        const { value, reason } = measured[name as keyof Metrics]
        if (typeof expected === 'string') expect([name, value, reason]).toEqual([name, null, expected])
        else if (value === null) expect([name, reason]).toEqual([name, expected.toString()])
        else {
          const off = expected.minus(value).abs().div(Decimal.max(expected.abs(), 1e-3))
          // A growth close to 1, less 1, has lost the digits that it shared with it.
          const allowed = name === 'cagr' || name === 'calmar' ? tolerance.times(1000) : tolerance
          expect(off.lte(allowed), `${name}: ${value}, not ${expected}`).toBe(true)
        }
      }
    }),
    { numRuns: 400 },
  )
})

test('1.1 expectancy is win share times average win less loss share times average loss, but for break-even crumbs', () => {
  fc.assert(
    fc.property(run, (evidence) => {
      const { expectancy, wins, losses, closedTrades, avgWin, avgLoss, breakEven } = measure(evidence)
      if (expectancy.value === null) return
      const share = (count: Metrics['wins'], average: Metrics['avgWin']) =>
        ((count.value ?? 0) / closedTrades.value!) * (average.value ?? 0)
      const crumbs = (breakEven.value! * evidence.quoteIncrement) / 2 / closedTrades.value!
      const identity = share(wins, avgWin) - share(losses, avgLoss)
      expect(Math.abs(expectancy.value - identity)).toBeLessThanOrEqual(crumbs + 1e-9)
    }),
  )
})

test('D5 measuring is a pure function: the same evidence gives the same bits, and is left as it was', () => {
  fc.assert(
    fc.property(run, (evidence) => {
      const before = structuredClone(evidence)
      expect(measure(evidence)).toEqual(measure(structuredClone(evidence)))
      expect(evidence).toEqual(before)
    }),
    { numRuns: 30 },
  )
})
