/** The last step of every way in: candles to disk, named by their content, with what is to be known of them. */
import type { CandleSeries } from '../../shared/candles.ts'
import type { Dataset } from '../../shared/dataset.ts'
import { aboutCandles } from './about-candles.ts'
import { writeCandles } from './candle-file.ts'
import type { Repaired } from './quality.ts'
import { DEMO_DATASET } from './synthetic-market.ts'

/** Candles as they are handed over, canonical and checked, and where they come from. */
export interface Provided extends Pick<Dataset, 'dialect' | 'recognised' | 'source'> {
  readonly series: CandleSeries
  readonly repaired: Repaired
}

export interface Imported {
  readonly dataset: Omit<Dataset, 'importedAt'>
  /** The same candles were stored before. */
  readonly existed: boolean
}

/** `check` is called now and then and may throw to stop; nothing is left behind then. */
export async function keepCandles(folder: string, provided: Provided, check: () => void): Promise<Imported> {
  const { series, repaired, dialect, recognised, source } = provided
  const about = aboutCandles(series, repaired, check)
  const { datasetId, existed } = await writeCandles(folder, series, check)
  // The demo market, exported and brought back, is still no market.
  const synthetic = datasetId === DEMO_DATASET
  return { dataset: { datasetId, ...about, dialect, recognised, source, synthetic }, existed }
}
