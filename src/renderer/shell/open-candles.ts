import { useCallback } from 'react'
import type { HostClient } from '../client.ts'
import type { GivenFile } from '../state/imports.ts'
import { problemOf } from '../state/loaded.ts'
import { useWindow } from '../state/window-state.ts'

/** What the ingest room can read; a browser's file dialog offers nothing else. */
const ACCEPTED = '.csv,.txt,.tsv,.gz,.zip'

const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

/** Opens the host's file dialog where it has one, else the browser's. */
export function useOpenCandles(client: HostClient): () => void {
  const { imports } = useWindow()
  const choose = useChooseFiles(client)
  return useCallback(() => choose(imports.getState().take), [choose, imports])
}

export function useChooseFiles(client: HostClient): (take: (given: readonly GivenFile[]) => void) => void {
  const { session, note } = useWindow()
  return useCallback(
    (take) => {
      if (session.dialogs) {
        client.ask('dialog.candles', {}).then(
          (chosen) => take((chosen?.paths ?? []).map((path) => ({ is: 'path', path, name: baseName(path) }))),
          (thrown: unknown) => note.getState().say(problemOf(thrown).message),
        )
        return
      }
      const input = document.createElement('input')
      input.type = 'file'
      input.multiple = true
      input.accept = ACCEPTED
      input.addEventListener('change', () =>
        take(Array.from(input.files ?? [], (file) => ({ is: 'file', file }))),
      )
      input.click()
    },
    [client, session, note],
  )
}
