import { dialog, shell, type BrowserWindow, type OpenDialogOptions } from 'electron'
import type { Dialogs } from '../../api/workstation.ts'
import type { Handed } from './handed.ts'

/** The system's own dialogs, attached to the window. The page never names a path to write to. */
export function systemDialogs(handed: Handed, window: () => BrowserWindow | null): Dialogs {
  const choose = async (options: OpenDialogOptions): Promise<string[] | null> => {
    const parent = window()
    const { canceled, filePaths } = await (parent === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(parent, options))
    return canceled || filePaths.length === 0 ? null : filePaths
  }
  return {
    async candles() {
      const files = await choose({
        title: 'Open candles',
        buttonLabel: 'Import',
        properties: ['openFile', 'multiSelections'],
        filters: [
          { name: 'Candles', extensions: ['csv', 'txt', 'tsv', 'gz', 'zip'] },
          { name: 'All files', extensions: ['*'] },
        ],
      })
      handed.take(files ?? [])
      return files
    },
    async folder() {
      const folders = await choose({
        title: 'Choose a folder',
        buttonLabel: 'Choose',
        properties: ['openDirectory', 'createDirectory'],
      })
      return folders?.[0] ?? null
    },
    // Never openPath: it would run what it is given.
    reveal: (path) => shell.showItemInFolder(path),
  }
}
