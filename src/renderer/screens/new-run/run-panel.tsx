import { useStore } from 'zustand'
import type { Dataset } from '../../../shared/dataset.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import type { StrategyCard } from '../../../shared/strategy.ts'
import { inShort } from '../../../shared/symbols.ts'
import { Button } from '../../parts/button.tsx'
import { Fact, Facts } from '../../parts/facts.tsx'
import { count, NONE } from '../../parts/format.ts'
import { MODIFIER } from '../../parts/keys.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Sparkline } from '../../parts/sparkline.tsx'
import type { Draft } from '../../state/draft.ts'
import { candlesIn, estimate } from '../../state/estimate.ts'
import { go, parseRoute } from '../../state/route.ts'
import { useWindow } from '../../state/window-state.ts'
import { RunProgress } from './run-progress.tsx'

interface RunPanelProps {
  readonly draft: Draft
  readonly dataset: Dataset | null
  readonly card: StrategyCard | null
  readonly sound: boolean
  readonly run: () => void
}

/** What will be run and how long it takes; then how far it is, and what became of it. */
export function RunPanel({ draft, dataset, card, sound, run }: RunPanelProps) {
  const { phase, cancel } = useStore(useWindow().newRun)
  const busy = phase.is === 'starting' || phase.is === 'running'
  const again = phase.is === 'refused' || phase.is === 'cancelled'
  return (
    <aside className="run-panel" aria-label="This run">
      <div className="run-panel-what">
        <p className="run-panel-title">
          {dataset === null ? 'No candles yet' : inShort([dataset.symbol, ...draft.others])}
        </p>
        <p className="run-panel-strategy">{card?.title ?? 'No strategy'}</p>
        <div className="run-panel-picture">
          {dataset === null ? null : (
            <Sparkline
              values={dataset.sparkline}
              width={288}
              height={64}
              label={`Closes of ${dataset.symbol}`}
            />
          )}
        </div>
        <Plan draft={draft} dataset={dataset} />
      </div>
      <div className="run-panel-go">
        {busy ? (
          <Button press={cancel} disabled={phase.is === 'starting'}>
            Cancel
          </Button>
        ) : (
          <Button
            look="main"
            press={run}
            disabled={!sound}
            keys={`${MODIFIER}⏎`}
            label={again ? 'Retry' : 'Run'}
          >
            {again ? 'Retry' : 'Run'}
          </Button>
        )}
        {phase.is === 'running' ? <RunProgress operation={phase.operation} /> : null}
        {phase.is === 'starting' ? <p className="run-state">Starting…</p> : null}
        {phase.is === 'cancelled' ? <p className="run-state">Cancelled. Nothing of it was kept.</p> : null}
        {phase.is === 'refused' ? <Refused because={phase.because} /> : null}
        {!busy && !again ? (
          <p className="run-state">
            {sound
              ? 'The same inputs always give the same run; one that exists is opened.'
              : dataset === null
                ? 'Bring some candles first.'
                : 'Something in the form needs a look.'}
          </p>
        ) : null}
      </div>
    </aside>
  )
}

/** A run that failed on its way is kept with what it knew until then. */
function Refused({ because }: { readonly because: ProblemShape }) {
  const { run } = because.details
  const route = parseRoute(`#/runs/${typeof run === 'string' ? run : ''}`)
  if (route.is !== 'run') return <ProblemNote problem={because} />
  return (
    <ProblemNote problem={because}>
      <Button press={() => go(route)}>See how far it came</Button>
    </ProblemNote>
  )
}

function Plan({ draft, dataset }: { readonly draft: Draft; readonly dataset: Dataset | null }) {
  const timeframe = draft.timeframe
  const size =
    dataset === null || timeframe === null ? null : candlesIn(dataset, timeframe, draft.from, draft.to)
  return (
    <Facts>
      <Fact title="Timeframe" value={timeframe ?? NONE} />
      <Fact
        title="Candles"
        value={size === null ? NONE : `${size.exact ? '' : 'about '}${count(size.candles)}`}
      />
      <Fact title="Takes" value={size === null ? NONE : estimate(size.candles)} />
    </Facts>
  )
}
