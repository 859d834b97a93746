import { expect, test } from 'vitest'
import { termsOf } from '../../src/main/engine/terms.ts'
import type { PartialSettings, Product } from '../../src/shared/settings.ts'
import { settingsOf } from '../support/replayed.ts'

const terms = (settings: PartialSettings, priceDecimals = 2) => termsOf(settingsOf(settings), priceDecimals)
const product: Product = {
  baseIncrement: '0.001',
  quoteIncrement: '0.05',
  minFunds: '1',
  maxFunds: null,
  calendar: '24/7',
}

test('Q14 an unknown product has the increments of the data, never finer than 1e-8', () => {
  expect(terms({})).toMatchObject({
    baseIncrement: 1n,
    quoteIncrement: 10n ** 6n,
    minFunds: null,
    maxFunds: null,
  })
  expect(terms({}, 0).quoteIncrement).toBe(10n ** 8n)
  expect(terms({}, 8).quoteIncrement).toBe(1n)
  expect(terms({}, 10).quoteIncrement).toBe(1n)
  expect(terms({ product })).toMatchObject({
    baseIncrement: 10n ** 5n,
    quoteIncrement: 5n * 10n ** 6n,
    minFunds: 10n ** 8n,
    maxFunds: null,
  })
})

test('B2 prices of the run are as fine as the candles, the product and the spread', () => {
  expect(terms({ product }, 0)).toMatchObject({ priceDecimals: 2, scale: 100, tick: 5 })
  expect(terms({ product }, 4)).toMatchObject({ priceDecimals: 4, scale: 1, tick: 500 })
  expect(terms({ spread: '0.125' }, 1)).toMatchObject({
    priceDecimals: 3,
    scale: 100,
    tick: 100,
    spread: 125,
  })
})

test('E5 settings become exact numbers', () => {
  expect(terms({ capital: '0.00000001', fees: { takerBps: '7.25', minimum: '0.5' } })).toMatchObject({
    capital: 1n,
    taker: { bps: 725_000_000n },
    minimumFee: 50_000_000n,
    size: { is: 'fraction', value: 10n ** 8n },
  })
})

const refusals: readonly (readonly [field: string, text: string, settings: PartialSettings])[] = [
  ['capital', '0', { capital: '0' }],
  ['capital', '-5', { capital: '-5' }],
  ['capital', 'NaN', { capital: 'NaN' }],
  ['capital', '1e4', { capital: '1e4' }],
  ['capital', '0.000000001', { capital: '0.000000001' }],
  ['capital', '100000000000', { capital: '100000000000' }],
  ['sizing.value', '1.01', { sizing: { value: '1.01' } }],
  ['sizing.value', '0', { sizing: { kind: 'units', value: '0' } }],
  ['fees.takerBps', '-1', { fees: { takerBps: '-1' } }],
  ['fees.takerBps', '10000.1', { fees: { takerBps: '10000.1' } }],
  ['fees.minimum', 'x', { fees: { minimum: 'x' } }],
  ['product.baseIncrement', '0', { product: { ...product, baseIncrement: '0' } }],
  ['product.quoteIncrement', '0.000000001', { product: { ...product, quoteIncrement: '0.000000001' } }],
  ['slippage.value', '-1', { slippage: { kind: 'bps', value: '-1' } }],
  ['spread', 'x', { spread: 'x' }],
  ['fills.volumeCapPct', '0', { fills: { volumeCapPct: '0' } }],
  ['risk.dailyLossPct', '101', { risk: { dailyLossPct: '101' } }],
  ['risk.maxDrawdownPct', 'none', { risk: { maxDrawdownPct: 'none' } }],
  ['bracket.stop', 'pct:100', { bracket: { stop: 'pct:100' } }],
  ['bracket.stop', 'atr:0', { bracket: { stop: 'atr:0' } }],
  ['bracket.target', 'ticks:', { bracket: { target: 'ticks:' } }],
  ['bracket.stopBufferPct', '-5', { bracket: { stopBufferPct: '-5' } }],
  ['sizing.value', '1.5', { sizing: { kind: 'risk', value: '1.5' } }],
  ['product.maxFunds', '-1', { product: { ...product, maxFunds: '-1' } }],
]

test.for(refusals)('B4.1 %s of "%s" is CONFIG_INVALID and names the field', ([field, text, settings]) => {
  expect(() => terms(settings)).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', details: { field, text } }),
  )
})
