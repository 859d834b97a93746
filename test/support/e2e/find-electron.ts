import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Electron's program, or null where it was never downloaded. Looks for the file and does not ask the
 * package: `require('electron')` would begin to download it.
 */
export function findElectron(): string | null {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  const place = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist')
  const program = join(place, programIn(folder))
  return existsSync(program) ? program : null
}

function programIn(folder: string): string {
  const written = join(folder, 'path.txt')
  if (existsSync(written)) return readFileSync(written, 'utf8').trim()
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}
