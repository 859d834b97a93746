/** What the library shows of a series, wherever its candles came from. */
import { millis } from '../../shared/brand.ts'
import type { CandleSeries } from '../../shared/candles.ts'
import type { Dataset } from '../../shared/dataset.ts'
import { qualityOf, type Repaired, sparklineOf } from './quality.ts'
import { timeframesOf } from './resample.ts'

type AboutCandles = Omit<
  Dataset,
  'datasetId' | 'dialect' | 'recognised' | 'source' | 'synthetic' | 'importedAt'
>

/** `check` is called now and then and may throw to stop. */
export function aboutCandles(
  series: CandleSeries,
  repaired: Repaired,
  check: () => void = () => {},
): AboutCandles {
  const { symbol, timeframe, rows, time, priceDecimals, hasVolume } = series
  return {
    symbol,
    timeframe,
    timeframes: timeframesOf(series, check),
    rows,
    start: millis(time[0] ?? 0),
    end: millis(time[rows - 1] ?? 0),
    priceDecimals,
    hasVolume,
    quality: qualityOf(series, repaired, check),
    sparkline: sparklineOf(series),
  }
}
