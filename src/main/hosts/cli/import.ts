import { basename } from 'node:path'
import type { Timeframe } from '../../../shared/candles.ts'
import { type Dataset, type ImportSettings, REPAIRS, type Repair } from '../../../shared/dataset.ts'
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
  },
  example: 'tapedeck import BTCUSD_1h.csv --timezone UTC --repair sort,dedupe',
  async run(given, desk) {
    const settings = importSettings({
      symbol: given.text('symbol'),
      timezone: given.text('timezone'),
      timeframe: given.text('timeframe'),
      repair: given.text('repair'),
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

interface Typed {
  readonly symbol?: string | undefined
  readonly timezone?: string | undefined
  readonly timeframe?: string | undefined
  readonly repair?: string | undefined
}

export const importSettings = ({ symbol, timezone, timeframe, repair }: Typed): ImportSettings => ({
  ...(symbol === undefined ? {} : { symbol }),
  ...(timezone === undefined ? {} : { timezone }),
  ...(timeframe === undefined ? {} : { timeframe: asTimeframe(timeframe) }),
  ...(repair === undefined ? {} : { repair: repair.split(',').map(asRepair) }),
})

function asRepair(typed: string): Repair {
  const repair = REPAIRS.find((name) => name === typed.trim())
  if (repair === undefined)
    throw usage('repair', `“${typed}” is no repair.`, `There are ${REPAIRS.join(', ')}.`)
  return repair
}

export function asTimeframe(typed: string): Timeframe {
  if (!isTimeframe(typed)) {
    throw usage('timeframe', `“${typed}” is no timeframe.`, 'A timeframe looks like 1m, 15m, 4h, 1d or 1w.')
  }
  return typed
}

const isTimeframe = (typed: string): typed is Timeframe => /^[1-9]\d{0,3}(s|m|h|d|w|mo)$/.test(typed)
