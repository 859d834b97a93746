/** The candles of a dataset on a chart, with what is missing in them. */
import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { DatasetId, Millis } from '../../../shared/brand.ts'
import type { Dataset, Gap } from '../../../shared/dataset.ts'
import { ChartBox } from '../../chart/chart-box.tsx'
import { datasetSource } from '../../chart/source.ts'
import type { Spot } from '../../chart/spotlight.ts'
import { useClient } from '../../client-context.ts'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { candleTime, count, plural, span } from '../../parts/format.ts'
import { NewRunIcon } from '../../parts/icons.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import type { ProblemShape } from '../../../shared/problem.ts'
import { problemOf } from '../../state/loaded.ts'
import { type GapPlace, go, LIBRARY } from '../../state/route.ts'
import { useWindow } from '../../state/window-state.ts'
import { QualityBadges } from '../library/quality-badges.tsx'
import { TimeStrip } from './time-strip.tsx'
import './dataset-chart.css'

interface DatasetChartProps {
  readonly dataset: DatasetId
  readonly gap: GapPlace | null
}

export function DatasetChart({ dataset: id, gap }: DatasetChartProps) {
  const { list, read } = useStore(useWindow().datasets)
  if (list.is === 'waiting') return null
  if (list.is === 'refused') {
    return (
      <div className="dataset-lost">
        <ProblemNote problem={list.because} about="The library can't be read">
          <Button press={() => void read()}>Try again</Button>
        </ProblemNote>
      </div>
    )
  }
  const dataset = list.value.find(({ datasetId }) => datasetId === id)
  if (dataset !== undefined) return <Candles dataset={dataset} gap={gap} />
  return (
    <Empty
      title="This dataset is not in the library"
      actions={<Button press={() => go(LIBRARY)}>Library</Button>}
    >
      <p>Its candles may be in another data folder. Import the file again to see them.</p>
    </Empty>
  )
}

function Candles({ dataset, gap }: { readonly dataset: Dataset; readonly gap: GapPlace | null }) {
  const client = useClient()
  const { datasetId, timeframe, priceDecimals, start, end, quality } = dataset
  const source = useMemo(
    () => datasetSource(client, { dataset: datasetId, timeframe }),
    [client, datasetId, timeframe],
  )
  const [trouble, setTrouble] = useState<ProblemShape | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [time, setTime] = useState<Millis | null>(null)
  const spot = useMemo(() => spotOf(gap, time), [gap, time])
  const show = (shown: Gap) => {
    setTime(null)
    go({ is: 'dataset', dataset: datasetId, gap: { after: shown.after, until: shown.until } })
  }
  return (
    <div className="dataset-chart">
      <header>
        <TimeStrip dataset={dataset} chosen={gap} show={show} />
      </header>
      <div className="dataset-candles">
        <ChartBox
          key={attempt}
          source={source}
          timeframe={timeframe}
          priceDecimals={priceDecimals}
          capital={null}
          from={start}
          to={end}
          spot={spot}
          pick={() => setTime(null)}
          point={() => {}}
          go={setTime}
          shown={() => setTrouble(null)}
          failed={(reason) => setTrouble(problemOf(reason))}
        />
        {trouble === null ? null : (
          <div className="dataset-trouble">
            <ProblemNote problem={trouble} about="Chart">
              <Button
                press={() => {
                  setTrouble(null)
                  setAttempt(attempt + 1)
                }}
              >
                Try again
              </Button>
            </ProblemNote>
          </div>
        )}
      </div>
      <Panel
        className="dataset-gaps"
        flush
        title={quality.gaps === 0 ? 'Gaps' : plural(quality.gaps, 'gap')}
        actions={
          <Button
            look="main"
            icon={<NewRunIcon size={14} />}
            press={() => go({ is: 'new-run', dataset: datasetId, strategy: null })}
          >
            New run
          </Button>
        }
      >
        <div className="dataset-badges">
          <QualityBadges dataset={dataset} />
        </div>
        <GapTable dataset={dataset} gap={gap} show={show} />
        {quality.gaps > quality.gapList.length ? (
          <p className="dataset-more">The {count(quality.gapList.length)} longest are listed.</p>
        ) : null}
      </Panel>
    </div>
  )
}

/** A time that was typed is looked at before the gap in the address. */
function spotOf(gap: GapPlace | null, time: Millis | null): { spot: Spot; move: true } | null {
  if (time !== null) return { spot: { from: time, until: time }, move: true }
  return gap === null ? null : { spot: { from: gap.after, until: gap.until }, move: true }
}

function GapTable({
  dataset,
  gap,
  show,
}: {
  readonly dataset: Dataset
  readonly gap: GapPlace | null
  readonly show: (gap: Gap) => void
}) {
  const { gapList } = dataset.quality
  const chosen = gap === null ? -1 : gapList.findIndex(({ after }) => after === gap.after)
  const columns = useMemo(() => columnsOf(dataset.timeframe), [dataset.timeframe])
  return (
    <Table
      label="Gaps"
      columns={columns}
      count={gapList.length}
      row={(index) => gapList[index] ?? null}
      chosen={chosen === -1 ? null : chosen}
      choose={(index) => {
        const wanted = gapList[index]
        if (wanted !== undefined) show(wanted)
      }}
      empty={<Empty title="No gaps">Every candle from the first to the last is there.</Empty>}
    />
  )
}

const columnsOf = (timeframe: string): readonly Column<Gap>[] => [
  { id: 'after', title: 'Last before', width: '138px', cell: ({ after }) => candleTime(after, timeframe) },
  {
    id: 'missing',
    title: 'Missing',
    width: '72px',
    kind: 'number',
    definition: 'Candles that a market without pauses would have had in between.',
    cell: ({ missing }) => count(missing),
  },
  {
    id: 'length',
    title: 'Lasted',
    width: 'minmax(76px, 1fr)',
    kind: 'number',
    cell: ({ after, until }) => span(until - after),
  },
]
