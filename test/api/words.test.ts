import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type Door, REQUESTS } from '../../src/shared/contract.ts'
import { Problem } from '../../src/shared/problem.ts'
import { ended } from '../support/ended.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { importDrawn, workstation } from '../support/workstation.ts'

async function refusal(answer: Promise<unknown>): Promise<Problem> {
  const thrown: unknown = await answer.then(
    () => null,
    (error: unknown) => error,
  )
  if (thrown instanceof Problem) return thrown
  throw new Error(`not refused: ${String(thrown)}`)
}

/** What the library of schemas says to programmers, and a program to nobody. */
const RAW = /invalid input|expected|received|zod|undefined|\[object|\bNaN\b| at \w+ \(|\.ts:/i

test.each([
  [{ fees: 1 }, 'fees', 'it must be a group of named values'],
  [{ fees: { nope: 1 } }, 'fees.nope', 'there is no such name'],
  [{ fees: { takerBps: 'cheap' } }, 'fees.takerBps', 'it must be a decimal number such as 1000 or 0.5'],
  [{ warmup: -1 }, 'warmup', 'it must be auto, or a whole number from 0 to 10000000'],
  [{ warmup: 1.5 }, 'warmup', 'it must be auto, or a whole number from 0 to 10000000'],
  [{ capital: '0' }, 'capital', 'it must be a number from 0.01 to 1000000000000'],
  [{ capital: '1000000000000.01' }, 'capital', 'it must be a number from 0.01 to 1000000000000'],
  [{ capital: '0.000000001' }, 'capital', 'it must be a number from 0.01 to 1000000000000'],
  [{ capital: '1.123456789' }, 'capital', 'it must be a number with at most 8 decimals'],
  [{ capital: Number.NaN }, 'capital', 'it must be a number'],
  [{ closeAtEnd: 'maybe' }, 'closeAtEnd', 'it must be true or false'],
  [{ direction: 'up' }, 'direction', 'it must be long, short or both'],
  [{ product: {} }, 'product.baseIncrement', 'it is missing'],
] as const)('B4.1 the settings %j are refused in one plain sentence', async (settings, field, why) => {
  const door: Door = (await workstation()).client
  const problem = await refusal(
    door.ask('run.start', { datasets: ['a'.repeat(64)], strategy: 'sma-cross', settings }),
  )
  expect(problem.shape).toEqual({
    code: 'CONFIG_INVALID',
    message: `The setting ${field} is not possible: ${why}.`,
    hint: 'Correct it and run again.',
    details: { field },
  })
})

test.each([
  [{ fee: { takerBps: '5' } }, 'fee', 'Did you mean fees?'],
  [{ fees: { takerBp: '5' } }, 'fees.takerBp', 'Did you mean fees.takerBps?'],
  [{ fills: { profil: 'tradingview' } }, 'fills.profil', 'Did you mean fills.profile?'],
] as const)('B4.1 of the settings %j the one that is meant is named', async (settings, field, hint) => {
  const door: Door = (await workstation()).client
  const problem = await refusal(
    door.ask('run.start', { datasets: ['a'.repeat(64)], strategy: 'sma-cross', settings }),
  )
  expect(problem.shape).toMatchObject({
    message: `The setting ${field} is not possible: there is no such name.`,
    hint,
  })
})

test.each(['0.01', '90071992.54740991'])('B4.1 a capital of %s is possible', async (capital) => {
  const { client } = await workstation()
  const dataset = await importDrawn(client)
  const { operation } = await client.ask('run.start', {
    datasets: [dataset],
    strategy: 'donchian',
    settings: { capital },
  })
  const { state, problem } = await ended(client, operation)
  expect([state, problem]).toEqual(['succeeded', null])
})

const deep = (levels: number): unknown => {
  let value: unknown = 1
  for (let level = 0; level < levels; level++) value = { value }
  return value
}
const cyclic = (): unknown => {
  const ring: { self?: unknown } = {}
  ring.self = ring
  return ring
}

const HOSTILE: readonly (readonly [string, () => unknown])[] = [
  ['nothing', () => undefined],
  ['null', () => null],
  ['a number', () => 5],
  ['a list', () => [{}]],
  ['a function', () => () => 1],
  ['a polluting prototype', () => JSON.parse('{"__proto__":{"polluted":1}}')],
  ['a polluting constructor', () => JSON.parse('{"constructor":{"prototype":{"polluted":1}}}')],
  ['a ring', cyclic],
  ['65 levels', () => deep(70)],
  ['ten thousand levels', () => deep(10_000)],
  ['a text of 65 KiB', () => ({ text: 'x'.repeat(65 * 1024) })],
  ['more than 1 MiB', () => ({ list: Array.from({ length: 30 }, () => 'x'.repeat(40_000)) })],
]

test.each(HOSTILE)(
  'B4.1 T11 %s is refused by every request, in plain words, and changes nothing',
  async (_, make) => {
    const door: Door = (await workstation()).client
    for (const request of REQUESTS) {
      const { code, message, hint } = await refusal(door.ask(request, make()))
      expect(code, request).toMatch(/^(USAGE|REQUEST_TOO_LARGE)$/)
      expect(`${message} ${hint}`, request).not.toMatch(RAW)
      expect(hint, request).toMatch(/\S/)
    }
    expect(Object.keys(Object.prototype)).toEqual([])
    expect('polluted' in {}).toBe(false)
  },
)

test('B4.1 64 KiB of text and 64 levels are still looked at', async () => {
  const door: Door = (await workstation()).client
  expect((await refusal(door.ask('session.read', { text: 'x'.repeat(64 * 1024) }))).code).toBe('USAGE')
  expect((await refusal(door.ask('session.read', deep(60)))).code).toBe('USAGE')
})

test('B4 J-4 a file that is refused is named, without its folder', async () => {
  const { client } = await workstation()
  const folder = tempFolder()
  writeFileSync(path.join(folder, 'empty.csv'), '')
  writeFileSync(path.join(folder, 'header.csv'), 'time,open,high,low,close\n')
  for (const [name, code] of [
    ['nowhere.csv', 'FILE_NOT_FOUND'],
    ['empty.csv', 'CSV_EMPTY'],
    ['header.csv', 'CSV_EMPTY'],
  ]) {
    const { operation } = await client.ask('dataset.import', {
      source: { path: path.join(folder, `${name}`) },
    })
    const { problem } = await ended(client, operation)
    expect(problem).toMatchObject({ code, details: { file: name } })
    expect(JSON.stringify(problem)).not.toContain(folder)
  }
})
