import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalText, exactDecimal, withoutNoise } from '../../src/main/ingest/decimal-text.ts'

test('D9 digits and their text are two writings of one number', () => {
  const units = fc.bigInt(-(10n ** 24n), 10n ** 24n).filter((value) => value % 10n !== 0n)
  fc.assert(
    fc.property(units, fc.nat(18), (units, decimals) => {
      expect(exactDecimal(decimalText(units, decimals))).toEqual({ units, decimals })
      expect(exactDecimal(`${units}e-${decimals}`)).toEqual({ units, decimals })
      expect(exactDecimal(`${units}00E+2`)).toEqual({ units: units * 10_000n, decimals: 0 })
    }),
  )
})

test('D9 nothing but the grammar is a number', () => {
  const refused = [
    '',
    '-',
    '.',
    '1.',
    '.1',
    '+1',
    '1e',
    '1e+',
    'e1',
    '1,0',
    ' 1',
    '1 ',
    '0x1',
    '1_0',
    '--1',
    '1e5000',
    '١',
  ]
  expect(refused.filter((text) => exactDecimal(text) !== null)).toEqual([])
})

test('D3 noise is more digits than a double holds, with more decimals than an exchange has', () => {
  const rounded = (text: string) => {
    const exact = exactDecimal(text)
    const number = exact && withoutNoise(exact)
    return number && decimalText(number.units, number.decimals)
  }
  expect(rounded('0.17600000000000002')).toBe('0.176')
  expect(rounded('185.40321350097656')).toBe('185.4032135')
  expect(rounded('0.00001234567890123456')).toBe('0.0000123456789')
  // Half to even.
  expect(rounded('12345678.123456785')).toBe('12345678.12345678')
  expect(rounded('12345678.123456775')).toBe('12345678.12345678')
  // Exact: an exchange's eight decimals however large, and what a double still holds.
  expect(rounded('395839583958.12345678')).toBe(null)
  expect(rounded('68.190886006662')).toBe(null)
})
