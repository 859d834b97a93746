import type { Dataset } from '../../../shared/dataset.ts'
import { candleTime, count } from '../../parts/format.ts'
import { Sparkline } from '../../parts/sparkline.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import type { Loaded } from '../../state/loaded.ts'
import { go } from '../../state/route.ts'
import { CoverageLine } from '../dataset/coverage-bar.tsx'
import { QualityBadges } from './quality-badges.tsx'

const COLUMNS: readonly Column<Dataset>[] = [
  {
    id: 'symbol',
    title: 'Symbol',
    width: 'minmax(112px, 1.4fr)',
    cell: ({ symbol, source }) => (
      <span className="two-lines">
        <strong>{symbol}</strong>
        <span>{source.name}</span>
      </span>
    ),
  },
  { id: 'timeframe', title: 'Timeframe', width: '74px', cell: ({ timeframe }) => timeframe },
  {
    id: 'closes',
    title: 'Closes',
    width: '132px',
    cell: ({ sparkline, symbol }) => <Sparkline values={sparkline} label={`Closes of ${symbol}`} />,
  },
  { id: 'rows', title: 'Candles', width: '80px', kind: 'number', cell: ({ rows }) => count(rows) },
  {
    id: 'range',
    title: 'From / to, UTC',
    width: 'minmax(122px, 1fr)',
    kind: 'number',
    cell: ({ start, end, timeframe }) => (
      <span className="two-lines">
        <span>{candleTime(start, timeframe)}</span>
        <span>{candleTime(end, timeframe)}</span>
      </span>
    ),
  },
  {
    id: 'quality',
    title: 'Quality',
    width: 'minmax(150px, 1.9fr)',
    cell: (dataset) => (
      <span>
        <CoverageLine dataset={dataset} />
        <QualityBadges dataset={dataset} />
      </span>
    ),
  },
]

/** How many rows to hold the place of while the library is on its way. */
const WAITING_ROWS = 6

export function DatasetTable({
  datasets,
  chosen,
}: {
  readonly datasets: Loaded<readonly Dataset[]>
  readonly chosen: Dataset | null
}) {
  const known = datasets.is === 'ready' ? datasets.value : []
  const at = (index: number): Dataset | null => known[index] ?? null
  return (
    <div className="dataset-table">
      <Table
        label="Datasets"
        columns={COLUMNS}
        count={datasets.is === 'waiting' ? WAITING_ROWS : known.length}
        row={at}
        rowHeight={48}
        chosen={chosen === null ? null : known.indexOf(chosen)}
        choose={(index) => {
          const dataset = at(index)
          if (dataset !== null) go({ is: 'library', dataset: dataset.datasetId })
        }}
        open={(index) => {
          const dataset = at(index)
          if (dataset !== null) go({ is: 'new-run', dataset: dataset.datasetId, strategy: null })
        }}
      />
    </div>
  )
}
