/** A run, opened: the candles it traded, what it earned, what it decided and why, and what it was made of. */
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { RunId } from '../../../shared/brand.ts'
import { useClient } from '../../client-context.ts'
import { Button } from '../../parts/button.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { RUNS, go } from '../../state/route.ts'
import { WaitingRun } from './layout.tsx'
import { OpenRun } from './open-run.tsx'
import { runStore } from './run-store.ts'
import './workspace.css'

export function Workspace({ run }: { readonly run: RunId }) {
  const client = useClient()
  const [store] = useState(() => runStore(client, run))
  const details = useStore(store, (state) => state.details)

  useEffect(() => {
    void store.getState().read()
    // Made again, a run that could not be opened is whole again; one that could is what it was.
    return client.on('run.changed', (changed) => {
      const { details, read } = store.getState()
      if (changed.run === run && details.is === 'refused') void read()
    })
  }, [client, store, run])

  if (details.is === 'waiting') return <WaitingRun />
  if (details.is === 'ready') return <OpenRun details={details.value} />
  return (
    <div className="workspace-refused">
      <ProblemNote problem={details.because} about={`Run ${run.slice(0, 8)}`}>
        <Button press={() => void store.getState().read()}>Try again</Button>
        <Button look="quiet" press={() => go(RUNS)}>
          All runs
        </Button>
      </ProblemNote>
    </div>
  )
}
