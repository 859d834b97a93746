/**
 * `app://tapedeck/…`: the built window, served under its policy. A scheme of our own, because pages
 * under file:// may read other files.
 */
import { protocol } from 'electron'
import { readWindowFile, WINDOW_POLICY } from '../../api/window-files.ts'
import { isOurs, SCHEME } from './page.ts'

/** Must be called before Electron is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

export function serveWindow(folder: string): void {
  protocol.handle(SCHEME, async ({ method, url }) => {
    const address = new URL(url)
    if (method !== 'GET' || !isOurs(address)) return answer(403)
    const file = await readWindowFile(folder, address.pathname.slice(1))
    return file === null ? answer(404) : answer(200, file.bytes, { 'content-type': file.type })
  })
}

const answer = (
  status: number,
  body: Uint8Array<ArrayBuffer> | null = null,
  headers: Record<string, string> = {},
): Response =>
  new Response(body, {
    status,
    headers: {
      'content-security-policy': WINDOW_POLICY,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      ...headers,
    },
  })
