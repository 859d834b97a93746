import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { DEFAULT_LIMITS, importCandles } from '../../src/main/ingest/import.ts'
import { spread, xoshiro128 } from '../../src/main/ingest/xoshiro.ts'
import { isProblemCode, Problem } from '../../src/shared/problem.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { csv, daily } from './importing.ts'

const MUTANTS = 2500
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

test(
  'P8 mutants of a valid file: no crash, no unknown code, nothing left behind by a refusal',
  { timeout: 120_000 },
  async () => {
    const random = xoshiro128(spread(4))
    const below = (limit: number) => Math.floor(random.uniform() * limit)
    const folder = tempFolder()
    const file = path.join(tempFolder(), 'mutant.csv')
    const originals = [
      csv(daily(12)),
      csv(daily(12)).replaceAll('\n', '\r\n'),
      csv(daily(12).map((row) => row.replace(',', 'T00:00:00Z,'))),
      csv(daily(12).map((row) => `"${row.split(',').join('","')}"`)),
      `Date;Time;Open;High;Low;Close\n${daily(12)
        .map((row) => row.replace(',', ';00:00;').replace(/,\d+$/, '').replaceAll(',', ';'))
        .join('\n')}`,
    ].map((text) => Buffer.from(text))
    const seen = new Map<string, number>()
    for (let mutant = 0; mutant < MUTANTS; mutant++) {
      let bytes = originals[mutant % originals.length]!
      for (let change = 0; change <= below(3); change++) {
        const at = below(bytes.length)
        const until = Math.min(bytes.length, at + below(12))
        const piece = [
          () => Buffer.from(PIECES[below(PIECES.length)]!),
          () => Buffer.from([below(256)]),
          () => bytes.subarray(below(bytes.length), below(bytes.length)),
          () => Buffer.alloc(0),
        ][below(4)]!()
        bytes = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(below(2) === 0 ? at : until)])
      }
      writeFileSync(file, bytes)
      const before = readdirSync(folder)
      const repair = mutant % 3 === 0 ? (['sort', 'dedupe', 'drop-bad'] as const) : []
      const job = { path: file, name: 'mutant.csv', settings: { repair }, folder, limits: DEFAULT_LIMITS }
      try {
        const { dataset } = await importCandles(job, { stopped: () => false, progress: () => {} })
        expect(readdirSync(folder)).toContain(`${dataset.datasetId}.candles`)
        seen.set('fine', (seen.get('fine') ?? 0) + 1)
      } catch (error) {
        if (!(error instanceof Problem))
          throw new Error(JSON.stringify(bytes.toString('latin1')), { cause: error })
        expect(isProblemCode(error.code)).toBe(true)
        expect(error.hint).not.toBe('')
        expect(readdirSync(folder)).toEqual(before)
        seen.set(error.code, (seen.get(error.code) ?? 0) + 1)
      }
    }
    // The mutants are worth their time only while they get everywhere.
    expect(seen.size).toBeGreaterThan(9)
    expect(seen.get('fine')).toBeGreaterThan(100)
  },
)
