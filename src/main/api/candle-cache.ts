/** Candle series in shared memory, read by a worker once and kept while they are looked at. */
import type { DatasetId } from '../../shared/brand.ts'
import type { CandleSeries, Timeframe } from '../../shared/candles.ts'
import type { Dataset } from '../../shared/dataset.ts'
import { Problem } from '../../shared/problem.ts'
import { type Pyramid, pyramidOf } from '../ingest/pyramid.ts'
import type { DatasetTable } from '../store/datasets.ts'
import { Control } from './control.ts'
import type { Home } from './home.ts'
import type { Pool } from './pool.ts'

/** A million candles are 48 MB; the few that a person switches between stay at hand. */
const MOST_KEPT_ROWS = 20_000_000

interface Kept {
  readonly rows: number
  readonly series: Promise<CandleSeries>
  pyramid: Pyramid | null
}

export class CandleCache {
  readonly #home: Home
  readonly #datasets: DatasetTable
  readonly #pool: Pool
  readonly #kept = new Map<string, Kept>()

  constructor(home: Home, datasets: DatasetTable, pool: Pool) {
    this.#home = home
    this.#datasets = datasets
    this.#pool = pool
  }

  dataset(id: DatasetId): Dataset {
    const dataset = this.#datasets.find(id)
    if (dataset !== null) return dataset
    const there = this.#datasets
      .list()
      .map(({ datasetId, symbol, timeframe }) => `${symbol} ${timeframe} ${datasetId.slice(0, 12)}`)
    throw new Problem(
      'DATASET_NOT_FOUND',
      { text: id.slice(0, 80), available: there.slice(0, 50) },
      'There is no such dataset here.',
      there.length === 0 ? 'Import a file first.' : 'Choose one of those listed, or import the file again.',
    )
  }

  /** The dataset's candles at one of its timeframes. */
  series(dataset: Dataset, timeframe: Timeframe): Promise<CandleSeries> {
    return this.#take(dataset, timeframe).series
  }

  async pyramid(dataset: Dataset, timeframe: Timeframe): Promise<Pyramid> {
    const kept = this.#take(dataset, timeframe)
    const series = await kept.series
    return (kept.pyramid ??= pyramidOf(series))
  }

  #take(dataset: Dataset, timeframe: Timeframe): Kept {
    if (!dataset.timeframes.includes(timeframe)) {
      throw new Problem(
        'TIMEFRAME_INVALID',
        { field: 'timeframe', text: timeframe, available: dataset.timeframes },
        `${dataset.symbol} can not be read as ${timeframe} candles.`,
        `It has ${dataset.timeframes.join(', ')}.`,
      )
    }
    const key = `${dataset.datasetId}/${timeframe}`
    const kept = this.#kept.get(key) ?? this.#load(dataset, timeframe)
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    kept.series.catch(() => this.#kept.delete(key))
    this.#shed()
    return kept
  }

  #load({ datasetId, rows }: Dataset, timeframe: Timeframe): Kept {
    const file = this.#home.candleFile(datasetId)
    const series = this.#pool.run('candles.load', { file, dataset: datasetId, timeframe }, new Control())
    return { rows, series, pyramid: null }
  }

  #shed(): void {
    let rows = [...this.#kept.values()].reduce((sum, kept) => sum + kept.rows, 0)
    for (const [key, kept] of this.#kept) {
      if (rows <= MOST_KEPT_ROWS || this.#kept.size === 1) return
      this.#kept.delete(key)
      rows -= kept.rows
    }
  }
}
