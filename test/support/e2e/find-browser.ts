import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** A Chromium for the tests: one that is here already, or else Debian's, where we may install it. */
export function findBrowser(): string {
  const found = installed()
  if (found !== null) return found
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log(
      'No browser here: installing Debian’s chromium for the end-to-end tests (apt-get install chromium).',
    )
    execFileSync('apt-get', ['update'], { stdio: 'ignore' })
    execFileSync('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], { stdio: 'ignore' })
    const fresh = installed()
    if (fresh !== null) return fresh
  }
  throw new Error(
    'The end-to-end tests need a browser. Install Chrome or Chromium, or set CHROME_PATH to where one is.',
  )
}

function installed(): string | null {
  const named = process.env['CHROME_PATH']
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named
    throw new Error(`CHROME_PATH is ${named}, and there is no such file.`)
  }
  return [...usualPlaces(), ...playwrights()].find((path) => existsSync(path)) ?? null
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ]
  }
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
      (name) => process.env[name] ?? [],
    )
    return roots.flatMap((root) => [
      join(root, 'Google/Chrome/Application/chrome.exe'),
      join(root, 'Chromium/Application/chrome.exe'),
      join(root, 'Microsoft/Edge/Application/msedge.exe'),
    ])
  }
  return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].flatMap(
    (name) => ['/usr/bin', '/usr/local/bin', '/snap/bin'].map((folder) => join(folder, name)),
  )
}

/** Browsers that Playwright has downloaded for some other project, newest first. */
function playwrights(): string[] {
  const [cache, program] = {
    darwin: ['Library/Caches/ms-playwright', 'chrome-mac/Chromium.app/Contents/MacOS/Chromium'] as const,
    win32: ['AppData/Local/ms-playwright', 'chrome-win/chrome.exe'] as const,
    linux: ['.cache/ms-playwright', 'chrome-linux/chrome'] as const,
  }[process.platform as string] ?? ['.cache/ms-playwright', 'chrome-linux/chrome']
  const folder = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(homedir(), cache)
  if (!existsSync(folder)) return []
  const browsers = readdirSync(folder).filter((name) => /^chromium-\d+$/.test(name))
  return browsers
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .map((name) => join(folder, name, program))
}
