/** Opens an address in the system's browser, where there is one and somebody to look at it. */
import { spawn } from 'node:child_process'

export function openBrowser(url: string): void {
  const opener = openerOf(process.platform)
  if (opener === null) return
  const [command, ...before] = opener
  const child = spawn(command, [...before, url], { detached: true, stdio: 'ignore' })
  // Without a browser the printed address is there to be opened by hand.
  child.on('error', () => undefined)
  child.unref()
}

type Opener = readonly [command: string, ...before: string[]]

function openerOf(platform: NodeJS.Platform): Opener | null {
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['explorer.exe']
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? ''
  return display === '' ? null : ['xdg-open']
}
