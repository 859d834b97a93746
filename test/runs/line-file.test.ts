import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openLines } from '../../src/main/runs/line-file.ts'
import { tempFolder } from '../support/temp-folder.ts'

const write = (records: readonly unknown[]) => {
  const file = path.join(tempFolder(), 'records.jsonl')
  writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''))
  return file
}

test('U3 any page of a long file is the slice of its lines', async () => {
  // Long lines, so that pages begin and end inside slices of the file.
  const records = Array.from({ length: 3000 }, (_, i) => ({ i, text: 'ä'.repeat((i * 37) % 400) }))
  const file = await openLines<(typeof records)[number]>(write(records))
  expect(file.lines).toBe(3000)
  await fc.assert(
    fc.asyncProperty(fc.nat(3100), fc.nat(300), async (first, most) => {
      expect(await file.page(first, most)).toEqual(records.slice(first, first + most))
    }),
    { numRuns: 200 },
  )
  const all: unknown[] = []
  for await (const record of file.all()) all.push(record)
  expect(all).toEqual(records)
  expect([...file.blocking]).toEqual(records)
})

test('U3 an empty file has no lines', async () => {
  const file = await openLines(write([]))
  expect([file.lines, await file.page(0, 10)]).toEqual([0, []])
})

test('P17 a file that changes while it is open is never read as if it had not', async () => {
  const records = Array.from({ length: 900 }, (_, i) => ({ i, text: 'x'.repeat(40) }))
  const path = write(records)
  const changed = () => {
    throw new Error('changed')
  }
  const file = await openLines(path, changed)
  const bytes = Buffer.from(readFileSync(path))
  const at = bytes.indexOf('"i":300,') + 4
  bytes[at] = 0x34
  writeFileSync(path, bytes)
  // Only the stretch that was changed is refused.
  expect(await file.page(0, 10)).toEqual(records.slice(0, 10))
  await expect(file.page(290, 20)).rejects.toThrow('changed')
  expect(() => [...file.blocking]).toThrow('changed')
  writeFileSync(path, bytes.subarray(0, 100))
  await expect(file.page(0, 1)).rejects.toThrow('changed')
})
