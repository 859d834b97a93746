import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crossing } from '../../../src/main/hosts/desktop/crossing.ts'

test('what may cross is the same on the other side', () => {
  const column = fc.oneof(
    fc.float64Array(),
    fc.bigInt64Array(),
    fc.uint8Array(),
    fc.int32Array(),
    fc.uint32Array(),
  )
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.constant(undefined),
      column,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }))
  fc.assert(
    fc.property(value, (value) => {
      expect(structuredClone(crossing(value))).toStrictEqual(structuredClone(value))
    }),
  )
})

test('shared memory is copied, because it cannot cross', () => {
  const shared = new Float64Array(new SharedArrayBuffer(32))
  shared.set([1, NaN, -0, 4])
  const crossed = crossing({ column: shared }) as { column: Float64Array }
  expect(crossed.column.buffer).toBeInstanceOf(ArrayBuffer)
  expect(crossed.column).toEqual(Float64Array.of(1, NaN, -0, 4))
})

test('of a part of a column only the part crosses', () => {
  const column = new Float64Array(1000)
  const crossed = crossing(column.subarray(10, 12)) as Float64Array
  expect(crossed.buffer.byteLength).toBe(16)
  const file = Buffer.from('a slice of a pooled buffer')
  const bytes = crossing(file.subarray(2, 7)) as Uint8Array
  expect([bytes.buffer.byteLength, new TextDecoder().decode(bytes)]).toEqual([5, 'slice'])
})

test.each([
  ['a Map', new Map()],
  ['a Set', new Set()],
  ['a Date', new Date(0)],
  ['an Error', new Error('no')],
  ['a function', () => {}],
  ['a symbol', Symbol('no')],
  ['a DataView', new DataView(new ArrayBuffer(8))],
])('%s is refused, however deep', (_name, value) => {
  expect(() => crossing({ list: [{ value }] })).toThrow(TypeError)
})
