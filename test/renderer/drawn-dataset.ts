import { millis } from '../../src/shared/brand.ts'
import type { DatasetId } from '../../src/shared/brand.ts'
import type { Timeframe } from '../../src/shared/candles.ts'
import type { Dataset } from '../../src/shared/dataset.ts'
import { timeframeMs } from '../../src/renderer/state/estimate.ts'

/** A flawless dataset, as the host would list it. */
export function drawnDataset({
  timeframe,
  rows,
  start,
}: {
  readonly timeframe: Timeframe
  readonly rows: number
  readonly start: string
}): Dataset {
  const first = Date.parse(start)
  return {
    datasetId: Buffer.from(`${timeframe}${start}`).toString('hex').padEnd(64, '0').slice(0, 64) as DatasetId,
    symbol: 'DRAWN',
    timeframe,
    timeframes: [timeframe],
    rows,
    start: millis(first),
    end: millis(first + (rows - 1) * timeframeMs(timeframe)),
    priceDecimals: 2,
    hasVolume: true,
    dialect: 'drawn',
    recognised: [],
    source: { name: 'drawn.csv', sha256: '0'.repeat(64), bytes: 1 },
    synthetic: true,
    quality: {
      candles: rows,
      gaps: 0,
      longestGapMs: 0,
      gapList: [],
      duplicates: 0,
      zeroVolume: 0,
      zeroVolumePct: 0,
      outliers: 0,
      repairs: [],
    },
    sparkline: [1, 2],
    importedAt: millis(first),
  }
}
