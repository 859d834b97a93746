import { useEffect, useId, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { OperationId } from '../../../shared/brand.ts'
import type { ExportedFile } from '../../../shared/operation.ts'
import { REPORT_FORMATS, type ReportFormat, type RunSummary } from '../../../shared/run.ts'
import { inShort } from '../../../shared/symbols.ts'
import { useClient } from '../../client-context.ts'
import { Button } from '../../parts/button.tsx'
import { CheckField } from '../../parts/field.tsx'
import { bytes } from '../../parts/format.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Progress } from '../../parts/progress.tsx'
import { useWindow } from '../../state/window-state.ts'
import { type ExportState, exportStore } from './export-store.ts'
import './export-dialog.css'

const FORMATS: Record<ReportFormat, { readonly title: string; readonly about: string }> = {
  html: { title: 'HTML', about: 'One file with charts and every figure; opens anywhere, offline.' },
  json: { title: 'JSON', about: 'Everything as data, for scripts.' },
  csv: { title: 'CSV', about: 'Trades, equity and decisions as tables.' },
}

/** Report files of a run: choose, wait, have them. */
export function ExportDialog({ run, close }: { readonly run: RunSummary; readonly close: () => void }) {
  const client = useClient()
  const { operations, session } = useWindow()
  const title = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [store] = useState(() => exportStore(client, run.runId, operations))
  const state = useStore(store)
  const [formats, setFormats] = useState<readonly ReportFormat[]>(REPORT_FORMATS)
  useEffect(() => dialog.current?.showModal(), [])

  const choose = (format: ReportFormat) => (isChosen: boolean) =>
    setFormats(REPORT_FORMATS.filter((one) => (one === format ? isChosen : formats.includes(one))))
  const { phase, place, trouble } = state

  return (
    <dialog ref={dialog} className="export" aria-labelledby={title} onClose={close}>
      <h2 id={title}>Export this run</h2>
      <p className="export-run">
        {inShort(run.symbols)} · {run.timeframe} · {run.strategyTitle}
      </p>
      <div className="export-body">
        {phase.is === 'choosing' || phase.is === 'refused' ? (
          <>
            {REPORT_FORMATS.map((format) => (
              <CheckField
                key={format}
                label={FORMATS[format].title}
                hint={FORMATS[format].about}
                value={formats.includes(format)}
                change={choose(format)}
              />
            ))}
            {session.dialogs ? (
              <p className="export-place">
                <span>To {place === null ? 'the exports folder' : place.name}</span>
                <Button look="quiet" press={() => void state.choosePlace()}>
                  Choose a folder…
                </Button>
              </p>
            ) : null}
          </>
        ) : null}
        {phase.is === 'writing' ? <Writing operation={phase.operation} /> : null}
        {phase.is === 'written' ? <Written {...phase} state={state} canReveal={session.dialogs} /> : null}
        {phase.is === 'refused' ? <ProblemNote problem={phase.because} /> : null}
        {trouble === null ? null : <ProblemNote problem={trouble} />}
      </div>
      <footer>
        {phase.is === 'writing' ? (
          <Button look="quiet" press={state.cancel}>
            Cancel
          </Button>
        ) : null}
        <Button look="quiet" press={() => dialog.current?.close()}>
          {phase.is === 'written' ? 'Done' : 'Close'}
        </Button>
        {phase.is === 'written' ? (
          session.dialogs ? (
            <Button look="main" press={() => void state.reveal(phase.operation)}>
              Show in folder
            </Button>
          ) : null
        ) : (
          <Button
            look="main"
            disabled={formats.length === 0 || phase.is === 'writing'}
            press={() => void state.write(formats)}
          >
            Write files
          </Button>
        )}
      </footer>
    </dialog>
  )
}

function Writing({ operation }: { readonly operation: OperationId | null }) {
  const { operations } = useWindow()
  const progress = useStore(operations, ({ known }) =>
    operation === null ? undefined : known.get(operation)?.progress,
  )
  return (
    <div className="export-writing">
      <p>Writing the files</p>
      <Progress label="Export" done={progress?.done ?? 0} of={progress?.of ?? 0} />
    </div>
  )
}

function Written({
  operation,
  folder,
  files,
  state,
  canReveal,
}: {
  readonly operation: OperationId
  readonly folder: string
  readonly files: readonly ExportedFile[]
  readonly state: ExportState
  readonly canReveal: boolean
}) {
  return (
    <>
      {canReveal ? (
        <p className="export-folder">
          In <code>{folder}</code>
        </p>
      ) : null}
      <ul className="export-files" aria-label="Files">
        {files.map((file) => (
          <li key={file.name}>
            <code>{file.name}</code>
            <span>{bytes(file.bytes)}</span>
            {canReveal ? null : (
              <Button label={`Save ${file.name}`} press={() => void state.save(operation, file)}>
                Save
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
