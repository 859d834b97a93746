import { basename } from 'node:path'
import type { Timeframe } from '../../../shared/candles.ts'
import {
  COLUMN_FIELDS,
  type ColumnField,
  type Dataset,
  DATE_ORDERS,
  DECIMAL_MARKS,
  DELIMITERS,
  type ImportSettings,
  REPAIRS,
  STAMPS,
} from '../../../shared/dataset.ts'
import { Problem } from '../../../shared/problem.ts'
import { usage } from './arguments.ts'
import { command, text } from './command.ts'
import { importFile } from './data.ts'
import { datasetTable, datasetView } from './dataset-view.ts'

export const importing = command({
  name: 'import',
  does: 'Import files of candles',
  takes: 'FILE…',
  flags: {
    symbol: text('S', 'What the candles are of, where the file does not say'),
    timezone: text('TZ', 'The zone of times that name none: UTC, +02:00, America/New_York'),
    timeframe: text('TF', 'How long a candle lasts, such as 1m, 4h or 1d'),
    repair: text('LIST', `What may be mended, of ${REPAIRS.join(',')}; it is recorded with the dataset`),
    delimiter: text('NAME', `What separates cells: ${DELIMITERS.join(', ')}`),
    decimal: text('MARK', `What stands before decimals: ${DECIMAL_MARKS.join(' or ')}`),
    'date-order': text('ORDER', `What comes first in dates: ${DATE_ORDERS.join(', ')}`),
    stamp: text('PLACE', `What times name of a candle: its ${STAMPS.join(' or its ')}`),
    columns: text('LIST', 'Which columns to read, by their numbers: time=1,open=2,high=3,low=4,close=5'),
  },
  example: 'tapedeck import BTCUSD_1h.csv --timezone UTC --repair sort,dedupe',
  async run(given, desk) {
    const settings = importSettings({
      symbol: given.text('symbol'),
      timezone: given.text('timezone'),
      timeframe: given.text('timeframe'),
      repair: given.text('repair'),
      delimiter: given.text('delimiter'),
      decimal: given.text('decimal'),
      dateOrder: given.text('date-order'),
      stamp: given.text('stamp'),
      columns: given.text('columns'),
    })
    const datasets: Dataset[] = []
    for (const file of given.rest) {
      const importing = importFile(desk, file, settings)
      datasets.push(await (given.rest.length > 1 ? naming(file, importing) : importing))
    }
    return { json: { datasets: datasets.map(datasetView) }, text: datasetTable(datasets) }
  },
})

/** Of several files, which one was refused; those before it are in the library. */
async function naming<T>(file: string, importing: Promise<T>): Promise<T> {
  try {
    return await importing
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const name = basename(file)
    throw new Problem(error.code, { ...error.details, file: name }, `${name}: ${error.message}`, error.hint)
  }
}

type Typed = { readonly [S in keyof ImportSettings]?: string | undefined }

export const importSettings = (typed: Typed): ImportSettings => ({
  ...(typed.symbol === undefined ? {} : { symbol: typed.symbol }),
  ...(typed.timezone === undefined ? {} : { timezone: typed.timezone }),
  ...(typed.timeframe === undefined ? {} : { timeframe: asTimeframe(typed.timeframe) }),
  ...(typed.repair === undefined
    ? {}
    : { repair: typed.repair.split(',').map((repair) => oneOf('repair', REPAIRS, repair)) }),
  ...(typed.delimiter === undefined ? {} : { delimiter: oneOf('delimiter', DELIMITERS, typed.delimiter) }),
  ...(typed.decimal === undefined ? {} : { decimal: oneOf('decimal', DECIMAL_MARKS, typed.decimal) }),
  ...(typed.dateOrder === undefined ? {} : { dateOrder: oneOf('date-order', DATE_ORDERS, typed.dateOrder) }),
  ...(typed.stamp === undefined ? {} : { stamp: oneOf('stamp', STAMPS, typed.stamp) }),
  ...(typed.columns === undefined ? {} : { columns: columnsOf(typed.columns) }),
})

function oneOf<T extends string>(flag: string, known: readonly T[], typed: string): T {
  const found = known.find((name) => name === typed.trim())
  if (found === undefined) throw usage(flag, `“${typed}” is no ${flag}.`, `There are ${known.join(', ')}.`)
  return found
}

function columnsOf(typed: string): { readonly [F in ColumnField]?: number } {
  const columns: { [F in ColumnField]?: number } = {}
  for (const pair of typed.split(',')) {
    const [field = '', column = ''] = pair.split('=')
    const number = Number(column)
    if (!Number.isInteger(number) || number < 1) {
      throw usage('columns', `“${pair}” names no column.`, 'Columns are numbered from 1: close=5.')
    }
    columns[oneOf('columns', COLUMN_FIELDS, field)] = number
  }
  return columns
}

export function asTimeframe(typed: string): Timeframe {
  if (!isTimeframe(typed)) {
    throw usage('timeframe', `“${typed}” is no timeframe.`, 'A timeframe looks like 1m, 15m, 4h, 1d or 1w.')
  }
  return typed
}

const isTimeframe = (typed: string): typed is Timeframe => /^[1-9]\d{0,3}(s|m|h|d|w|mo)$/.test(typed)
