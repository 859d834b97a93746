import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { textOfWhole } from '../../src/main/engine/exact.ts'
import { bytesOf, Lines } from '../../src/main/engine/lines.ts'
import { OpenTimes } from '../../src/main/engine/open-times.ts'
import { written } from '../support/written.ts'

const line = (write: Parameters<typeof written>[0]) =>
  written((lines) => {
    write(lines)
    lines.end()
  })

test('E1 a number is written as it is told: no zeros too many, none too few', () => {
  const someDecimals = fc.integer({ min: 0, max: 15 })
  const someWhole = fc.oneof(
    fc.maxSafeNat(),
    fc.nat(),
    fc.nat(2000),
    fc.tuple(fc.nat(99_999), fc.integer({ min: 0, max: 11 })).map(([digits, power]) => digits * 10 ** power),
    fc.constantFrom(999_999_999, 1_000_000_000, 1_000_000_001, 10 ** 15, Number.MAX_SAFE_INTEGER),
  )
  fc.assert(
    fc.property(someWhole, someDecimals, (value, decimals) => {
      expect(line((lines) => lines.number(value))).toBe(`${value}\n`)
      expect(line((lines) => lines.decimal(value, decimals))).toBe(`${textOfWhole(value, decimals)}\n`)
    }),
    { numRuns: 4000 },
  )
})

test('E1 a text is written as JSON has it, whatever is in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      expect(line((lines) => lines.text(text))).toBe(`${JSON.stringify(text)}\n`)
    }),
    { numRuns: 2000 },
  )
  expect(line((lines) => lines.text('"half of a pair: \ud83d"'))).toBe('"\\"half of a pair: \\ud83d\\""\n')
  expect(bytesOf('é €, 🙂')).toEqual(new Uint8Array(Buffer.from('é €, 🙂')))
})

test('E1 an open time is written as it is told, to the millisecond', () => {
  const someTime = fc.oneof(
    fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }),
    fc.integer({ min: -1e6, max: 4e6 }).map((minute) => minute * 60_000),
  )
  fc.assert(
    fc.property(fc.array(someTime, { minLength: 1 }), (some) => {
      const times = new OpenTimes(Float64Array.from(some))
      const told = written((lines) => {
        for (const candle of some.keys()) {
          times.put(lines, candle)
          lines.end()
        }
      })
      expect(told).toBe(some.map((time) => `${new Date(time).toISOString()}\n`).join(''))
    }),
    { numRuns: 1000 },
  )
})

test('E1 lines are handed on whole, however long they are', () => {
  const texts = [
    'one',
    'x'.repeat(70_000),
    'two',
    `${'y'.repeat(200_000)}"`,
    ...Array.from({ length: 9000 }, String),
  ]
  const heard: string[] = []
  const lines = new Lines((piece) => heard.push(Buffer.from(piece).toString()))
  for (const text of texts) {
    lines.text(text)
    lines.end()
  }
  lines.text('not yet ended')
  lines.flush()
  expect(heard.length).toBeGreaterThan(1)
  expect(heard.every((piece) => piece.endsWith('\n'))).toBe(true)
  expect(heard.join('')).toBe(texts.map((text) => `${JSON.stringify(text)}\n`).join(''))
})
