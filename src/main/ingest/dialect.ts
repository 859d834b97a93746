/**
 * How a text file is written, recognised from its beginning: what separates cells, which line names
 * the columns, where the rows start. Each choice is kept with its reason.
 */
import { Problem } from '../../shared/problem.ts'
import { COMMA, CR, LF, PIPE, QUOTE, SEMICOLON, TAB } from './ascii.ts'
import { refusal, shown } from './complaints.ts'
import { type Header, readHeader } from './header.ts'

export interface Dialect {
  readonly delimiter: number
  readonly header: Header
  /** The header's line, from 1, and the byte at which the line after it begins. */
  readonly headerLine: number
  readonly bodyAt: number
  readonly bom: boolean
}

/** Semicolons and tabs first: where prices have decimal commas, commas look like separators too. */
const DELIMITERS = [TAB, SEMICOLON, PIPE, COMMA]
export const DELIMITER_NAMES: Readonly<Record<number, string>> = {
  [TAB]: 'tab',
  [SEMICOLON]: 'semicolon',
  [PIPE]: 'bar',
  [COMMA]: 'comma',
}

/** Lines that may stand above the header: titles, a hint for spreadsheets, comments, blank ones. */
const MOST_TITLES = 12
const VOLUME_SAMPLE = 200
const MOST_COLUMNS = 64
const LONGEST_NAME = 128
export const LONGEST_LINE = 1 << 16

interface Line {
  readonly number: number
  readonly bytes: Uint8Array
  readonly after: number
}

export function recogniseDialect(head: Uint8Array): Dialect {
  const bom = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
  const lines = firstLines(head, bom ? 3 : 0, 1, MOST_TITLES)
  const first = lines[0]
  if (first === undefined) throw emptyFile()
  let best: (Dialect & { readonly line: Line }) | null = null
  for (const line of lines) {
    for (const delimiter of DELIMITERS) {
      const names = cellsOf(line, delimiter)
      if (names.length < 2) continue
      const header = readHeader(names)
      if (best !== null && header.missing.length >= best.header.missing.length) continue
      best = { delimiter, header, headerLine: line.number, bodyAt: line.after, bom, line }
    }
    if (best?.header.missing.length === 0) break
  }
  if (best === null) throw undelimited(first)
  const { line, ...dialect } = best
  if (dialect.header.missing.length > 0) throw notUnderstood(dialect, line)
  if (dialect.header.names.length > MOST_COLUMNS) throw tooWide(line, dialect.header.names.length)
  if (dialect.header.twice !== null) throw ambiguous(line, dialect.header.twice)
  return { ...dialect, header: withUsedVolume(head, dialect) }
}

/** Brokers write a volume of zero beside the count of ticks where there is no exchange to count trades. */
function withUsedVolume(head: Uint8Array, dialect: Dialect): Header {
  const { header, headerLine, bodyAt, delimiter } = dialect
  const cell = header.cells.get('volume')
  if (cell === undefined || header.tickVolume === null) return header
  const sample = firstLines(head, bodyAt, headerLine + 1, VOLUME_SAMPLE)
  const rows = sample.map((line) => cellsOf(line, delimiter))
  if (!rows.every((cells) => cells[cell] === '0')) return header
  return { ...header, cells: new Map(header.cells).set('volume', header.tickVolume) }
}

/** Lines with something in them, from the byte `from` on, which begins the line `firstNumber`. */
function firstLines(head: Uint8Array, from: number, firstNumber: number, most: number): Line[] {
  const lines: Line[] = []
  let at = from
  for (let number = firstNumber; at < head.length && lines.length < most; number++) {
    const feed = head.indexOf(LF, at)
    const end = feed < 0 ? head.length : feed
    if (end - at > LONGEST_LINE) throw longLine(number)
    const bytes = head.subarray(at, head[end - 1] === CR ? end - 1 : end)
    const after = feed < 0 ? end : end + 1
    if (bytes.some((byte) => byte > 32) && bytes[0] !== 35) lines.push({ number, bytes, after })
    at = after
  }
  return lines
}

/** The cells of a line as text, quotes taken off. Names are short: the rest of a long one is left out. */
function cellsOf({ bytes }: Line, delimiter: number): string[] {
  const cells: string[] = []
  let from = 0
  let quoted = false
  for (let at = 0; at <= bytes.length; at++) {
    if (bytes[at] === QUOTE) quoted = !quoted
    if (at < bytes.length && (quoted || bytes[at] !== delimiter)) continue
    const text = new TextDecoder().decode(bytes.subarray(from, Math.min(at, from + LONGEST_NAME))).trim()
    cells.push(text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text)
    if (cells.length > 4 * MOST_COLUMNS) break
    from = at + 1
  }
  return cells
}

const SUPPORTED = 'Tapedeck reads tables with a header line that names time, open, high, low and close.'

function notUnderstood({ header }: Dialect, line: Line): Problem {
  const { names, missing } = header
  const [field = 'time'] = missing
  const columns = names.slice(0, MOST_COLUMNS).map(shown)
  const lower = new Set(names.map((name) => name.toLowerCase()))
  if (names.every((name) => !hasLetters(name) || name.includes(':'))) {
    return new Problem(
      'CSV_DIALECT_UNKNOWN',
      { line: line.number, text: shown(line.bytes) },
      'This file has no header line that names its columns.',
      'Add a first line such as time,open,high,low,close,volume in the order of the columns.',
    )
  }
  if (lower.has('bid') || (lower.has('price') && !lower.has('high'))) {
    return new Problem(
      'CSV_COLUMNS_MISSING',
      { line: line.number, field, text: shown(line.bytes), missing, columns },
      'These look like single quotes or trades, not candles.',
      'Build candles with open, high, low and close from them first.',
    )
  }
  return new Problem(
    'CSV_COLUMNS_MISSING',
    { line: line.number, field, text: shown(line.bytes), missing, columns },
    `No column for ${missing.join(', ')} was found. Columns here: ${columns.slice(0, 20).join(', ')}.`,
    `${SUPPORTED} Rename the columns to match.`,
  )
}

const hasLetters = (text: string): boolean => {
  for (const character of text.toLowerCase()) if (character >= 'a' && character <= 'z') return true
  return false
}

const undelimited = (line: Line): Problem =>
  refusal({
    code: 'CSV_DIALECT_UNKNOWN',
    line: line.number,
    text: shown(line.bytes),
    message: 'No comma, semicolon, tab or bar separates the cells of this file.',
    hint: SUPPORTED,
  })

const tooWide = (line: Line, columns: number): Problem =>
  refusal({
    code: 'CSV_DIALECT_UNKNOWN',
    line: line.number,
    column: MOST_COLUMNS + 1,
    text: String(columns),
    message: `This file has more than ${MOST_COLUMNS} columns.`,
    hint: 'Keep the columns for time, open, high, low, close and volume, and leave out the rest.',
  })

const ambiguous = (line: Line, field: string): Problem =>
  refusal({
    code: 'CSV_DIALECT_UNKNOWN',
    line: line.number,
    field,
    text: shown(line.bytes),
    message: `Two columns have the same name, and either could be ${field}.`,
    hint: 'Rename or remove the one that is not meant.',
  })

export const longLine = (line: number): Problem =>
  refusal({
    code: 'CSV_DIALECT_UNKNOWN',
    line,
    message: `Line ${line} is longer than 64 KiB, so this is no table of candles.`,
    hint: SUPPORTED,
  })

export const emptyFile = (): Problem =>
  new Problem('CSV_EMPTY', {}, 'This file is empty.', 'Export it again from where it came from.')
