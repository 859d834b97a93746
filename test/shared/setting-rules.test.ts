import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flawOf, SETTING_RULES, sizeRule } from '../../src/shared/setting-rules.ts'

test.each([
  ['0', 'a number from 0.01 to 1000000000000'],
  ['0.009999999', 'a number from 0.01 to 1000000000000'],
  ['1000000000000.00000001', 'a number from 0.01 to 1000000000000'],
  ['10.123456789', 'a number with at most 8 decimals'],
  ['ten', 'a decimal number such as 1000 or 0.5'],
  ['', 'a decimal number such as 1000 or 0.5'],
  ['.', 'a decimal number such as 1000 or 0.5'],
  ['1,5', 'a decimal number such as 1000 or 0.5'],
  ['1e4', null],
  [' +10000.50 ', null],
  ['.5', null],
  ['5.', null],
])('K2 a capital of "%s": %s', (text, flaw) => {
  expect(flawOf(SETTING_RULES.capital, text)).toBe(flaw)
})

test('K2 a leg is a word or a distance within its bounds, a limit may be off, and a share is at most 1', () => {
  const leg = (text: string) => flawOf(SETTING_RULES['bracket.stop'], text)
  expect(['none', 'strategy', 'pct:2', 'ticks:150', 'atr:0.5'].map(leg)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ])
  expect(leg('2%')).toBe('none, strategy, or a distance such as pct:2, ticks:150 or atr:3')
  expect(leg('pct:100')).toBe('a number from 0.00000001 to 99.99999999')
  expect(flawOf(SETTING_RULES['risk.dailyLossPct'], 'off')).toBe(null)
  expect(flawOf(SETTING_RULES['risk.dailyLossPct'], '101')).toBe('off, or a number from 0.00000001 to 100')
  expect(flawOf(SETTING_RULES.warmup, '1.5')).toBe('auto, or a whole number from 0 to 10000000')
  expect([flawOf(sizeRule('risk'), '1.01'), flawOf(sizeRule('units'), '1.01')]).toEqual([
    'a number from 0.00000001 to 1',
    null,
  ])
})

test('K2 bounds and decimals are judged exactly, as decimal.js would', () => {
  const written = fc
    .tuple(
      fc.constantFrom('', '-', '+'),
      fc.bigInt({ min: 0n, max: 20_000n }),
      fc.stringMatching(/^\d{0,10}$/),
      fc.constantFrom('', 'e3', 'e-3', 'E0'),
    )
    .map(([sign, whole, fraction, exponent]) => `${sign}${whole}.${fraction}${exponent}`)
  const rule = SETTING_RULES['fees.makerBps']
  fc.assert(
    fc.property(written, (text) => {
      const value = new Decimal(text)
      const isFine = value.gte(rule.least) && value.lte(rule.most) && value.decimalPlaces() <= 8
      expect(flawOf(rule, text) === null).toBe(isFine)
    }),
  )
})
