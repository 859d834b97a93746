import type Electron from 'electron'
import { app } from './app.ts'
import type { Served } from './line.ts'
import { toTest } from './to-test.ts'

type SchemeHandler = Parameters<Electron.Protocol['handle']>[1]
const schemes = new Map<string, SchemeHandler>()

type CoveredProtocol = 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'

export const protocol: Pick<Electron.Protocol, CoveredProtocol> = {
  registerSchemesAsPrivileged(list) {
    if (app.isReady()) throw new Error('registerSchemesAsPrivileged has to be called before app is ready')
    toTest.tell('schemes', { names: list.map(({ scheme }) => scheme) })
  },
  handle: (scheme, handler) => void schemes.set(scheme, handler),
  unhandle: (scheme) => void schemes.delete(scheme),
  isProtocolHandled: (scheme) => schemes.has(scheme),
}

type BeforeRequest = (
  request: { url: string; method: string },
  answer: (what: { cancel?: boolean }) => void,
) => void
type Ask = (contents: null, permission: string, answer: (granted: boolean) => void) => void
type Check = (contents: null, permission: string) => boolean

export class Session {
  readonly protocol = protocol
  #beforeRequest: BeforeRequest = (_request, answer) => answer({})
  #ask: Ask = (_contents, _permission, answer) => answer(true)
  #check: Check = () => true
  #device: () => boolean = () => true

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => {
      this.#beforeRequest = listener
    },
  }
  setPermissionRequestHandler(handler: Ask): void {
    this.#ask = handler
  }
  setPermissionCheckHandler(handler: Check): void {
    this.#check = handler
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.#device = handler
  }

  /** What Electron grants unless told otherwise has to be refused before there is a window. */
  grantsAnything(): boolean {
    let asked = true
    this.#ask(null, 'media', (granted) => (asked = granted))
    return asked || this.#check(null, 'media') || this.#device()
  }

  /** A page's request: past the app's filter, then to the app's own scheme. There is no network. */
  async fetch(url: string, method: string, headers: Record<string, string>): Promise<Served> {
    const { cancel = false } = await new Promise<{ cancel?: boolean }>((resolve) =>
      this.#beforeRequest({ url, method }, resolve),
    )
    if (cancel) return { is: 'cancelled' }
    const handler = schemes.get(new URL(url).protocol.slice(0, -1))
    if (handler === undefined) return { is: 'unknown' }
    const response = await handler(new Request(url, { method, headers }))
    return {
      is: 'served',
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    }
  }
}

export const session = { defaultSession: new Session() }
