import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { textOf } from '../../src/main/engine/exact.ts'
import { wandering } from '../support/market.ts'
import { named, together, without } from '../support/together.ts'
import { plainPortfolio, type PortfolioQuestion } from './portfolio-oracle.ts'

/** Three symbols with prices, gaps, beginnings and ends of their own. */
const someQuestion: fc.Arbitrary<PortfolioQuestion> = fc.record({
  markets: fc
    .tuple(fc.nat(), fc.constantFrom(0.02, 0.2, 0.9), fc.integer({ min: 80, max: 160 }))
    .map(([seed, swing, rows]) => [
      named('BBB', wandering({ seed, rows, swing })),
      named(
        'CCC',
        without(
          wandering({ seed: seed + 1, rows: rows - 15, swing, priceDecimals: 4, price: 3 }),
          (candle) => candle % 7 === 3,
        ),
      ),
      named(
        'AAA',
        without(
          wandering({ seed: seed + 2, rows, swing, priceDecimals: 1, price: 4000 }),
          (candle) => candle < 20,
        ),
      ),
    ]),
  fast: fc.constantFrom(2, 4),
  slow: fc.constantFrom(5, 9),
  direction: fc.constantFrom('long', 'both'),
  share: fc.constantFrom('1', '0.5', '0.33333333', '0.07'),
  capital: fc.constantFrom('10000', '777.77'),
  takerBps: fc.constantFrom('0', '10', '35.5'),
  maxPositions: fc.constantFrom(1, 2, 3),
})

test('GA-7 E6 a shared account trades as a plain loop over the rules does, trade by trade and row by row', () => {
  let calls = 0
  let refusals = 0
  fc.assert(
    fc.property(someQuestion, (question) => {
      const plain = plainPortfolio(question)
      const { markets, fast, slow, direction, share, capital, takerBps, maxPositions } = question
      const ours = together({
        markets,
        strategy: 'sma-cross',
        params: { fast, slow },
        settings: {
          capital,
          capitalMode: 'portfolio',
          direction,
          sizing: { kind: 'fraction', value: share },
          fees: { takerBps },
          risk: { maxPositions },
        },
      })
      const time = (text: string | null) => (text === null ? null : Date.parse(text))
      expect(
        ours.trades.map(({ symbol, side, quantity, entryTime, exitTime, netPnl }) => ({
          symbol,
          side,
          quantity,
          entryTime: time(entryTime),
          exitTime: time(exitTime),
          netPnl,
        })),
      ).toEqual(plain.trades)
      expect([...ours.time]).toEqual(plain.times)
      expect(Array.from(ours.equity, (worth) => textOf(worth, 8))).toEqual(plain.equity)
      const refused = ours.timeline.filter(({ kind }) => kind === 'rejected')
      const margin = refused.filter(({ title }) => title.startsWith('MARGIN_CALL'))
      expect(refused.length - margin.length).toBe(plain.refused)
      calls += margin.length
      refusals += plain.refused
    }),
    { numRuns: 150 },
  )
  // The cases are worth something only where accounts are really fought over.
  expect(refusals).toBeGreaterThan(100)
  expect(calls).toBeGreaterThan(0)
})
