import { test } from 'vitest'
import { csv, daily } from './importing.ts'
import { importMutants } from './mutants.ts'

const rows = daily(24)
const ORIGINALS: Record<string, string> = {
  'a plain table': csv(rows),
  'carriage returns': csv(rows).replaceAll('\n', '\r\n'),
  'ISO times': csv(rows.map((row) => row.replace(',', 'T00:00:00Z,'))),
  'quoted cells, newest first': csv(rows.toReversed().map((row) => `"${row.split(',').join('","')}"`)),
}

test.each(Object.entries(ORIGINALS))(
  'P8 mutants of %s: no crash, no unknown code, nothing left behind by a refusal',
  { timeout: 120_000 },
  (_, original) => importMutants(original),
)
