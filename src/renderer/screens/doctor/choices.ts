/** What can be recognised in a file, in the order in which a trader asks, and how each is put right. */
import {
  COLUMN_FIELDS,
  type ColumnField,
  DATE_ORDERS,
  DECIMAL_MARKS,
  DELIMITERS,
  type ImportSettings,
  type Inspection,
  type Recognised,
  STAMPS,
} from '../../../shared/dataset.ts'
import type { Option } from '../../parts/select.tsx'
import { OFFSET, ZONES } from '../../parts/zones.ts'
import type { DoctorState } from '../../state/doctor.ts'
import { isTimeframe } from '../../state/folder-habits.ts'

/** A choice of the import that is one text, or one of a few words. */
export type Word = Exclude<keyof ImportSettings, 'repair' | 'columns'>

export type Control =
  | { readonly is: 'text'; readonly name: Word; readonly offers: readonly string[]; readonly hint: string }
  | { readonly is: 'one of'; readonly name: Word; readonly options: readonly Option<string>[] }
  | { readonly is: 'columns' }

export interface Choice {
  readonly what: Recognised['what']
  readonly title: string
  readonly control: Control | null
}

const WORDS: Readonly<Record<string, string>> = {
  comma: 'Comma',
  semicolon: 'Semicolon',
  tab: 'Tab',
  bar: 'Vertical bar |',
  blank: 'Blanks',
  point: 'Point, as in 1.5',
  ymd: 'Year first, 2024-12-31',
  dmy: 'Day first, 31/12/2024',
  mdy: 'Month first, 12/31/2024',
  start: 'The start of a candle',
  end: 'The end of a candle',
}
const optionsOf = (values: readonly string[]): readonly Option<string>[] =>
  values.map((value) => ({ value, title: WORDS[value] ?? value }))

const TIMEFRAMES = ['1m', '5m', '15m', '30m', '1h', '4h', '1d', '1w', '1mo']
const ZONE_NAMES = ZONES.map(({ value }) => value).filter((value) => value !== OFFSET)

export const CHOICES: readonly Choice[] = [
  { what: 'symbol', title: 'Symbol', control: { is: 'text', name: 'symbol', offers: [], hint: 'BTC-USD' } },
  {
    what: 'timeframe',
    title: 'Timeframe',
    control: { is: 'text', name: 'timeframe', offers: TIMEFRAMES, hint: '1m, 4h, 1d' },
  },
  {
    what: 'timezone',
    title: 'Time zone',
    control: { is: 'text', name: 'timezone', offers: ZONE_NAMES, hint: 'UTC or +02:00' },
  },
  {
    what: 'stamp',
    title: 'Times name',
    control: { is: 'one of', name: 'stamp', options: optionsOf(STAMPS) },
  },
  {
    what: 'time',
    title: 'Dates',
    control: { is: 'one of', name: 'dateOrder', options: optionsOf(DATE_ORDERS) },
  },
  {
    what: 'numbers',
    title: 'Decimal mark',
    control: {
      is: 'one of',
      name: 'decimal',
      options: optionsOf(DECIMAL_MARKS).map((option) =>
        option.value === 'comma' ? { ...option, title: 'Comma, as in 1,5' } : option,
      ),
    },
  },
  {
    what: 'delimiter',
    title: 'Separator',
    control: { is: 'one of', name: 'delimiter', options: optionsOf(DELIMITERS) },
  },
  { what: 'columns', title: 'Columns', control: { is: 'columns' } },
  { what: 'header', title: 'Header', control: null },
  { what: 'order', title: 'Order', control: null },
  { what: 'rows', title: 'Rows', control: null },
  { what: 'encoding', title: 'Encoding', control: null },
  { what: 'container', title: 'Container', control: null },
]

export const COLUMN_TITLES: Record<ColumnField, string> = {
  time: 'Time',
  date: 'Date alone',
  clock: 'Time of day',
  zone: 'Zone',
  open: 'Open',
  high: 'High',
  low: 'Low',
  close: 'Close',
  volume: 'Volume',
  symbol: 'Symbol',
}

/** The settings with one column more, or one less; null where none is left. */
export function withColumn(
  columns: ImportSettings['columns'],
  field: ColumnField,
  column: number | null,
): NonNullable<ImportSettings['columns']> | null {
  const kept = COLUMN_FIELDS.flatMap((one) => {
    const at = one === field ? column : columns?.[one]
    return at === undefined || at === null ? [] : [[one, at] as const]
  })
  return kept.length === 0 ? null : Object.fromEntries(kept)
}

/** The columns by their number, with the names that the file gives them. */
export const columnsIn = ({ columns }: Inspection): readonly Option<string>[] =>
  columns.map((name, index) => ({ value: String(index + 1), title: `${index + 1} · ${name}` }))

/** What was typed or picked, told as the setting it is; empty text leaves it to be recognised. */
export function tell(choose: DoctorState['choose'], name: Word, text: string): void {
  const known = <T extends string>(all: readonly T[]): T | null => all.find((one) => one === text) ?? null
  switch (name) {
    case 'symbol':
    case 'timezone':
      choose(name, text === '' ? null : text)
      return
    case 'timeframe':
      choose(name, isTimeframe(text) ? text : null)
      return
    case 'delimiter':
      choose(name, known(DELIMITERS))
      return
    case 'decimal':
      choose(name, known(DECIMAL_MARKS))
      return
    case 'dateOrder':
      choose(name, known(DATE_ORDERS))
      return
    case 'stamp':
      choose(name, known(STAMPS))
  }
}
