/** Whether the desktop window can open on this machine, found out without loading Electron. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export type Electron =
  | { readonly is: 'here'; readonly program: string }
  | { readonly is: 'not-here'; readonly because: string }

/** The machine, as far as it decides. */
export interface Machine {
  readonly platform: string
  readonly uid: number | undefined
  readonly env: { readonly [name: string]: string | undefined }
}

const thisMachine = (): Machine => ({
  platform: process.platform,
  uid: process.getuid?.(),
  env: process.env,
})

const notHere = (because: string): Electron => ({ is: 'not-here', because })

/** Electron is fetched once, some hundred megabytes; without a line out, that fails at once. */
const FETCH_MS = 10 * 60 * 1000

export function findElectron(tell: (line: string) => void, machine = thisMachine()): Electron {
  const { platform, uid, env } = machine
  if (platform === 'linux') {
    if (uid === 0) return notHere('its sandbox does not run as root')
    if ((env['DISPLAY'] ?? '') === '' && (env['WAYLAND_DISPLAY'] ?? '') === '') {
      return notHere('there is no display')
    }
  }
  const folder = packageFolder()
  if (folder === null) return notHere('its package is not installed')
  const there = programIn(folder, machine)
  if (there !== null) return { is: 'here', program: there }
  tell('Fetching Electron, once …')
  const how = { stdio: 'ignore', timeout: FETCH_MS } as const
  const { status } = spawnSync(process.execPath, [join(folder, 'install.js')], how)
  const fetched = status === 0 ? programIn(folder, machine) : null
  return fetched === null ? notHere('it could not be fetched') : { is: 'here', program: fetched }
}

/** Its manifest is asked for and not the package, which would begin a download of its own. */
function packageFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  } catch {
    return null
  }
}

function programIn(folder: string, { platform, env }: Machine): string | null {
  const named = join(folder, 'path.txt')
  const name = existsSync(named) ? readFileSync(named, 'utf8').trim() : usualName(platform)
  const program = join(env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), name)
  return existsSync(program) ? program : null
}

function usualName(platform: string): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}
