import type { DatasetId } from '../../src/shared/brand.ts'
import type { CandleSeries, ChartCandles } from '../../src/shared/candles.ts'
import { pyramidOf, readPyramid } from '../../src/main/ingest/pyramid.ts'
import type { Question } from '../../src/renderer/chart/question.ts'

export const MINUTE = 60_000

/** Minutes from the epoch on; after the candles named in `gaps` nothing trades for that many minutes. */
export function minutes(rows: number, gaps: { readonly [candle: number]: number } = {}): CandleSeries {
  const time = new Float64Array(rows)
  for (let row = 1; row < rows; row++) {
    time[row] = (time[row - 1] ?? 0) + MINUTE * (1 + (gaps[row - 1] ?? 0))
  }
  const price = Float64Array.from(time, (_, row) => 100 + (row % 7))
  return {
    symbol: 'TEST',
    timeframe: '1m',
    priceDecimals: 0,
    volumeDecimals: 0,
    hasVolume: true,
    rows,
    time,
    open: price,
    high: price.map((value) => value + 1),
    low: price.map((value) => value - 1),
    close: price,
    volume: BigInt64Array.from(time, () => 2n),
  }
}

/** The workstation's own answers over a series. */
export function candlesOf(series: CandleSeries): (question: Question) => ChartCandles {
  const pyramid = pyramidOf(series)
  return (question) => readPyramid(pyramid, { ...question, dataset: '' as DatasetId })
}
