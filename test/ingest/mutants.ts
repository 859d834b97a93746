/** Valid files with a few bytes changed: whatever becomes of them, they harm nothing. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { DEFAULT_LIMITS, importCandles } from '../../src/main/ingest/import.ts'
import { spread, xoshiro128 } from '../../src/main/ingest/xoshiro.ts'
import { isProblemCode, Problem } from '../../src/shared/problem.ts'
import { tempFolder } from '../support/temp-folder.ts'

/** Of each kind of file. */
const MUTANTS = 1250
const PIECES = [
  ',',
  '\n',
  '\r',
  '"',
  '.',
  '-',
  '0',
  '9',
  'e',
  'NaN',
  '\0',
  '\t',
  ';',
  ' ',
  '\uFEFF',
  '1e308',
  '٣',
  '🙂',
  'T',
  'Z',
  '+99:99',
  '=cmd()',
]

/** Imports mutants of one file; each is taken, or refused with a known code and nothing left behind. */
export async function importMutants(original: string | Uint8Array): Promise<void> {
  const random = xoshiro128(spread(original.length))
  const below = (limit: number) => Math.floor(random.uniform() * limit)
  const mutated = (bytes: Uint8Array): Uint8Array => {
    const at = below(bytes.length)
    const until = Math.min(bytes.length, at + below(12))
    const piece = [
      () => Buffer.from(PIECES[below(PIECES.length)]!),
      () => Buffer.from([below(256)]),
      () => bytes.subarray(below(bytes.length), below(bytes.length)),
      () => Buffer.alloc(0),
    ][below(4)]!()
    return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(below(2) === 0 ? at : until)])
  }
  const folder = tempFolder()
  const file = path.join(tempFolder(), 'mutant.csv')
  const seen = new Map<string, number>()
  for (let mutant = 0; mutant < MUTANTS; mutant++) {
    let bytes: Uint8Array = Buffer.from(original)
    for (let change = 0; change <= below(3); change++) bytes = mutated(bytes)
    writeFileSync(file, bytes)
    const before = readdirSync(folder)
    const settings = { repair: mutant % 3 === 0 ? (['sort', 'dedupe', 'drop-bad'] as const) : [] }
    const job = { path: file, name: 'mutant.csv', settings, folder, limits: DEFAULT_LIMITS }
    let outcome = 'fine'
    try {
      const { dataset } = await importCandles(job, { stopped: () => false, progress: () => {} })
      expect(readdirSync(folder)).toContain(`${dataset.datasetId}.candles`)
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw new Error(JSON.stringify(Buffer.from(bytes).toString('latin1')), { cause: error })
      }
      expect(isProblemCode(error.code)).toBe(true)
      expect(error.hint).not.toBe('')
      expect(readdirSync(folder)).toEqual(before)
      outcome = error.code
    }
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1)
    // Each import leaves a file of its own; a full folder would only be slow to list.
    if (before.length > 50) for (const name of before) rmSync(path.join(folder, name))
  }
  // The mutants are worth their time only while they get everywhere.
  expect(seen.size).toBeGreaterThan(7)
  expect(seen.get('fine')).toBeGreaterThan(50)
}
