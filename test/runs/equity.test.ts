import { expect, test } from 'vitest'
import { equityCurve, thinned } from '../../src/main/runs/equity-curve.ts'
import { decodeEquity, encodeEquity } from '../../src/main/runs/equity-file.ts'

const COLUMNS = {
  time: BigInt64Array.of(1_000n, 2_000n, 3_000n, 4_000n),
  equity: BigInt64Array.of(100_0000_0000n, 90_0000_0000n, 120_0000_0000n, -1n),
}

test('R2 D16 equity.bin has one known form: a described header, then little-endian columns', () => {
  const bytes = Buffer.concat(encodeEquity(COLUMNS))
  const head = bytes.subarray(0, bytes.indexOf(10) + 1)
  expect(JSON.parse(head.toString())).toEqual({
    schema: 1,
    rows: 4,
    columns: [
      { name: 'time', type: 'int64le', unit: 'ms since 1970-01-01T00:00:00Z' },
      { name: 'equity', type: 'int64le', decimals: 8 },
    ],
  })
  expect([head.length % 8, bytes.subarray(head.length).toString('hex')]).toEqual([
    0,
    'e803000000000000d007000000000000b80b000000000000a00f000000000000' +
      '00e40b5402000000001a7118020000000078' +
      '41cb02000000ffffffffffffffff',
  ])
  expect(decodeEquity(bytes)).toEqual(COLUMNS)
})

test('P17 an equity file that is cut short is refused', () => {
  const bytes = Buffer.concat(encodeEquity(COLUMNS))
  expect(() => decodeEquity(bytes.subarray(0, -1))).toThrow(
    expect.objectContaining({ code: 'ARTIFACT_TAMPERED' }),
  )
})

test('U3 drawdown is measured from the highest equity so far, the capital included', () => {
  const curve = equityCurve(COLUMNS, '100')
  expect(Array.from(curve.drawdown, (percent) => Math.round(percent * 100) / 100)).toEqual([0, 10, 0, 100])
})

test('U3 a thinned curve keeps the last equity and the worst drawdown of each stretch', () => {
  const curve = thinned(equityCurve(COLUMNS, '100'), 0, 10_000, 2)
  expect([[...curve.time], [...curve.equity], [...curve.drawdown].map(Math.round)]).toEqual([
    [1_000, 3_000],
    [90, -1e-8],
    [10, 100],
  ])
})
