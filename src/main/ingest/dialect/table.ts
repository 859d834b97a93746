/**
 * A file as a table: what separates its cells, which line names the columns, where the rows start.
 * What separates is known by its rows, because titles above them can hold anything.
 */
import type { ImportSettings } from '../../../shared/dataset.ts'
import { COMMA, PIPE, SEMICOLON, SPACE, TAB } from '../ascii.ts'
import { type Header, NUMBERED, PRICES, readHeader } from './column-names.ts'
import { looksNumeric } from './number-style.ts'
import { type SampleLine, type SampleRow, sampleRows } from './sample.ts'

export interface Table {
  readonly delimiter: number
  readonly because: string
  /** The line that names the columns, and what it says; null where none does. */
  readonly header: { readonly row: SampleRow; readonly says: Header } | null
  /** Lines above the rows that are not the header. */
  readonly titles: readonly SampleRow[]
  readonly rows: readonly SampleRow[]
  /** Lines stand below the header, even if none of them can be told apart into cells. */
  readonly hasBody: boolean
  /** Cells of most rows. */
  readonly width: number
}

/** Semicolons and tabs first: where prices have decimal commas, commas look like separators too. */
const DELIMITERS = [TAB, SEMICOLON, PIPE, COMMA, SPACE]
export const DELIMITER_BYTES = {
  tab: TAB,
  semicolon: SEMICOLON,
  bar: PIPE,
  comma: COMMA,
  blank: SPACE,
} as const
export const DELIMITER_NAMES: Readonly<Record<number, string>> = {
  [TAB]: 'tab',
  [SEMICOLON]: 'semicolon',
  [PIPE]: 'bar',
  [COMMA]: 'comma',
  [SPACE]: 'blanks',
}
/** Lines that may stand above the rows. */
const MOST_TITLES = 20
const MOST_BELOW_NAMES = 2
const FEWEST_CELLS = 4
/** Blanks separate words in titles too. */
const FEWEST_BETWEEN_BLANKS = 5

/** Null where nothing separates cells as a table's would be. */
export function recogniseTable(lines: readonly SampleLine[], settings: ImportSettings): Table | null {
  const hint = separatorHint(lines[0])
  const body = hint === null ? lines : lines.slice(1)
  const hintLine = hint === null ? undefined : lines[0]
  const said = settings.delimiter === undefined ? hint : DELIMITER_BYTES[settings.delimiter]
  if (said !== null) {
    const because = settings.delimiter === undefined ? 'the first line says so' : 'it was said at the import'
    return tableWith(body, hintLine, said, because)
  }
  const tables: Table[] = []
  for (const delimiter of DELIMITERS) {
    const because = 'with it nearly every line has the same number of cells'
    const table = tableWith(body, hintLine, delimiter, because)
    if (table.header?.says.missing.length === 0 && table.width >= FEWEST_CELLS) return table
    tables.push(table)
  }
  return (
    tables.find(isRegular) ??
    // Quotes and trades have fewer cells than candles, and are to be named.
    tables.find(({ header }) => (header?.says.cells.size ?? 0) > 0) ??
    tables.find(({ width, delimiter }) => width === FEWEST_CELLS - 1 && delimiter !== SPACE) ??
    null
  )
}

function isRegular({ rows, width, delimiter }: Table): boolean {
  const fewest = delimiter === SPACE ? FEWEST_BETWEEN_BLANKS : FEWEST_CELLS
  return width >= fewest && 2 * rows.filter(({ cells }) => cells.length === width).length >= rows.length
}

/** A time and one number in every line, or hardly more. */
export const arePairs = (lines: readonly SampleLine[]): boolean =>
  DELIMITERS.some(
    (delimiter) =>
      delimiter !== SPACE && sampleRows(lines, delimiter).every(({ cells }) => cells.length === 2),
  )

/** `sep=;`, which spreadsheets write and read. */
function separatorHint(line: SampleLine | undefined): number | null {
  const text = Buffer.from(line?.bytes.subarray(0, 6) ?? []).toString('latin1')
  return text.length === 5 && text.toLowerCase().startsWith('sep=') ? text.charCodeAt(4) : null
}

function tableWith(
  lines: readonly SampleLine[],
  hint: SampleLine | undefined,
  delimiter: number,
  because: string,
): Table {
  const all = sampleRows(lines, delimiter)
  const found = all.findIndex(({ cells }) => isData(cells))
  const first = found < 0 ? all.length : found
  const header = bestHeader(all.slice(0, Math.min(first, MOST_TITLES)))
  let rowsFrom = header === null ? first : all.indexOf(header.row) + 1
  // Below the names there may be units, or a second line of names.
  const isExtra = (at: number) => header !== null && at < found && (all[at]?.cells.some(hasLetter) ?? false)
  for (let extra = 0; extra < MOST_BELOW_NAMES && isExtra(rowsFrom); extra++) rowsFrom++
  const rows = all.slice(rowsFrom)
  const titles = all.slice(0, rowsFrom).filter((row) => row !== header?.row)
  return {
    delimiter,
    because,
    header,
    titles: hint === undefined ? titles : [{ line: hint, cells: [] }, ...titles],
    rows,
    hasBody: (lines.at(-1)?.number ?? 0) > (header?.row.line.number ?? 0),
    width: widthOf(rows, header?.row.cells.length ?? 0),
  }
}

/** The line that names the most; one name is enough where all cells are words. */
function bestHeader(above: readonly SampleRow[]): Table['header'] {
  let best: Table['header'] = null
  for (const row of above) {
    if (row.cells.length < 2 || row.cells.every(looksNumeric)) continue
    const says = readHeader(row.cells)
    const least = row.cells.length > 2 && row.cells.every(hasLetter) ? 1 : 2
    if (says.known >= least && says.known > (best?.says.known ?? 0)) best = { row, says }
  }
  return best
}

/** Most frequent number of cells; that of the header where rows do not agree on another one. */
function widthOf(rows: readonly SampleRow[], named: number): number {
  const counts = new Map<number, number>()
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  const [most, count] = [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [named, 0]
  if (named === 0) return most
  return count >= 3 && count >= 0.9 * rows.length ? most : named
}

/** Most cells are numbers, times, or marked as missing. */
const isData = (cells: readonly string[]): boolean =>
  cells.length >= 3 && cells.filter(isValue).length >= Math.min(3, cells.length - 1)

const isValue = (cell: string): boolean =>
  looksNumeric(cell) || (cell >= '0' && cell < ':' && !NUMBERED.test(cell))

const hasLetter = (text: string): boolean => text.toLowerCase() !== text.toUpperCase()

export const isUnderstood = (header: Header): boolean => PRICES.some((field) => header.cells.has(field))
