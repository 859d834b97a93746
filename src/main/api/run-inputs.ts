/**
 * From what a person asked for to everything that determines the result. The order in which candles
 * were named says nothing: they go by their symbols.
 */
import type { Timeframe } from '../../shared/candles.ts'
import type { Dataset } from '../../shared/dataset.ts'
import { Problem } from '../../shared/problem.ts'
import { productOf } from '../../shared/products.ts'
import type { RunInputs, RunRequest } from '../../shared/run.ts'
import { restsInMarket } from '../engine/setup.ts'
import { parseParams } from '../engine/strategy.ts'
import { ENGINE } from '../engine/version.ts'
import { candleLength } from '../runs/candle-length.ts'
import { findStrategy } from '../strategies/index.ts'
import type { LimitBook } from './limit-book.ts'
import { completeSettings } from './settings-input.ts'

type Limits = Pick<LimitBook, 'value'>

/** The candles of a run in order of symbol, each symbol once. */
export function datasetsOf(given: readonly Dataset[], limits: Limits): readonly Dataset[] {
  // By code unit, as every machine sorts them.
  const datasets = given.toSorted((a, b) => (a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : 0))
  for (const [index, { datasetId, symbol }] of datasets.entries()) {
    const next = datasets[index + 1]
    if (next === undefined || next.symbol !== symbol) continue
    throw next.datasetId === datasetId
      ? new Problem(
          'CONFIG_INVALID',
          { field: 'datasets', text: symbol },
          `The candles of ${symbol} are named twice.`,
          'Name every dataset once.',
        )
      : new Problem(
          'CONFIG_INVALID',
          { field: 'datasets', text: symbol },
          `There are two datasets of ${symbol}, and a run trades a symbol once.`,
          'Leave one of them out, or start a run for each.',
        )
  }
  requireFew(datasets, limits)
  return datasets
}

function requireFew(datasets: readonly Dataset[], limits: Limits): void {
  const rows = datasets.reduce((sum, dataset) => sum + dataset.rows, 0)
  const [mostSymbols, mostCandles] = [limits.value('runSymbols'), limits.value('runCandles')]
  // One dataset is as long as an import allows it to be.
  const isFew = datasets.length <= mostSymbols
  if (isFew && (datasets.length === 1 || rows <= mostCandles)) return
  const counted = { datasets: datasets.length, rows, limit: mostSymbols, most: mostCandles }
  throw new Problem(
    'LIMIT_DATASETS',
    { field: 'datasets', ...counted },
    `This run has ${datasets.length} symbols and ${rows} candles; the most is ${mostSymbols} symbols and ${mostCandles} candles.`,
    `Leave some out, start several runs, or raise the limit ${isFew ? 'runCandles' : 'runSymbols'}.`,
  )
}

export function toInputs(request: RunRequest, datasets: readonly Dataset[]): RunInputs {
  const strategy = findStrategy(request.strategy)
  const { from = null, to = null } = request
  if (from !== null && to !== null && from >= to) {
    throw new Problem(
      'CONFIG_INVALID',
      { field: 'to' },
      'The window ends before it begins.',
      'Choose a later end.',
    )
  }
  const [only, ...more] = datasets
  const isAlone = only !== undefined && more.length === 0
  const given = request.settings?.product
  return {
    schema: 1,
    engine: ENGINE,
    strategy: { id: strategy.id, version: strategy.version },
    params: parseParams(strategy, request.params ?? {}),
    datasets: datasets.map(({ datasetId }) => datasetId),
    // A product that was given is every symbol's.
    ...(isAlone
      ? {}
      : { products: datasets.map(({ symbol }) => (given === undefined ? productOf(symbol) : given)) }),
    timeframe: timeframeOf(request, datasets),
    window: { from, to },
    settings: completeSettings(request.settings, isAlone ? productOf(only.symbol) : null, datasets.length),
    skipVolumeFilter: request.skipVolumeFilter ?? false,
    journal: request.journal ?? 'events',
  }
}

/** What was asked for, or the coarsest of their own; all of them must have it. */
function timeframeOf({ timeframe }: RunRequest, datasets: readonly Dataset[]): Timeframe {
  const [first, ...rest] = datasets.map((dataset) => dataset.timeframe)
  if (first === undefined) throw new TypeError('a run has candles')
  const wanted =
    timeframe ??
    rest.reduce((one, other) => (candleLength(one, 0) < candleLength(other, 0) ? other : one), first)
  const without = datasets.find(({ timeframes }) => !timeframes.includes(wanted))
  if (without === undefined) return wanted
  const shared = without.timeframes.filter((one) =>
    datasets.every(({ timeframes }) => timeframes.includes(one)),
  )
  throw new Problem(
    'TIMEFRAME_INVALID',
    { field: 'timeframe', text: wanted, symbol: without.symbol, available: shared },
    `${without.symbol} can not be read as ${wanted} candles.`,
    shared.length === 0
      ? 'These datasets have no timeframe in common: start a run for each.'
      : `${datasets.length === 1 ? 'It has' : 'All of them have'} ${shared.join(', ')}.`,
  )
}

/** Only orders that rest in the market make anyone look inside a candle. */
export function isMagnified({ timeframe, settings, strategy, params }: RunInputs, dataset: Dataset): boolean {
  if (!settings.fills.magnify || timeframe === dataset.timeframe) return false
  return restsInMarket(findStrategy(strategy.id).plan(params).setups, settings.bracket)
}
