/** One Tapedeck per home: a second one hands its files to the first, and ends. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'

/** Answers false where this home is already open. Must be called before Electron is ready. */
export function becomeOnlyInstance(home: string, files: readonly string[]): boolean {
  app.setPath('userData', profile(home))
  return app.requestSingleInstanceLock({ files })
}

/** Chromium's own files live in the home too, so that a home is whole and two homes never meet. */
function profile(home: string): string {
  const folder = join(home, 'window')
  try {
    mkdirSync(folder, { recursive: true })
    return folder
  } catch {
    // The workstation will say what is wrong with this home; saying it needs a profile somewhere.
    const spare = mkdtempSync(join(tmpdir(), 'tapedeck-window-'))
    process.once('exit', () => rmSync(spare, { recursive: true, force: true }))
    return spare
  }
}

export interface SecondInstances {
  /** Hears of the files of every second instance, also of those that came before anybody listened. */
  hear(open: (files: readonly string[]) => void): void
}

/** Listens from the first moment on: a second instance may come while the window is still opening. */
export function secondInstances(): SecondInstances {
  const early: string[][] = []
  let heard = (files: string[]): void => void early.push(files)
  app.on('second-instance', (_event, _argv, _folder, second) => heard(filesOf(second)))
  return {
    hear(open) {
      heard = open
      for (const files of early.splice(0)) open(files)
    },
  }
}

/** The files of a second instance: another process's words, so looked at before they are believed. */
function filesOf(second: unknown): string[] {
  if (typeof second !== 'object' || second === null || !('files' in second)) return []
  const { files } = second
  return Array.isArray(files) ? files.filter((file) => typeof file === 'string') : []
}
