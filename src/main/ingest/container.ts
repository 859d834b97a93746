/** Tells a text table from what is only named like one: pictures, databases, web pages. */
import { Problem } from '../../shared/problem.ts'
import { shown } from './complaints.ts'
import { emptyFile } from './dialect/dialect-problems.ts'

const MAGIC: readonly { readonly bytes: readonly number[]; readonly what: string; readonly hint: string }[] =
  [
    // Only inside another archive: those around a table were opened before.
    { bytes: [0x1f, 0x8b], what: 'an archive in an archive', hint: 'Unpack it and import the file inside.' },
    {
      bytes: [0x50, 0x4b, 3, 4],
      what: 'an archive in an archive',
      hint: 'Unpack it and import the file inside.',
    },
    {
      bytes: [0x50, 0x41, 0x52, 0x31],
      what: 'a Parquet file',
      hint: 'Save the table as CSV and import that.',
    },
    { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a picture', hint: 'Choose the file with the candles.' },
    { bytes: [0xff, 0xd8, 0xff], what: 'a picture', hint: 'Choose the file with the candles.' },
    { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF', hint: 'Export the table as CSV and import that.' },
    {
      bytes: [0xd0, 0xcf, 0x11, 0xe0],
      what: 'a spreadsheet',
      hint: 'Save the sheet as CSV and import that.',
    },
    { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], what: 'a database', hint: 'Export the candles as CSV.' },
  ]
/** Bytes below space that text does not have, as a share of the beginning that is looked at. */
const MOST_CONTROLS = 0.01

/** Throws where the first bytes are those of another kind of file. */
export function refuseOtherKinds(head: Uint8Array): void {
  if (head.length === 0) throw emptyFile()
  for (const { bytes, what, hint } of MAGIC) {
    if (bytes.every((byte, at) => head[at] === byte)) throw binary(`This is ${what}, not a CSV file.`, hint)
  }
}

/** Throws where the beginning of the text shows that it is no table. */
export function refuseOtherText(head: Uint8Array): void {
  if (head.length === 0) throw emptyFile()
  const nul = head.indexOf(0)
  if (nul >= 0) throw withNul(lineAt(head, nul))
  const sample = head.subarray(0, 4096)
  let controls = 0
  for (const byte of sample) if (byte < 9 || (byte > 13 && byte < 32)) controls++
  if (controls > sample.length * MOST_CONTROLS) {
    throw binary('This is not a text file.', 'Choose the file with the candles.')
  }
  const start = new TextDecoder().decode(sample.subarray(0, 64)).trimStart().toLowerCase()
  if (['<!doctype', '<html', '<head', '<?xml'].some((page) => start.startsWith(page))) {
    throw unknown(
      head,
      'This is a web page, not a CSV file.',
      'Download the file itself; the site may have shown an error.',
    )
  }
  if (start.startsWith('{') || start.startsWith('[')) {
    throw unknown(
      head,
      'This is JSON, not a CSV file.',
      'Export the candles as CSV; the site may have shown an error.',
    )
  }
}

/** A NUL byte anywhere means that the file is damaged or no text. */
export const withNul = (line: number): Problem =>
  new Problem(
    'CSV_BINARY',
    { line, text: shown('\0') },
    `There is a NUL byte in line ${line}, which no text has.`,
    'The file is damaged or not a CSV: export it again.',
  )

export function lineAt(bytes: Uint8Array, at: number): number {
  let line = 1
  for (let i = 0; i < at; i++) if (bytes[i] === 10) line++
  return line
}

const binary = (message: string, hint: string): Problem => new Problem('CSV_BINARY', {}, message, hint)

const unknown = (head: Uint8Array, message: string, hint: string): Problem =>
  new Problem('CSV_DIALECT_UNKNOWN', { line: 1, text: shown(head.subarray(0, 240)) }, message, hint)
