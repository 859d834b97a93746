/** Where the window's page comes from, and which addresses belong to it. */
import { app } from 'electron'

export const SCHEME = 'app'
const HOST = 'tapedeck'

/** `npm run dev` serves the page itself, so that an edit shows at once; nothing packaged listens to it. */
const development = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']

export const PAGE = new URL(development ?? `${SCHEME}://${HOST}/index.html`)

/** Our page itself, wherever in it the person is. */
export function isPage(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === PAGE.protocol && url.host === PAGE.host && url.pathname === PAGE.pathname
}

/** The host that our scheme answers for. */
export const isOurs = (url: URL): boolean => url.protocol === `${SCHEME}:` && url.host === HOST

// blob: and data: are made in the page and fetch nothing; the page's policy says what they may be.
const LOCAL = new Set([`${SCHEME}:`, 'devtools:', 'blob:', 'data:'])

/** Whether loading this stays on this machine, which is all that Tapedeck ever does. */
export function staysHere(address: string): boolean {
  const url = URL.parse(address)
  if (url === null) return false
  return LOCAL.has(url.protocol) || (development !== undefined && url.host === PAGE.host)
}
