import type { ProblemShape } from '../../../shared/problem.ts'
import type { RunDetails } from '../../../shared/run.ts'
import { Button } from '../../parts/button.tsx'
import { candleTime, plural } from '../../parts/format.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { useRunAgain } from './remedy.tsx'

/** A run that did not come to its end: why, how far it came, and the way to try again. */
export function Failed({
  problem,
  details,
}: {
  readonly problem: ProblemShape
  readonly details: RunDetails
}) {
  const again = useRunAgain(details)
  const { run, manifest } = details
  const { candles, to } = manifest.evaluated
  return (
    <ProblemNote problem={problem} about="This run failed">
      <p className="quiet">
        What it knew until then is below: {plural(candles, 'candle')}
        {candles === 0 ? '' : `, the last of ${candleTime(to, run.timeframe)} UTC`}. None of it is a result.
      </p>
      <Button press={again} title="The form, as it was filled in for this run">
        Retry
      </Button>
    </ProblemNote>
  )
}
