import type { ProblemShape } from '../../../shared/problem.ts'
import type { RunDetails } from '../../../shared/run.ts'
import { Button } from '../../parts/button.tsx'
import { go } from '../../state/route.ts'
import { useWindow } from '../../state/window-state.ts'
import { draftOf } from './again.ts'

/** Answers what leads to a new run with the settings of this one. */
export function useRunAgain({ run, manifest }: RunDetails): () => void {
  const { newRun } = useWindow()
  return () => {
    newRun.getState().change(draftOf(manifest))
    go({ is: 'new-run', dataset: run.datasets[0] ?? null, strategy: run.strategy })
  }
}

/** What helps against a problem with a run: a damaged one is made again, anything else asked for again. */
export function Remedy({
  problem,
  details,
  again,
}: {
  readonly problem: ProblemShape
  readonly details: RunDetails
  readonly again: () => void
}) {
  const runAgain = useRunAgain(details)
  const isDamaged = problem.code === 'ARTIFACT_TAMPERED' || problem.code === 'ARTIFACT_MISSING'
  return isDamaged ? <Button press={runAgain}>Run it again</Button> : <Button press={again}>Try again</Button>
}
