/** A dataset as the terminal tells it: times in ISO, the quality without its list of gaps. */
import type { Dataset } from '../../../shared/dataset.ts'
import { iso, shortId, shortTime } from './figures.ts'
import { table } from './table.ts'

export function datasetView(dataset: Dataset): unknown {
  const { gapList: _, ...quality } = dataset.quality
  const { sparkline: __, importedAt, ...rest } = dataset
  return {
    ...rest,
    start: iso(dataset.start),
    end: iso(dataset.end),
    quality,
    importedAt: iso(importedAt),
  }
}

export function datasetTable(datasets: readonly Dataset[]): string {
  return table(
    [
      { title: 'Dataset' },
      { title: 'Symbol' },
      { title: 'TF' },
      { title: 'Candles', align: 'right' },
      { title: 'First' },
      { title: 'Last' },
      { title: 'Gaps', align: 'right' },
      { title: 'No volume', align: 'right' },
      { title: 'From' },
    ],
    datasets.map(({ datasetId, symbol, timeframe, rows, start, end, quality, source }) => [
      shortId(datasetId),
      symbol,
      timeframe,
      String(rows),
      shortTime(start),
      shortTime(end),
      String(quality.gaps),
      `${quality.zeroVolumePct.toFixed(1)} %`,
      source.name,
    ]),
  )
}
