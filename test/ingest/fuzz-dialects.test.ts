import { test } from 'vitest'
import { csv, daily } from './importing.ts'
import { importMutants } from './mutants.ts'

const rows = daily(24)
const inGerman = (row: string) =>
  row
    .replace(/^(\d+)-(\d+)-(\d+)/, '$3.$2.$1')
    .split(',')
    .map((cell, at) => (at === 0 ? cell : cell.replace('.', ',')))
    .join(';')
const withWords = (row: string) => row.replace(/^(\d+)-\d+-(\d+)/, '$2-Jan-$1').replaceAll(',', '  ')
const ORIGINALS: Record<string, string | Uint8Array> = {
  'date and clock, no header': `${rows.map((row) => row.replace(',', ';00:00;').replaceAll(',', ';')).join('\n')}\n`,
  'days first, decimal commas': `Datum;Eröffnung;Hoch;Tief;Schluss;Volumen\n${rows.map(inGerman).join('\n')}\n`,
  'months by name, blanks': `Date Open High Low Close Volume\n${rows.map(withWords).join('\n')}\n`,
  'UTF-16': Buffer.from(`\uFEFF${csv(rows)}`, 'utf16le'),
}

test.each(Object.entries(ORIGINALS))(
  'P8 mutants of %s: no crash, no unknown code, nothing left behind by a refusal',
  { timeout: 120_000 },
  (_, original) => importMutants(original),
)
