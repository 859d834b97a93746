/** The candles there are, what to know before trusting them, and the way in for more. */
import { useStore } from 'zustand'
import type { DatasetId } from '../../../shared/brand.ts'
import type { Dataset } from '../../../shared/dataset.ts'
import { useClient } from '../../client-context.ts'
import { Button } from '../../parts/button.tsx'
import { count, plural } from '../../parts/format.ts'
import { FileIcon } from '../../parts/icons.tsx'
import { MODIFIER } from '../../parts/keys.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { useOpenCandles } from '../../shell/open-candles.ts'
import { DOCTOR, go } from '../../state/route.ts'
import { useWindow } from '../../state/window-state.ts'
import { DatasetDetails } from './dataset-details.tsx'
import { DatasetTable } from './dataset-table.tsx'
import { FirstSteps } from './first-steps.tsx'
import './library.css'

export function Library({ chosen }: { readonly chosen: DatasetId | null }) {
  const { datasets, imports } = useWindow()
  const { list, read } = useStore(datasets)
  const open = useOpenCandles(useClient())
  const known = list.is === 'ready' ? list.value : []
  const dataset = known.find(({ datasetId }) => datasetId === chosen) ?? known[0] ?? null
  const isEmpty = list.is === 'ready' && known.length === 0
  const ways = (
    <>
      <Button press={() => imports.getState().take([{ is: 'demo' }])}>Try the demo market</Button>
      <Button press={() => go(DOCTOR)}>Inspect…</Button>
      <Button look="main" press={open} icon={<FileIcon size={14} />} keys={`${MODIFIER}O`}>
        Open candles…
      </Button>
    </>
  )

  return (
    <section className="library" aria-label="Library">
      <div className="library-main">
        {isEmpty ? null : (
          <header className="library-head">
            <p>{summary(known)}</p>
            <span className="library-hint">Drop files anywhere on the window</span>
            {ways}
          </header>
        )}
        {list.is === 'refused' ? (
          <ProblemNote problem={list.because} about="The library can't be read">
            <Button press={() => void read()}>Try again</Button>
          </ProblemNote>
        ) : isEmpty ? (
          <FirstSteps ways={ways} />
        ) : (
          <DatasetTable datasets={list} chosen={dataset} />
        )}
      </div>
      {isEmpty || list.is === 'refused' ? null : <DatasetDetails dataset={dataset} />}
    </section>
  )
}

const summary = (known: readonly Dataset[]): string =>
  known.length === 0
    ? ''
    : `${plural(known.length, 'dataset')}, ${count(known.reduce((sum, { rows }) => sum + rows, 0))} candles`
