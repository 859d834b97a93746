/** What only the folder knows that we were started from: which Tapedeck this is. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const PROJECT = fileURLToPath(new URL('../../../', import.meta.url))

export function version(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
  )
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
    return String(manifest.version)
  throw new TypeError('package.json names no version')
}

/** npm runs scripts from the project's folder, and says where the person stood who called it. */
export function personsFolder(): string {
  return (
    (process.env['npm_lifecycle_event'] === undefined ? undefined : process.env['INIT_CWD']) ?? process.cwd()
  )
}
