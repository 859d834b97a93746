import { type StoreApi, useStore } from 'zustand'
import type { Gap, Quality } from '../../../shared/dataset.ts'
import type { DataIntegrity, RunDetails } from '../../../shared/run.ts'
import { Empty } from '../../parts/empty.tsx'
import { candleTime, count, percent, plural, span } from '../../parts/format.ts'
import { type Column, Table } from '../../parts/table.tsx'
import { type Fact, Facts } from './facts.tsx'
import type { FocusState } from './focus-store.ts'

interface QualityTabProps {
  readonly details: RunDetails
  readonly focus: StoreApi<FocusState>
}

/** What to know about the candles before trusting what was made of them. */
export function QualityTab({ details, focus }: QualityTabProps) {
  const symbol = useStore(focus, (state) => state.symbol)
  const quality = details.manifest.datasets.find((dataset) => dataset.symbol === symbol)?.quality
  if (quality === undefined) return <Empty title="No quality report">The manifest names no dataset.</Empty>
  const { gapList, gaps } = quality
  const show = (index: number) => {
    const gap = gapList[index]
    if (gap !== undefined) focus.getState().showGap(gap)
  }
  return (
    <div className="quality-tab">
      <Facts title="Candles" facts={factsOf(quality, details.manifest.dataIntegrity)} />
      <Table
        label="Gaps"
        columns={columnsFor(details.run.timeframe)}
        count={gapList.length}
        row={(index) => gapList[index] ?? null}
        open={show}
        empty={<Empty title="No gaps">Every candle from the first to the last is there.</Empty>}
      />
      {gaps > gapList.length ? (
        <p className="quiet">
          The {count(gapList.length)} longest of {plural(gaps, 'gap')}.
        </p>
      ) : null}
    </div>
  )
}

const INTEGRITY: Record<DataIntegrity, string> = {
  ok: 'ok',
  zero_volume: 'zero volume reported',
  degraded_skip_volume: 'volume filter skipped',
}

function factsOf(quality: Quality, integrity: DataIntegrity): readonly Fact[] {
  const { candles, gaps, longestGapMs, duplicates, zeroVolume, zeroVolumePct, outliers, repairs } = quality
  return [
    { name: 'Integrity', value: INTEGRITY[integrity] },
    { name: 'Candles', value: count(candles) },
    { name: 'Gaps', value: gaps === 0 ? 'none' : `${count(gaps)}, the longest ${span(longestGapMs)}` },
    { name: 'Zero volume', value: `${count(zeroVolume)} (${percent(zeroVolumePct, 2)})` },
    { name: 'Duplicates', value: count(duplicates) },
    { name: 'Outliers', value: count(outliers) },
    {
      name: 'Repairs',
      value:
        repairs.length === 0
          ? 'none'
          : repairs.map(({ repair, rows }) => `${repair}, ${plural(rows, 'row')}`).join('; '),
    },
  ]
}

const columnsFor = (timeframe: string): readonly Column<Gap>[] => [
  { id: 'after', title: 'Last before', width: '140px', cell: ({ after }) => candleTime(after, timeframe) },
  { id: 'until', title: 'First after', width: '140px', cell: ({ until }) => candleTime(until, timeframe) },
  {
    id: 'missing',
    title: 'Missing',
    width: '96px',
    kind: 'number',
    definition: 'Candles that a market without pauses would have had in between.',
    cell: ({ missing }) => count(missing),
  },
  {
    id: 'length',
    title: 'Lasted',
    width: 'minmax(96px, 1fr)',
    cell: ({ after, until }) => span(until - after),
  },
]
