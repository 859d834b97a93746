/** What can be wrong with a row, in a trader's words. */
import type { ProblemCode } from '../../shared/problem.ts'
import type { Refused } from './candle-columns.ts'

export interface Blame {
  readonly code: ProblemCode
  readonly message: string
  readonly hint: string
}

export const badNumber = (message: string, hint: string): Blame => ({
  code: 'CSV_NUMBER_INVALID',
  message,
  hint,
})
export const unreadable = (message: string): Blame => ({
  code: 'CSV_TIMESTAMP_INVALID',
  message,
  hint: 'Write all times as the first ones are written, or drop such rows with --repair drop-bad.',
})
export const NOT_A_NUMBER = badNumber(
  'This is not a number as the rest of the file writes them.',
  'Write it in digits without units, or drop such rows with --repair drop-bad.',
)
export const NO_NUMBER = badNumber(
  'A number is missing here.',
  'Fill it in, or drop such rows with --repair drop-bad.',
)
export const UNCLOSED = {
  code: 'CSV_ROW_TRUNCATED',
  message: 'A quote is opened in this line and never closed.',
  hint: 'Close or remove the quote.',
} as const
export const OTHER_FORM: Blame = {
  code: 'CSV_TIMESTAMP_INVALID',
  message: 'This time is written in another way than the first one of the file.',
  hint: 'Write all times in one form and one unit.',
}
export const NO_SUCH_TIME: Blame = {
  code: 'CSV_TIMESTAMP_INVALID',
  message: 'At a clock change this local time was skipped or came twice, so it names no moment.',
  hint: 'Export the file with UTC times, or drop such rows with --repair drop-bad.',
}
export const UNKNOWN_ZONE: Blame = {
  code: 'CSV_TIMESTAMP_INVALID',
  message: 'The zone that this row names is not known.',
  hint: 'Write an offset such as +02:00 or a name such as America/New_York, or drop such rows with --repair drop-bad.',
}
export const NO_ZONE: Blame = {
  code: 'CSV_TIMEZONE_AMBIGUOUS',
  message: 'The times of day in this file name no time zone.',
  hint: 'Say which one it is, such as --timezone UTC or --timezone America/New_York.',
}
export const SEVERAL_SYMBOLS: Blame = {
  code: 'CSV_DIALECT_UNKNOWN',
  message: 'This file holds candles of more than one symbol.',
  hint: 'Split it into one file per symbol.',
}
export const BLAMES: Readonly<Record<Refused, Blame>> = {
  'not positive': {
    code: 'CSV_PRICE_NOT_POSITIVE',
    message: 'A price has to be above zero.',
    hint: 'Mend the row, or drop such rows with --repair drop-bad.',
  },
  inconsistent: {
    code: 'CSV_OHLC_INCONSISTENT',
    message: 'The high of a candle is its highest price and the low its lowest; here they are not.',
    hint: 'Check that the columns are named right, or drop such rows with --repair drop-bad.',
  },
  'too large': badNumber(
    'This number is larger than any market has.',
    'Check the row, or drop it with --repair drop-bad.',
  ),
  'too fine': badNumber(
    'This file has more digits than can be kept exactly.',
    'Round its numbers to the steps the market trades in.',
  ),
  'negative volume': badNumber(
    'A volume can not be below zero.',
    'Mend the row, or drop such rows with --repair drop-bad.',
  ),
}
