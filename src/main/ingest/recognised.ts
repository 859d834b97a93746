/** What was recognised in a file and why, in words for the library and for the doctor. */
import type { Timeframe } from '../../shared/candles.ts'
import { DELIMITERS, type ImportSettings, type Recognised } from '../../shared/dataset.ts'
import type { CandleStamp } from './candle-stamp.ts'
import { shown } from './complaints.ts'
import type { Dialect } from './dialect/dialect.ts'
import { DELIMITER_BYTES, DELIMITER_NAMES } from './dialect/table.ts'
import type { Form } from './dialect/time-reader.ts'
import type { Archive } from './source/archive.ts'
import type { Encoding } from './source/encoding.ts'

export interface Findings {
  readonly dialect: Dialect
  readonly settings: ImportSettings
  readonly archive: Archive | null
  readonly encoding: Encoding
  readonly form: Form
  readonly assumedDates: boolean
  readonly newestFirst: boolean
  /** Cells that carried the noise of a binary fraction. */
  readonly rounded: number
  /** Rows of a time without any price. */
  readonly withoutPrices: number
  /** Candles that say that they had no volume. */
  readonly withoutVolume: number
  /** Lines of words below the last row. */
  readonly footer: readonly number[]
  readonly symbol: { readonly value: string; readonly because: string }
  readonly timeframe: Timeframe
  readonly stamp: CandleStamp
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
const ORDER_NAMES = { ymd: '', dmy: ', day first', mdy: ', month first' } as const

/** How a file is read, as settings that would read it so again: what was said, and what was recognised. */
export function settingsIn(
  said: ImportSettings,
  dialect: Dialect | null,
  findings: Findings | null,
): ImportSettings {
  if (dialect === null) return said
  const { delimiter, numbers, time, cells, utcBecause } = dialect
  const name = Object.entries(DELIMITER_BYTES).find(([, byte]) => byte === delimiter)?.[0]
  const known = DELIMITERS.find((one) => one === name)
  const hasDates = !time.form.startsWith('epoch')
  return {
    ...(known === undefined ? {} : { delimiter: known }),
    decimal: numbers.decimal === '.' ? 'point' : 'comma',
    ...(hasDates ? { dateOrder: time.order } : {}),
    ...(time.form === 'naive' && utcBecause !== null ? { timezone: 'UTC' } : {}),
    ...(findings === null ? {} : { stamp: findings.stamp.value }),
    columns: Object.fromEntries([...cells].map(([field, cell]) => [field, cell + 1])),
    ...said,
  }
}

/** A short name such as `csv, header, iso date`. */
export function dialectName(findings: Findings): string {
  const { dialect, archive, encoding, form, newestFirst } = findings
  const separator = DELIMITER_NAMES[dialect.delimiter] ?? 'comma'
  const parts = [
    ...(archive === null ? [] : [archive.kind]),
    'csv',
    ...(encoding.name.startsWith('UTF-8') ? [] : [encoding.name]),
    ...(separator === 'comma' ? [] : [separator]),
    dialect.headerLine === null ? 'no header' : 'header',
    timeName(form, dialect),
    ...(dialect.numbers.decimal === ',' ? ['decimal comma'] : []),
    ...(newestFirst ? ['newest first'] : []),
  ]
  return parts.join(', ')
}

function timeName(form: Form, { time }: Dialect): string {
  const name = FORM_NAMES[form]
  if (form.startsWith('epoch')) return name
  return `${time.quick && time.order === 'ymd' ? name : name.replace('iso ', '')}${ORDER_NAMES[time.order]}`
}

/** What is known before a row is read. */
export function recognisedBefore(
  dialect: Dialect,
  archive: Archive | null,
  encoding: Encoding,
): Recognised[] {
  return [
    ...(archive === null ? [] : [containerOf(archive)]),
    { what: 'encoding', value: encoding.name, because: encoding.because },
    {
      what: 'delimiter',
      value: DELIMITER_NAMES[dialect.delimiter] ?? 'blanks',
      because: dialect.because.delimiter,
    },
    headerOf(dialect),
    { what: 'columns', value: columnsOf(dialect), because: dialect.because.columns },
    {
      what: 'numbers',
      value: dialect.numbers.decimal === '.' ? 'decimal point' : 'decimal comma',
      because: dialect.numbers.because,
    },
  ]
}

export function recognisedIn(findings: Findings): Recognised[] {
  const { dialect, settings, archive, encoding, form, newestFirst, symbol, timeframe, stamp } = findings
  return [
    ...recognisedBefore(dialect, archive, encoding),
    {
      what: 'time',
      value: timeName(form, dialect),
      because: dialect.time.because || 'every row is written like that',
    },
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
    ...leftOut(findings),
    { what: 'symbol', ...symbol },
    {
      what: 'timeframe',
      value: timeframe,
      because:
        settings.timeframe === undefined
          ? 'the most frequent step from row to row'
          : 'it was said at the import',
    },
    { what: 'stamp', ...stamp },
  ]
}

function containerOf({ kind, name }: Archive): Recognised {
  return {
    what: 'container',
    value: name === null ? kind : `${kind}, ${shown(name)}`,
    because: name === null ? 'the file begins as one' : 'it is the one table in the archive',
  }
}

function headerOf({ headerLine, firstLine }: Dialect): Recognised {
  if (headerLine === null) {
    return { what: 'header', value: 'none', because: 'the first rows are numbers already' }
  }
  const between = firstLine - headerLine - 1
  return {
    what: 'header',
    value: `line ${headerLine}${between > 0 ? `, and ${between} more below it` : ''}`,
    because: 'it is the line that names the most columns',
  }
}

function columnsOf({ cells, names }: Dialect): string {
  const nameOf = (cell: number) => shown(names[cell] ?? '') || `column ${cell + 1}`
  return [...cells].map(([field, cell]) => `${field} = ${nameOf(cell)}`).join(', ')
}

/** What was read otherwise than it is written, or not at all. */
function leftOut({ rounded, withoutPrices, withoutVolume, footer }: Findings): Recognised[] {
  const found: Recognised[] = []
  if (rounded > 0) {
    found.push({
      what: 'numbers',
      value: 'rounded to 8 decimals or 10 digits',
      because: `${rounded} cells end in the noise of a binary fraction, such as 0.17600000000000002`,
    })
  }
  if (withoutPrices > 0) {
    found.push({
      what: 'rows',
      value: `${withoutPrices} rows without prices skipped`,
      because: 'they name a time and mark every price as missing',
    })
  }
  if (withoutVolume > 0) {
    found.push({
      what: 'numbers',
      value: `${withoutVolume} candles have volume 0`,
      because: 'the file marks their volume as missing',
    })
  }
  if (footer.length > 0) {
    found.push({
      what: 'rows',
      value: `line ${footer.join(', ')} skipped`,
      because: 'it holds words and stands below the last candle',
    })
  }
  return found
}

function zoneOf({ dialect, settings, form, assumedDates }: Findings): { value: string; because: string } {
  if (form === 'zoned') return { value: 'UTC', because: 'every row names its own offset' }
  if (form === 'date') return { value: 'UTC', because: 'dates alone are session dates, kept as UTC midnight' }
  if (form !== 'naive') return { value: 'UTC', because: 'epoch numbers count from 1970 in UTC' }
  if (settings.timezone !== undefined) {
    return { value: settings.timezone, because: 'it was said at the import' }
  }
  if (assumedDates) return { value: 'UTC', because: 'every time is midnight, so they are session dates' }
  return { value: 'UTC', because: shown(dialect.utcBecause ?? '') }
}
