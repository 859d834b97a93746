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

/** The files of a second instance: another process's words, so looked at before they are believed. */
export function filesOf(second: unknown): string[] {
  if (typeof second !== 'object' || second === null || !('files' in second)) return []
  const { files } = second
  return Array.isArray(files) ? files.filter((file) => typeof file === 'string') : []
}
