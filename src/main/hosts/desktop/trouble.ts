/** What the desktop says when something cannot go on: one sentence and what to do, never a stack. */
import { app, dialog, type BrowserWindow } from 'electron'
import { Problem, PROBLEMS } from '../../../shared/problem.ts'

export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  console.error(error)
  return new Problem(
    'INTERNAL',
    {},
    'Something inside Tapedeck went wrong; this is a defect of ours.',
    'Nothing that was finished is lost. Restart Tapedeck if it happens again.',
  )
}

/** Says why there will be no window, and ends with the code that the command line would end with. */
export async function giveUp(error: unknown): Promise<void> {
  const { code, message, hint } = problemOf(error)
  // Before Electron is ready, Linux has no box to show.
  await app.whenReady()
  dialog.showErrorBox(`Tapedeck has to close (${code})`, `${message}\n\n${hint}`)
  app.exit(PROBLEMS[code].exit)
}

/** A page that died or hangs takes no work with it: all of that is in this process and on disk. */
export function watchPage(window: BrowserWindow): void {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    console.error(`the window's process is gone: ${reason}`)
    void offerReload(window, 'The window stopped working.', 'Quit')
  })
  window.on('unresponsive', () => void offerReload(window, 'The window does not answer.', 'Wait'))
}

async function offerReload(
  window: BrowserWindow,
  message: string,
  otherwise: 'Quit' | 'Wait',
): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message,
    detail: 'Nothing is lost: finished runs are on disk, and what was running goes on.',
    buttons: ['Reload', otherwise],
    defaultId: 0,
    cancelId: 1,
  })
  if (window.isDestroyed()) return
  if (response === 0) window.webContents.reload()
  else if (otherwise === 'Quit') app.quit()
}
