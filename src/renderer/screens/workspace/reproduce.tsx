import { useId, useState } from 'react'
import { useStore } from 'zustand'
import type { RunId } from '../../../shared/brand.ts'
import type { ArtifactDifference, Verification } from '../../../shared/proof.ts'
import { useClient } from '../../client-context.ts'
import { Button } from '../../parts/button.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { useWindow } from '../../state/window-state.ts'
import { DIFFERENCE, type ReproducePhase, reproduceStore, verdict } from './reproduce-store.ts'
import './reproduce.css'

/** One button that computes the run again and compares every byte, and says what it found. */
export function Reproduce({ run }: { readonly run: RunId }) {
  const client = useClient()
  const { operations } = useWindow()
  const [store] = useState(() => reproduceStore(client, run, operations))
  const [isOpen, setOpen] = useState(false)
  const { phase, reproduce, repair } = useStore(store)
  const progress = useStore(operations, ({ known }) =>
    phase.is === 'computing' && phase.operation !== null ? known.get(phase.operation)?.progress : undefined,
  )
  const percent =
    progress === undefined || progress.of === 0 ? 0 : Math.floor((100 * progress.done) / progress.of)
  const press = () => {
    setOpen(phase.is === 'unasked' || phase.is === 'refused' ? true : !isOpen)
    if (phase.is === 'unasked' || phase.is === 'refused') void reproduce()
  }
  return (
    <span className="reproduce">
      <Button
        press={press}
        disabled={phase.is === 'computing'}
        expanded={isOpen && phase.is !== 'computing'}
        look={isAmiss(phase) ? 'danger' : 'plain'}
        title="Compute this run again and compare every byte"
      >
        <span className="reproduce-word">{wordFor(phase, percent)}</span>
      </Button>
      {isOpen ? (
        <Found
          phase={phase}
          close={() => setOpen(false)}
          again={() => void reproduce()}
          repair={() => void repair()}
        />
      ) : null}
    </span>
  )
}

const isAmiss = (phase: ReproducePhase): boolean =>
  phase.is === 'refused' || (phase.is === 'answered' && phase.found.differences.length > 0)

function wordFor(phase: ReproducePhase, percent: number): string {
  switch (phase.is) {
    case 'unasked':
      return 'Reproduce'
    case 'computing':
      return `Reproducing ${percent} %`
    case 'refused':
      return 'Not reproduced'
    case 'answered':
      if (phase.found.identical) return 'Verified ✓'
      return phase.found.differences.length > 0 ? 'Differs' : 'Unchanged'
  }
}

interface FoundProps {
  readonly phase: ReproducePhase
  readonly close: () => void
  readonly again: () => void
  readonly repair: () => void
}

function Found({ phase, close, again, repair }: FoundProps) {
  const title = useId()
  if (phase.is === 'refused') {
    return (
      <div className="reproduce-found">
        <ProblemNote problem={phase.because} about="Reproduce">
          <Button press={close}>Close</Button>
        </ProblemNote>
      </div>
    )
  }
  if (phase.is !== 'answered') return null
  return (
    <section className="reproduce-found" aria-labelledby={title}>
      <p id={title} role="status">
        {verdict(phase.found)}
      </p>
      {phase.found.differences.map((difference) => (
        <Difference key={difference.name} difference={difference} />
      ))}
      <p className="reproduce-buttons">
        {isDamaged(phase.found) ? <Button press={repair}>Put it right</Button> : null}
        <Button press={again}>Reproduce again</Button>
        <Button look="quiet" press={close}>
          Close
        </Button>
      </p>
    </section>
  )
}

/** Only what is gone or was changed can be put right; what comes out otherwise would do so again. */
const isDamaged = ({ differences, notRecomputed }: Verification): boolean =>
  notRecomputed === null && differences.some(({ is }) => is !== 'different')

function Difference({ difference }: { readonly difference: ArtifactDifference }) {
  const { name, is, line, kept, again } = difference
  return (
    <div className="reproduce-difference">
      <p>
        <strong>{name}</strong> {DIFFERENCE[is]}
        {line === undefined ? null : `, from line ${line}`}
      </p>
      {kept === undefined ? null : (
        <dl>
          <dt>Kept</dt>
          <dd>{kept}</dd>
          <dt>Again</dt>
          <dd>{again}</dd>
        </dl>
      )}
    </div>
  )
}
