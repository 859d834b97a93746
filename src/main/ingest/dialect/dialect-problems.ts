/** What can't be recognised in a file, in a trader's words. */
import { Problem } from '../../../shared/problem.ts'
import { refusal, shown } from '../complaints.ts'
import { type Field, plainName } from './column-names.ts'
import { MOST_COLUMNS, SUPPORTED } from './limits.ts'
import { looksNumeric } from './number-style.ts'
import type { SampleLine, SampleRow } from './sample.ts'
import type { Table } from './table.ts'

const SAY_COLUMNS = 'Add a header line such as time,open,high,low,close,volume, or say which column is which.'

export const emptyFile = (): Problem =>
  new Problem('CSV_EMPTY', {}, 'This file is empty.', 'Export it again from where it came from.')

export const headerOnly = (): Problem =>
  new Problem(
    'CSV_EMPTY',
    {},
    'This file names columns but has no candles.',
    'Export it again with its rows.',
  )

export const undelimited = (line: SampleLine): Problem =>
  refusal({
    code: 'CSV_DIALECT_UNKNOWN',
    line: line.number,
    text: shown(line.bytes),
    message: 'Nothing separates the cells of this file as in a table.',
    hint: SUPPORTED,
  })

/** `row` is the header, or the first row where there is none. */
export function notUnderstood(row: SampleRow, missing: readonly Field[]): Problem {
  const [field = 'time'] = missing
  const columns = row.cells.slice(0, MOST_COLUMNS).map((name) => shown(name))
  const about = { line: row.line.number, field, text: shown(row.line.bytes), missing: [...missing], columns }
  const names = new Set(row.cells.map(plainName))
  const isTicks = names.has('bid') || names.has('ask') || (names.has('price') && !names.has('high'))
  if (isTicks) return new Problem('CSV_COLUMNS_MISSING', about, TICKS, TICKS_HINT)
  return new Problem(
    'CSV_COLUMNS_MISSING',
    about,
    `No column for ${missing.join(', ')} was found. Columns here: ${columns.slice(0, 20).join(', ')}.`,
    `${SUPPORTED} Rename the columns to match, or say which is which.`,
  )
}

const TICKS = 'These look like single quotes or trades, not candles.'
const TICKS_HINT = 'Build candles with open, high, low and close from them first.'

export const ticks = ({ line }: SampleRow): Problem =>
  new Problem(
    'CSV_COLUMNS_MISSING',
    { line: line.number, field: 'open', text: shown(line.bytes) },
    TICKS,
    TICKS_HINT,
  )

export const pairs = (line: SampleLine): Problem =>
  new Problem(
    'CSV_COLUMNS_MISSING',
    { line: line.number, field: 'open', text: shown(line.bytes) },
    'Every line here has two cells; a candle is a time and its open, high, low and close.',
    TICKS_HINT,
  )

/** Without names, and without four columns that behave like the prices of candles. */
export const noPrices = ({ line }: SampleRow): Problem =>
  new Problem(
    'CSV_DIALECT_UNKNOWN',
    { line: line.number, field: 'open', text: shown(line.bytes) },
    'This file does not name its columns, and no four of them behave like open, high, low and close.',
    SAY_COLUMNS,
  )

export const severalCandles = (row: SampleRow): Problem =>
  new Problem(
    'CSV_DIALECT_UNKNOWN',
    { line: row.line.number, field: 'open', text: shown(row.line.bytes) },
    'Several sets of columns in this file could be open, high, low and close, such as bid and ask.',
    SAY_COLUMNS,
  )

export const noTime = (row: SampleRow): Problem =>
  new Problem(
    'CSV_DIALECT_UNKNOWN',
    { line: row.line.number, field: 'time', text: shown(row.line.bytes) },
    'No column of this file reads as a time.',
    'Write times as 2024-01-31T09:30:00Z or as epoch numbers, or say which column holds them.',
  )

export const miscounted = (row: SampleRow, width: number): Problem =>
  refusal({
    code: 'CSV_DIALECT_UNKNOWN',
    line: row.line.number,
    column: Math.min(row.cells.length, width) + 1,
    text: shown(row.line.bytes),
    message: `The header names ${row.cells.length} columns, but the rows have ${width} cells.`,
    hint: 'Name every column in the header; a name that is missing would shift all others.',
  })

export const ambiguous = (row: SampleRow, field: string): Problem =>
  refusal({
    code: 'CSV_DIALECT_UNKNOWN',
    line: row.line.number,
    field,
    text: shown(row.line.bytes),
    message: `Two columns have the same name, and either could be ${field}.`,
    hint: 'Rename or remove the one that is not meant.',
  })

/** Every number has one mark before three digits. */
export function undecidedNumbers({ rows }: Table, taken: ReadonlySet<number>): Problem {
  const isEither = (cell: string, at: number) =>
    !taken.has(at) && looksNumeric(cell) && (cell.includes(',') || cell.includes('.'))
  const row = rows.find(({ cells }) => cells.some(isEither)) ?? rows[0]
  const column = Math.max(0, row?.cells.findIndex(isEither) ?? 0)
  return refusal({
    code: 'CSV_NUMBER_INVALID',
    line: row?.line.number ?? 1,
    column: column + 1,
    text: shown(row?.cells[column] ?? ''),
    message: 'The mark in these numbers could stand before decimals or between thousands.',
    hint: 'Say which it is: --decimal point or --decimal comma.',
  })
}

export const undecidedDates = (line: number, column: number, text: string): Problem =>
  refusal({
    code: 'CSV_TIMESTAMP_INVALID',
    line,
    column,
    field: 'time',
    text: shown(text),
    message: 'Nothing in this file tells whether its dates begin with the day, the month or the year.',
    hint: 'Say which it is: --date-order dmy, mdy or ymd.',
  })
