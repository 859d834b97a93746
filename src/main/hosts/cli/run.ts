import type { Door } from '../../../shared/contract.ts'
import type { Dataset } from '../../../shared/dataset.ts'
import { usage } from './arguments.ts'
import { assigned, nested, type Nested } from './assigned.ts'
import { command, list, text, texts, yes, type Given } from './command.ts'
import { datasetOrFile } from './data.ts'
import type { Desk } from './desk.ts'
import { figureRow, shortTime, symbolLines } from './figures.ts'
import { importSettings } from './import.ts'
import { moment } from './moment.ts'
import { pairs } from './table.ts'

const flags = {
  data: list(
    'FILE|DATASET…',
    'A file, or a dataset by id, the beginning of its id, or symbol; several are several symbols',
  ),
  strategy: text('ID', 'Which one: tapedeck strategies lists them'),
  param: texts('K=V', 'A parameter of the strategy; may be repeated'),
  timeframe: text('TF', 'Replay at a coarser timeframe, such as 4h'),
  from: text('D', 'First candle to evaluate, such as 2017-06-30; warm-up is taken before it'),
  to: text('D', 'Evaluate candles before this time'),
  timezone: text('TZ', 'The zone of times that name none, where a file is imported'),
  capital: text('N', 'Money to start with, 10000 where not said'),
  'capital-mode': text(
    'MODE',
    'Of several symbols: independent (each has the capital) or portfolio (they share it)',
  ),
  set: texts('PATH=VALUE', 'Any setting, such as fees.takerBps=5; may be repeated'),
  'skip-volume-filter': yes(
    'Take candles without volume for granted; nothing else changes, and the run is marked as degraded',
  ),
  journal: text('KIND', 'full writes a line for every candle, events (the default) counts quiet ones'),
}
type Name = keyof typeof flags

export const run = command({
  name: 'run',
  does: 'Replay a strategy over candles',
  takes: '',
  flags,
  example: 'tapedeck run --data GOOG_1d.csv --strategy sma-cross --param fast=10 --param slow=30',
  async run(given, desk) {
    const strategy = given.text('strategy')
    if (strategy === undefined) {
      throw usage('strategy', '--strategy is missing.', 'Name one: tapedeck strategies lists them.')
    }
    // What was typed is checked before a file is imported for it.
    const asked = { strategy, ...choices(given) }
    const data = await theData(given, desk)
    const client = await desk.client()
    const door: Door = client
    const datasets = data.map(({ datasetId }) => datasetId)
    const { operation, run } = await door.ask('run.start', { datasets, ...asked })
    const { reused, timings } = await desk.follow(operation, 'run')
    const { run: summary, metrics, symbols } = await client.ask('run.read', { run })
    const artifacts = await desk.runFolder(run)
    const { from, to, candles, state, timeframe } = summary
    return {
      json: {
        runId: run,
        status: state,
        reused,
        datasetIds: summary.datasets,
        metrics,
        ...(symbols === undefined ? {} : { symbols }),
        artifacts,
        timings,
      },
      text: [
        `${summary.strategyTitle} on ${summary.symbols.join(', ')} ${timeframe}, ${shortTime(from)} to ${shortTime(to)}, ${candles} candles`,
        pairs([
          ...SUMMARY.map((name) => figureRow(metrics, name)),
          ['Run', reused ? `${run} (it exists already)` : run],
          ['Artifacts', artifacts],
        ]),
        ...symbolLines(symbols),
      ].join('\n'),
    }
  },
})

const SUMMARY = [
  'netProfit',
  'netProfitPct',
  'benchmarkReturnPct',
  'maxDrawdownPct',
  'sharpe',
  'closedTrades',
  'winRate',
  'profitFactor',
  'exposure',
  'feesPaid',
] as const

/** One after the other, since a file is imported on the way. */
async function theData(given: Given<Name>, desk: Desk): Promise<readonly Dataset[]> {
  const names = given.texts('data')
  if (names.length === 0) {
    throw usage('data', '--data is missing.', 'Name a file, or a dataset: tapedeck datasets lists them.')
  }
  const settings = importSettings({ timezone: given.text('timezone') })
  const found: Dataset[] = []
  for (const name of names) found.push(await datasetOrFile(desk, name, settings))
  return found
}

/** The fields of the request that were typed; their text is read by the workstation's own schemas. */
function choices(given: Given<Name>): { readonly [field: string]: unknown } {
  const timeframe = given.text('timeframe')
  const from = given.text('from')
  const to = given.text('to')
  const journal = given.text('journal')
  const settings = settingsIn(given)
  return {
    params: assigned('param', given.texts('param')),
    ...(timeframe === undefined ? {} : { timeframe }),
    ...(from === undefined ? {} : { from: moment('from', from) }),
    ...(to === undefined ? {} : { to: moment('to', to) }),
    ...(journal === undefined ? {} : { journal }),
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    ...(given.has('skip-volume-filter') ? { skipVolumeFilter: true } : {}),
  }
}

function settingsIn(given: Given<Name>): Nested {
  const capital = given.text('capital')
  const mode = given.text('capital-mode')
  return nested('set', [
    ...(capital === undefined ? [] : [`capital=${capital}`]),
    ...(mode === undefined ? [] : [`capitalMode=${mode}`]),
    ...given.texts('set'),
  ])
}
