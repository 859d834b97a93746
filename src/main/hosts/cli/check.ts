import type { Door } from '../../../shared/contract.ts'
import { PROBLEMS } from '../../../shared/problem.ts'
import type { LookAheadDifference, StrategyCheck } from '../../../shared/strategy.ts'
import { usage } from './arguments.ts'
import { assigned } from './assigned.ts'
import { command, text, texts } from './command.ts'
import { datasetOrFile } from './data.ts'
import { importSettings } from './import.ts'
import { pairs } from './table.ts'

export const check = command({
  name: 'check',
  does: 'Prove that a strategy sees nothing of later candles, and find the warm-up it needs',
  takes: 'STRATEGY',
  flags: {
    data: text('FILE|DATASET', 'A file, or a dataset by id, the beginning of its id, or symbol'),
    param: texts('K=V', 'A parameter of the strategy; may be repeated'),
    timeframe: text('TF', 'On a coarser timeframe, such as 4h'),
    timezone: text('TZ', 'The zone of times that name none, where a file is imported'),
  },
  example: 'tapedeck check supertrend --data GOOG_1d.csv --param multiple=2',
  async run(given, desk) {
    const [strategy = ''] = given.rest
    const data = given.text('data')
    if (data === undefined) {
      throw usage('data', '--data is missing.', 'Name a file, or a dataset: tapedeck datasets lists them.')
    }
    const params = assigned('param', given.texts('param'))
    const timeframe = given.text('timeframe')
    const { datasetId: dataset } = await datasetOrFile(
      desk,
      data,
      importSettings({ timezone: given.text('timezone') }),
    )
    const door: Door = await desk.client()
    const ask = { strategy, dataset, params, ...(timeframe === undefined ? {} : { timeframe }) }
    const { operation } = await door.ask('strategy.check', ask)
    const { kind: _, ...found } = await desk.follow(operation, 'check')
    return {
      json: found,
      text: inWords(strategy, found),
      exit: found.lookahead ? PROBLEMS.STRATEGY_INVALID.exit : 0,
    }
  },
})

function inWords(strategy: string, found: StrategyCheck): string {
  const { lookahead, differences, sampled, need, warmup, settled } = found
  const verdict = lookahead
    ? `${strategy} says something else of a candle when later ones do not exist: it looks ahead.`
    : `${strategy} sees nothing of later candles: the same to the last bit in ${sampled} places where the data was cut off.`
  return [
    verdict,
    ...differences.map(difference),
    '',
    pairs([
      ['First decision after', `${need} candles`],
      [
        'Independent of its beginning after',
        settled ? `${warmup} candles` : `more than the data has (${warmup} candles)`,
      ],
    ]),
  ].join('\n')
}

const difference = ({ asOf, what, seen, alone }: LookAheadDifference): string =>
  `  ${asOf}  ${what}: ${seen}, and without later candles ${alone}`
