/** What was recognised in a file and why, in words for the library and for the doctor. */
import type { Timeframe } from '../../shared/candles.ts'
import type { ImportSettings, Recognised } from '../../shared/dataset.ts'
import { shown } from './complaints.ts'
import { DELIMITER_NAMES, type Dialect } from './dialect.ts'
import type { Form } from './time-reader.ts'

export interface Findings {
  readonly dialect: Dialect
  readonly settings: ImportSettings
  readonly form: Form
  readonly assumedDates: boolean
  readonly newestFirst: boolean
  /** Cells that carried the noise of a binary fraction. */
  readonly rounded: number
  readonly symbol: { readonly value: string; readonly because: string }
  readonly timeframe: Timeframe
}

const FORM_NAMES: Readonly<Record<Form, string>> = {
  'epoch s': 'epoch s',
  'epoch ms': 'epoch ms',
  'epoch us': 'epoch us',
  'epoch ns': 'epoch ns',
  date: 'iso date',
  naive: 'iso time',
  zoned: 'iso time with zone',
}

/** A short name such as `csv, header, iso date`. */
export function dialectName({ dialect, form, newestFirst }: Findings): string {
  const separator = DELIMITER_NAMES[dialect.delimiter] ?? 'comma'
  const parts = ['csv', ...(separator === 'comma' ? [] : [separator]), 'header', FORM_NAMES[form]]
  return [...parts, ...(newestFirst ? ['newest first'] : [])].join(', ')
}

export function recognisedIn(findings: Findings): Recognised[] {
  const { dialect, settings, form, newestFirst, rounded, symbol, timeframe } = findings
  const { header } = dialect
  const columns = [...header.cells].map(
    ([field, cell]) => `${field} = ${shown(header.names[cell] ?? '') || 'column 1'}`,
  )
  return [
    {
      what: 'encoding',
      value: dialect.bom ? 'UTF-8 with BOM' : 'UTF-8',
      because: dialect.bom ? 'the file starts with the mark for it' : 'nothing says otherwise',
    },
    {
      what: 'delimiter',
      value: DELIMITER_NAMES[dialect.delimiter] ?? 'comma',
      because: 'with it the header names every column that is needed',
    },
    {
      what: 'header',
      value: `line ${dialect.headerLine}`,
      because: 'it is the first line that names time, open, high, low and close',
    },
    { what: 'columns', value: columns.join(', '), because: 'the names of the columns' },
    { what: 'time', value: FORM_NAMES[form], because: 'every row is written like that' },
    { what: 'timezone', ...zoneOf(findings) },
    ...(newestFirst
      ? [
          {
            what: 'order',
            value: 'newest first',
            because: 'time goes back from row to row, so they were turned round',
          } as const,
        ]
      : []),
    ...(rounded > 0 ? [roundedBecause(rounded)] : []),
    { what: 'symbol', ...symbol },
    {
      what: 'timeframe',
      value: timeframe,
      because:
        settings.timeframe === undefined
          ? 'the most frequent step from row to row'
          : 'it was said at the import',
    },
  ]
}

const roundedBecause = (cells: number): Recognised => ({
  what: 'numbers',
  value: 'rounded to 8 decimals or 10 digits',
  because: `${cells} cells end in the noise of a binary fraction, such as 0.17600000000000002`,
})

function zoneOf({ dialect, settings, form, assumedDates }: Findings): { value: string; because: string } {
  if (form === 'zoned') return { value: 'UTC', because: 'every row names its own offset' }
  if (form === 'date') return { value: 'UTC', because: 'dates alone are session dates, kept as UTC midnight' }
  if (form !== 'naive') return { value: 'UTC', because: 'epoch numbers count from 1970 in UTC' }
  if (settings.timezone !== undefined) {
    return { value: settings.timezone, because: 'it was said at the import' }
  }
  if (assumedDates) return { value: 'UTC', because: 'every time is midnight, so they are session dates' }
  const column = dialect.header.names[dialect.header.cells.get('time') ?? 0] ?? ''
  return { value: 'UTC', because: `the column is called ${shown(column)}` }
}
