import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillEntry } from '../../src/main/engine/broker.ts'
import { Equity } from '../../src/main/engine/equity.ts'
import { divideUp, roundUp } from '../../src/main/engine/exact.ts'
import { feeOf, rateOf } from '../../src/main/engine/fees.ts'
import { fillAt } from '../../src/main/engine/fill.ts'
import { valueOf } from '../../src/main/engine/ledger.ts'
import { quantityAt } from '../../src/main/engine/sizing.ts'
import { type Terms, termsOf } from '../../src/main/engine/terms.ts'
import { worded } from '../../src/main/engine/words.ts'
import { settingsOf } from '../support/replayed.ts'

const someTerms: fc.Arbitrary<Terms> = fc
  .record({
    priceDecimals: fc.integer({ min: 0, max: 4 }),
    taker: fc.constantFrom(0n, 10n, 333n, 10_000n).map((bps) => rateOf(bps * 10n ** 8n)),
    minimumFee: fc.constantFrom(0n, 7n, 400n),
    baseIncrement: fc.constantFrom(1n, 3n, 100n),
    quoteIncrement: fc.constantFrom(1n, 10n, 250n),
  })
  .map((some) => ({ ...termsOf(settingsOf({}), some.priceDecimals), ...some }))

test('Q2 a fraction buys the largest quantity whose cost and fee are within it', () => {
  const some = [someTerms, fc.integer({ min: 1, max: 30_000 }), fc.bigInt({ min: 1n, max: 20_000n })] as const
  fc.assert(
    fc.property(...some, (terms, ticks, cash) => {
      const fill = fillEntry({ is: 'fraction', value: 10n ** 8n }, ticks, cash, terms)
      const costs = (quantity: bigint) => {
        const { value, fee } = fillAt(ticks, quantity, terms)
        return value + fee
      }
      // E5: more than the way in and out would cost; a law of its own, below.
      if ('refused' in fill && worded(fill.refused).startsWith('FEES_EXCEED_CASH')) return
      const quantity = 'refused' in fill ? 0n : fill.quantity
      expect(quantity % terms.baseIncrement).toBe(0n)
      if (quantity > 0n) expect(costs(quantity) <= cash).toBe(true)
      expect(costs(quantity + terms.baseIncrement) > cash).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

/** Quantities and prices whose product is often just at, below or above half a unit of money. */
const halves = (priceDecimals: number) => {
  const half = priceDecimals === 0 ? 1 : 5 * 10 ** (priceDecimals - 1)
  return fc.record({
    priceDecimals: fc.constant(priceDecimals),
    ticks: fc.oneof(
      fc.integer({ min: 1, max: 10 ** 13 }),
      fc.integer({ min: 1, max: 1000 }).map((times) => half * times),
    ),
    quantity: fc.oneof(...[3n, 10n, 15n].map((digits) => fc.bigInt({ min: 1n, max: 10n ** digits }))),
    side: fc.constantFrom('long' as const, 'short' as const),
    cash: fc.bigInt({ min: -(10n ** 12n), max: 2n ** 54n }),
  })
}

test('Q10 the account is marked as the ledger would value it, in doubles and beyond them', () => {
  const some = fc.integer({ min: 0, max: 9 }).chain(halves)
  fc.assert(
    fc.property(some, ({ priceDecimals, ticks, quantity, side, cash }) => {
      const value = valueOf(quantity, ticks, priceDecimals)
      const worth = side === 'long' ? cash + value : cash - value
      fc.pre(worth < 2n ** 63n && worth > -(2n ** 63n))
      const equity = new Equity(1, 1n, priceDecimals, ticks)
      equity.hold(cash, side, quantity)
      expect(equity.mark(0, ticks, ticks, ticks)).toBe(worth > 0n ? 1 : worth < 0n ? -1 : 0)
      expect([equity.closes[0], equity.adverse[0]]).toEqual([worth, worth])
    }),
    { numRuns: 5000 },
  )
})

test('Q2 where only the minimum fee is left, a quantity too small to cost anything fits, and E5 is refused', () => {
  const terms: Terms = {
    ...termsOf(settingsOf({}), 1),
    minimumFee: 400n,
    taker: rateOf(0n),
    quoteIncrement: 1n,
  }
  const size = { is: 'fraction', value: 10n ** 8n } as const
  expect(quantityAt(size, 1, 400n, terms)).toBe(5n)
  const fill = fillEntry(size, 1, 400n, terms)
  expect('refused' in fill && worded(fill.refused)).toBe(
    'FEES_EXCEED_CASH: the way in and out costs 0.000008, there is 0.000004',
  )
})

const amounts = fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.bigInt({ min: 0n, max: 2n ** 62n }))
const steps = fc.oneof(fc.constantFrom(1n, 3n, 10n ** 6n), fc.bigInt({ min: 1n, max: 2n ** 60n }))

test('Q10 a fee is the share of the value, rounded up, in doubles and beyond them', () => {
  const rates = fc.oneof(
    fc.constantFrom(0n, 10n ** 7n, 10n ** 9n, 725_000_000n, -(10n ** 8n)),
    fc.bigInt({ min: -(10n ** 10n), max: 10n ** 12n }),
  )
  fc.assert(
    fc.property(amounts, rates, fc.oneof(fc.constant(0n), amounts), steps, (value, bps, minimumFee, step) => {
      const terms = { ...termsOf(settingsOf({}), 2), taker: rateOf(bps), minimumFee, quoteIncrement: step }
      const share = divideUp(value * bps, 10n ** 12n)
      const due = bps < 0n || share > minimumFee ? share : minimumFee
      expect(feeOf(value, 'taker', terms)).toBe(roundUp(due, step))
    }),
    { numRuns: 5000 },
  )
})

test('Q2 the largest quantity that an amount pays for is found, in doubles and beyond them', () => {
  const prices = fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 2 ** 45 }))
  fc.assert(
    fc.property(
      amounts,
      prices,
      fc.integer({ min: 0, max: 8 }),
      steps,
      (cash, ticks, priceDecimals, step) => {
        const terms = {
          ...termsOf(settingsOf({ fees: { takerBps: '0' } }), 0),
          priceDecimals,
          baseIncrement: step,
        }
        const quantity = quantityAt({ is: 'fraction', value: 10n ** 8n }, ticks, cash, terms)
        expect(quantity % step).toBe(0n)
        expect(valueOf(quantity, ticks, priceDecimals) <= cash).toBe(true)
        expect(valueOf(quantity + step, ticks, priceDecimals) > cash).toBe(true)
      },
    ),
    { numRuns: 5000 },
  )
})
