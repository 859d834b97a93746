/** The indicators of the runs that are being looked at, computed by a worker once and read in stretches. */
import type { DatasetId } from '../../shared/brand.ts'
import type { CandleSeries } from '../../shared/candles.ts'
import type { IndicatorCurves, Manifest } from '../../shared/run.ts'
import { gridOf } from '../ingest/pyramid.ts'
import type { CandleCache } from './candle-cache.ts'
import { Control } from './control.ts'
import type { IndicatorColumn } from './jobs/jobs.ts'
import type { Pool } from './pool.ts'

/** A million candles are 8 MB for each indicator. */
const MOST_RUNS = 4

interface Computed {
  readonly series: CandleSeries
  readonly indicators: readonly IndicatorColumn[]
}

export interface Stretch {
  /** Where the run has several: the first one's where it is not said. */
  readonly symbol?: string
  readonly from: number
  /** Exclusive. */
  readonly to: number
  readonly most: number
}

export class IndicatorCache {
  readonly #candles: CandleCache
  readonly #pool: Pool
  readonly #kept = new Map<string, Promise<Computed>>()

  constructor(candles: CandleCache, pool: Pool) {
    this.#candles = candles
    this.#pool = pool
  }

  /** On the same grid as the chart's candles; of those that are merged, the value at the last close. */
  async read(manifest: Manifest, { symbol, from, to, most }: Stretch): Promise<IndicatorCurves> {
    const { series, indicators } = await this.#take(manifest, symbol)
    const { per, first, buckets } = gridOf(series, from, to, most)
    const time = new Float64Array(buckets)
    const curves = indicators.map(({ column, scale, ...about }) => ({
      ...about,
      column,
      scale,
      values: new Float64Array(buckets),
    }))
    for (let bucket = 0; bucket < buckets; bucket += 1) {
      const row = (first + bucket) * per
      time[bucket] = series.time[row] ?? 0
      const last = Math.min(row + per, series.rows) - 1
      for (const { column, scale, values } of curves) values[bucket] = (column[last] ?? NaN) / scale
    }
    return {
      time,
      curves: curves.map(({ name, definition, unit, onPrices, values }) => ({
        name,
        definition,
        unit,
        onPrices,
        values,
      })),
    }
  }

  #take({ runId, inputs, datasets }: Manifest, symbol: string | undefined): Promise<Computed> {
    const market = datasets.find((one) => one.symbol === symbol) ?? datasets[0]
    if (market === undefined) throw new Error('a run without candles')
    const name = `${runId} ${market.datasetId}`
    const known = this.#kept.get(name)
    const kept = known ?? this.#compute(inputs, market.datasetId)
    this.#kept.delete(name)
    this.#kept.set(name, kept)
    if (known === undefined) {
      kept.catch(() => this.#kept.delete(name))
      const [oldest] = this.#kept.keys()
      if (this.#kept.size > MOST_RUNS && oldest !== undefined) this.#kept.delete(oldest)
    }
    return kept
  }

  async #compute(inputs: Manifest['inputs'], dataset: DatasetId): Promise<Computed> {
    const { timeframe, strategy, params } = inputs
    const series = await this.#candles.series(this.#candles.dataset(dataset), timeframe)
    const indicators = await this.#pool.run('run.indicators', { strategy, params, series }, new Control())
    return { series, indicators }
  }
}
