/** Everything that a page could do and ours may not: go elsewhere, open windows, ask for devices, load. */
import { app, shell, type Session, type WebContents } from 'electron'
import { isPage, staysHere } from './page.ts'

/** Links that open in the person's own browser: the chart library asks for its attribution. */
const LINKS = new Set(['https://www.tradingview.com'])

/** Before any window is made, so that every page that ever exists is covered. */
export function harden(session: Session): void {
  app.on('web-contents-created', (_event, contents) => confine(contents))

  // Both are needed: one is asked when a page wants something, the other when it looks it up.
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)

  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !staysHere(url) }))
}

function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    const link = URL.parse(url)
    if (link !== null && LINKS.has(link.origin)) void shell.openExternal(link.href)
    return { action: 'deny' }
  })
  contents.on('will-navigate', (event) => {
    if (!isPage(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isPage(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
}
