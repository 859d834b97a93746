/** Valid files with a few bytes changed: whatever becomes of them, they harm nothing. */
import assert from 'node:assert/strict'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { DEFAULT_LIMITS, importCandles } from '../../src/main/ingest/import.ts'
import { spread, xoshiro128 } from '../../src/main/ingest/xoshiro.ts'
import type { ImportSettings } from '../../src/shared/dataset.ts'
import { isProblemCode, Problem } from '../../src/shared/problem.ts'

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
const SETTINGS: readonly ImportSettings[] = [
  { repair: ['sort', 'dedupe', 'drop-bad'] },
  {},
  {},
  { repair: ['keep-last'], timezone: 'America/New_York' },
]

function rowsOf(): string[] {
  return Array.from({ length: 24 }, (_, i) => {
    const [day, price] = [String(1 + i).padStart(2, '0'), 100 + (i % 7)]
    return `2024-01-${day},${price},${price + 2},${price - 1},${price + 1.5},${1000 + i}`
  })
}
const HEADER = 'time,open,high,low,close,volume'
const table = (header: string, rows: readonly string[], end = '\n') =>
  [...(header === '' ? [] : [header]), ...rows].join(end) + end
const rows = rowsOf()
const cells = (row: string) => row.split(',') as [string, string, string, string, string, string]
const inGerman = (row: string) =>
  row
    .replace(/^(\d+)-(\d+)-(\d+)/, '$3.$2.$1')
    .split(',')
    .map((cell, at) => (at === 0 ? cell : cell.replace('.', ',')))
    .join(';')
const withWords = (row: string) => row.replace(/^(\d+)-\d+-(\d+)/, '$2-Jan-$1').replaceAll(',', '  ')

/** One file in each of the ways that rows are read. */
export const ORIGINALS: Readonly<Record<string, string | Uint8Array>> = {
  'a plain table': table(HEADER, rows),
  'carriage returns': table(HEADER, rows, '\r\n'),
  'ISO times': table(
    HEADER,
    rows.map((row) => row.replace(',', 'T00:00:00Z,')),
  ),
  'quoted cells, newest first': table(
    HEADER,
    rows.toReversed().map((row) => `"${row.split(',').join('","')}"`),
  ),
  'date and clock, no header': table(
    '',
    rows.map((row) => row.replace(',', ';00:00;').replaceAll(',', ';')),
  ),
  'days first, decimal commas': table('Datum;Eröffnung;Hoch;Tief;Schluss;Volumen', rows.map(inGerman)),
  'months by name, blanks': table('Date Open High Low Close Volume', rows.map(withWords)),
  'UTF-16': Buffer.from(`\uFEFF${table(HEADER, rows)}`, 'utf16le'),
  'epoch numbers, twelve columns, no header': table(
    '',
    rows.map((row) => {
      const [date, open, high, low, close, volume] = cells(row)
      const time = Date.parse(date)
      return [time, open, high, low, close, volume, time + 86_399_999, 90_210, 12, 480, 43_007, 0].join(',')
    }),
  ),
  'twelve-hour clocks': table(
    HEADER.replace('time', 'time (UTC)'),
    rows.map((row, i) => row.replace(/^[^,]+/, `1/15/2024 ${i % 12 || 12}:00 ${i < 12 ? 'AM' : 'PM'}`)),
  ),
  gzip: gzipSync(table(HEADER, rows)),
}

interface Plan {
  readonly seed: number
  readonly count: number
  /** Two places of its own. */
  readonly folder: string
  readonly files: string
}

/**
 * Imports mutants of one file; each is taken, or refused with a known code and nothing left behind.
 * Answers how often which came out.
 */
export async function importMutants(
  original: string | Uint8Array,
  { seed, count, folder, files }: Plan,
): Promise<Map<string, number>> {
  const random = xoshiro128(spread(seed))
  const below = (limit: number) => Math.floor(random.uniform() * limit)
  const mutated = (bytes: Uint8Array): Uint8Array => {
    const at = below(bytes.length)
    const until = Math.min(bytes.length, at + below(12))
    const piece = [
      () => Buffer.from(PIECES[below(PIECES.length)] ?? ''),
      () => Buffer.from([below(256)]),
      () => bytes.subarray(below(bytes.length), below(bytes.length)),
    ][below(4)]
    const rest = bytes.subarray(below(2) === 0 ? at : until)
    return Buffer.concat([bytes.subarray(0, at), piece?.() ?? new Uint8Array(), rest])
  }
  const file = path.join(files, 'mutant.csv')
  const seen = new Map<string, number>()
  for (let mutant = 0; mutant < count; mutant++) {
    let bytes: Uint8Array = Buffer.from(original)
    for (let change = 0; change <= below(3); change++) bytes = mutated(bytes)
    writeFileSync(file, bytes)
    const before = readdirSync(folder)
    const outcome = await outcomeOf(file, SETTINGS[mutant % SETTINGS.length] ?? {}, folder).catch(
      (error: unknown) => {
        throw new Error(JSON.stringify(Buffer.from(bytes).toString('latin1')), { cause: error })
      },
    )
    if (outcome !== 'fine') assert.deepEqual(readdirSync(folder), before)
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1)
    // Each import leaves a file of its own; a full folder would only be slow to list.
    if (before.length > 50) for (const name of before) rmSync(path.join(folder, name), { force: true })
  }
  return seen
}

async function outcomeOf(file: string, settings: ImportSettings, folder: string): Promise<string> {
  const job = { path: file, name: 'mutant.csv', settings, folder, limits: DEFAULT_LIMITS }
  try {
    const { dataset } = await importCandles(job, { stopped: () => false, progress: () => {} })
    assert.ok(readdirSync(folder).includes(`${dataset.datasetId}.candles`))
    return 'fine'
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    assert.ok(isProblemCode(error.code))
    assert.notEqual(error.hint, '')
    return error.code
  }
}
