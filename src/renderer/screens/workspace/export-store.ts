/** Writing a run's report: which formats, where to, how far, and what came of it. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { OperationId, PlaceId, RunId } from '../../../shared/brand.ts'
import type { Client } from '../../../shared/contract.ts'
import type { ExportedFile } from '../../../shared/operation.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import type { ReportFormat } from '../../../shared/run.ts'
import { problemOf } from '../../state/loaded.ts'
import type { OperationsState } from '../../state/operations.ts'

type ExportPhase =
  | { readonly is: 'choosing' }
  | { readonly is: 'writing'; readonly operation: OperationId | null }
  | {
      readonly is: 'written'
      readonly operation: OperationId
      readonly folder: string
      readonly files: readonly ExportedFile[]
    }
  | { readonly is: 'refused'; readonly because: ProblemShape }

export interface ExportState {
  readonly phase: ExportPhase
  /** A folder that was chosen, or null for the exports folder. */
  readonly place: { readonly place: PlaceId; readonly name: string } | null
  /** What went wrong with a file that is there: showing it, or saving it. */
  readonly trouble: ProblemShape | null
  readonly choosePlace: () => Promise<void>
  readonly write: (formats: readonly ReportFormat[]) => Promise<void>
  readonly cancel: () => void
  readonly reveal: (operation: OperationId) => Promise<void>
  readonly save: (operation: OperationId, file: ExportedFile) => Promise<void>
}

export function exportStore(
  client: Client,
  run: RunId,
  operations: StoreApi<OperationsState>,
): StoreApi<ExportState> {
  return createStore<ExportState>((set, get) => {
    const attempt = async (deed: () => Promise<unknown>): Promise<void> => {
      set({ trouble: null })
      try {
        await deed()
      } catch (thrown) {
        set({ trouble: problemOf(thrown) })
      }
    }
    return {
      phase: { is: 'choosing' },
      place: null,
      trouble: null,
      choosePlace: () =>
        attempt(async () => {
          const place = await client.ask('dialog.folder', {})
          if (place !== null) set({ place })
        }),
      async write(formats) {
        set({ phase: { is: 'writing', operation: null }, trouble: null })
        try {
          const place = get().place
          const { operation } = await client.ask('report.export', {
            run,
            formats: [...formats],
            ...(place === null ? {} : { place: place.place }),
          })
          set({ phase: { is: 'writing', operation } })
          const ended = await operations.getState().settled(operation)
          if (ended.result?.kind === 'export') {
            const { folder, files } = ended.result
            set({ phase: { is: 'written', operation, folder, files } })
          } else if (ended.state === 'cancelled') set({ phase: { is: 'choosing' } })
          else set({ phase: { is: 'refused', because: ended.problem ?? problemOf(null) } })
        } catch (thrown) {
          set({ phase: { is: 'refused', because: problemOf(thrown) } })
        }
      },
      cancel() {
        const { phase } = get()
        if (phase.is !== 'writing' || phase.operation === null) return
        // The operation says itself how it ended; one that is over by now needs no answer.
        client.ask('operation.cancel', { operation: phase.operation }).catch(() => undefined)
      },
      reveal: (operation) => attempt(() => client.ask('export.reveal', { operation })),
      save: (operation, { name }) =>
        attempt(async () => handOver(name, await wholeFile(client, operation, name))),
    }
  })
}

async function wholeFile(client: Client, operation: OperationId, name: string): Promise<Blob> {
  const slices: Uint8Array<ArrayBuffer>[] = []
  for (let at = 0; ;) {
    const { slice, bytes } = await client.ask('export.read', { operation, name, at })
    slices.push(new Uint8Array(slice))
    at += slice.length
    if (at >= bytes || slice.length === 0) return new Blob(slices)
  }
}

/** Gives a file to the browser to save, where the host has no folder to show. */
function handOver(name: string, blob: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser has taken its hold of the content by the next turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 0)
}
