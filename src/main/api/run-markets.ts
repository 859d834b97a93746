/** The candles a run is made from, one symbol after the other in the order of its inputs. */
import type { Dataset } from '../../shared/dataset.ts'
import type { RunInputs } from '../../shared/run.ts'
import type { RunMarket, RunSource } from '../runs/perform.ts'
import type { CandleCache } from './candle-cache.ts'
import { isMagnified } from './run-inputs.ts'

/** The datasets that inputs name, which are in order of their symbols. */
export const namedDatasets = (candles: CandleCache, { datasets }: RunInputs): Dataset[] =>
  datasets.map((id) => candles.dataset(id))

export const loadMarkets = (
  candles: CandleCache,
  inputs: RunInputs,
  datasets: readonly Dataset[],
): Promise<RunMarket[]> =>
  Promise.all(
    datasets.map(async (dataset) => {
      const [series, finer] = await Promise.all([
        candles.series(dataset, inputs.timeframe),
        isMagnified(inputs, dataset) ? candles.series(dataset, dataset.timeframe) : null,
      ])
      return { series, finer, source: sourceOf(dataset) }
    }),
  )

const sourceOf = ({ datasetId, source, quality }: Dataset): RunSource => ({
  datasetId,
  name: source.name,
  sha256: source.sha256,
  quality,
})
