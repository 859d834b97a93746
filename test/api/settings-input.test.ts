import { expect, test } from 'vitest'
import { completeSettings, partialSettings } from '../../src/main/api/settings-input.ts'
import { productOf } from '../../src/shared/products.ts'
import { DEFAULT_SETTINGS, type PartialSettings } from '../../src/shared/settings.ts'

test('R1 settings that mean the same are the same text', () => {
  const typed = partialSettings.parse({
    slippage: { kind: 'bps', value: '2.50' },
    spread: 0.1,
    fills: { profile: 'tradingview', magnify: 'false', volumeCapPct: '10.0' },
    risk: { maxPositions: '3', dailyLossPct: 'off', maxDrawdownPct: '20.0', cooldownCandles: '5' },
    bracket: { stop: 'pct:2.0', target: ' atr:3 ', stopBufferPct: '5.0' },
  })
  expect(typed).toEqual({
    slippage: { kind: 'bps', value: '2.5' },
    spread: '0.1',
    fills: { profile: 'tradingview', magnify: false, volumeCapPct: '10' },
    risk: { maxPositions: 3, dailyLossPct: 'off', maxDrawdownPct: '20', cooldownCandles: 5 },
    bracket: { stop: 'pct:2', target: 'atr:3', stopBufferPct: '5' },
  })
  expect(completeSettings(typed)).toEqual({ ...DEFAULT_SETTINGS, ...typed })
})

const refusals: readonly (readonly [path: string, given: unknown])[] = [
  ['slippage.kind', { slippage: { kind: 'random' } }],
  ['slippage.value', { slippage: { value: '-1' } }],
  ['spread', { spread: 'wide' }],
  ['fills.profile', { fills: { profile: 'optimistic' } }],
  ['fills.magnify', { fills: { magnify: 'maybe' } }],
  ['fills.volumeCapPct', { fills: { volumeCapPct: '101' } }],
  ['risk.maxPositions', { risk: { maxPositions: '0' } }],
  ['risk.dailyLossPct', { risk: { dailyLossPct: '0' } }],
  ['risk.cooldownCandles', { risk: { cooldownCandles: '1.5' } }],
  ['bracket.stop', { bracket: { stop: 'pct:100' } }],
  ['bracket.stop', { bracket: { stop: '2%' } }],
  ['bracket.target', { bracket: { target: 'ticks:-4' } }],
  ['bracket.stopBufferPct', { bracket: { stopBufferPct: '101' } }],
  ['sizing.value', { sizing: { kind: 'risk', value: '2' } }],
]
test.each(refusals)('K2 %s is refused by its name: %j', (path, given) => {
  const { error } = partialSettings.safeParse(given)
  expect(error?.issues[0]?.path.join('.')).toBe(path)
})

test('B1 Q14 a known symbol brings its product, another one the steps of its data, and a given one counts', () => {
  expect(completeSettings({}, productOf('BTC-USD')).product).toEqual({
    baseIncrement: '0.00000001',
    quoteIncrement: '0.01',
    minFunds: '1',
    maxFunds: null,
    calendar: '24/7',
  })
  expect(completeSettings({}, productOf('constructor')).product).toBe(null)
  expect(completeSettings({ product: null }, productOf('BTC-USD')).product).toBe(null)
})

test('E6 symbols that share an account may all be held, each for an equal part, where nothing else was said', () => {
  const of = (given: PartialSettings, symbols: number) => {
    const { risk, sizing } = completeSettings(given, null, symbols)
    return [risk.maxPositions, sizing.kind, sizing.value]
  }
  expect(of({ capitalMode: 'portfolio' }, 3)).toEqual([3, 'fraction', '0.33333333'])
  expect(of({ capitalMode: 'portfolio' }, 8)).toEqual([8, 'fraction', '0.125'])
  expect(of({ capitalMode: 'portfolio', risk: { maxPositions: 2 } }, 5)).toEqual([2, 'fraction', '0.5'])
  expect(of({ capitalMode: 'portfolio', sizing: { value: '0.9' } }, 3)).toEqual([3, 'fraction', '0.9'])
  expect(of({ capitalMode: 'portfolio', sizing: { kind: 'cash', value: '50' } }, 3)).toEqual([
    3,
    'cash',
    '50',
  ])
  // An account of one symbol is what it was.
  expect(of({ capitalMode: 'independent' }, 3)).toEqual([1, 'fraction', '1'])
  expect(of({ capitalMode: 'portfolio' }, 1)).toEqual([1, 'fraction', '1'])
})
