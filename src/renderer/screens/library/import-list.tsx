import { useState } from 'react'
import { useStore } from 'zustand'
import { Button } from '../../parts/button.tsx'
import { bytes, fraction, plural } from '../../parts/format.ts'
import { CheckIcon } from '../../parts/icons.tsx'
import { Progress } from '../../parts/progress.tsx'
import type { Import, ImportPhase } from '../../state/imports.ts'
import { useWindow } from '../../state/window-state.ts'
import { Dismiss } from './dismiss.tsx'
import { Refusal, RefusalElsewhere } from './refusal.tsx'
import './import-list.css'

/** What still needs something first: time, or a decision. */
const UNDER_WAY: readonly ImportPhase['is'][] = ['importing', 'sending', 'waiting']
const ORDER: readonly (readonly ImportPhase['is'][])[] = [UNDER_WAY, ['refused'], ['done']]

/**
 * Files on their way in: how far each has come, and what to do about those that were refused.
 * A refusal is shown on the screen on which it happened, and in the library; where the list
 * begins `folded`, a line says that it waits.
 */
export function ImportList({ folded }: { readonly folded: boolean }) {
  const { imports, dismiss, cancel } = useStore(useWindow().imports)
  const refused = imports.filter(({ phase }) => phase.is === 'refused')
  const [isFolded, setIsFolded] = useState(folded && refused.length > 0)
  const shown = ORDER.flatMap((phases) => imports.filter(({ phase }) => phases.includes(phase.is))).filter(
    (item) => !isFolded || !refused.includes(item),
  )
  const underWay = imports.filter(({ phase }) => UNDER_WAY.includes(phase.is))
  if (imports.length === 0) return null
  return (
    <div className="imports">
      {underWay.length > 1 ? (
        <div className="imports-head">
          <span>{plural(underWay.length, 'file')} on their way in, one after another</span>
          <Button look="quiet" press={() => underWay.forEach(({ key }) => cancel(key))}>
            Cancel all
          </Button>
        </div>
      ) : null}
      {refused.length > 0 ? (
        <div className="imports-head">
          <span>{plural(refused.length, 'file was', 'files were')} not imported</span>
          <Button look="quiet" press={() => setIsFolded(!isFolded)} expanded={!isFolded}>
            {isFolded ? 'Show' : 'Hide'}
          </Button>
          <Button look="quiet" press={() => refused.forEach(({ key }) => dismiss(key))}>
            {refused.length === 1 ? 'Dismiss' : 'Dismiss all'}
          </Button>
        </div>
      ) : null}
      <ul aria-label="Imports">
        {shown.map((item) => (
          <li key={item.key}>
            {item.phase.is !== 'refused' ? (
              <UnderWay item={item} />
            ) : item.given.is === 'elsewhere' ? (
              <RefusalElsewhere item={item} because={item.phase.because} />
            ) : (
              <Refusal item={item} because={item.phase.because} />
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function UnderWay({ item }: { readonly item: Import }) {
  const { imports, operations } = useWindow()
  const { phase, name, key } = item
  const progress = useStore(operations, ({ known }) =>
    phase.is === 'importing' ? known.get(phase.operation)?.progress : undefined,
  )
  const { done, of } = phase.is === 'sending' ? phase : (progress ?? { done: 0, of: 0 })
  if (phase.is === 'done') {
    return (
      <div className="import">
        <CheckIcon />
        <span className="import-name">{name}</span>
        <span className="import-words">
          {phase.existed ? 'These candles were in the library already' : 'Imported'}
        </span>
        <Dismiss item={item} />
      </div>
    )
  }
  return (
    <div className="import">
      <span className="import-name">{name}</span>
      <Progress done={done} of={of} label={`Import of ${name}`} />
      <span className="import-words">
        {phase.is === 'waiting'
          ? 'Queued'
          : phase.is === 'sending'
            ? `Reading ${bytes(done)} of ${bytes(of)}`
            : of === 0
              ? 'Starting'
              : item.given.is === 'demo'
                ? `${fraction(done / of, 0)} made`
                : `Checking ${bytes(done)} of ${bytes(of)}`}
      </span>
      <Button
        look="quiet"
        press={() => imports.getState().cancel(key)}
        label={`Cancel the import of ${name}`}
      >
        Cancel
      </Button>
    </div>
  )
}
