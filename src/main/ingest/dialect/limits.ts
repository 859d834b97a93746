/** How wide and how long a table of candles may be, and what to say of one that is more. */
import type { Problem } from '../../../shared/problem.ts'
import { refusal } from '../complaints.ts'

export const MOST_COLUMNS = 64
export const LONGEST_LINE = 1 << 16

export const SUPPORTED =
  'Tapedeck reads tables with a time, open, high, low and close in every row, and best a header line that names them.'

export const longLine = (line: number): Problem =>
  refusal({
    code: 'CSV_DIALECT_UNKNOWN',
    line,
    message: `Line ${line} is longer than 64 KiB, so this is no table of candles.`,
    hint: SUPPORTED,
  })

export const tooWide = (line: number, columns: number): Problem =>
  refusal({
    code: 'CSV_DIALECT_UNKNOWN',
    line,
    column: MOST_COLUMNS + 1,
    text: String(columns),
    message: `This file has more than ${MOST_COLUMNS} columns.`,
    hint: 'Keep the columns for time, open, high, low, close and volume, and leave out the rest.',
  })
