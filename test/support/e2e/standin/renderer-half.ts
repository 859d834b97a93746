/**
 * Electron's half of a page, as far as a sandboxed preload can see it. The function is sent to the
 * page as text and runs there before any script of the page, so it stands entirely on its own. The
 * preload shares the page's world: what crosses the context bridge is copied and frozen as Electron
 * would, but nothing keeps the two apart.
 */

/** What the page tells the test's end, through a function that Playwright puts on it. */
export type Wish =
  | { readonly is: 'invoke'; readonly channel: string; readonly args: unknown[]; readonly url: string }
  | { readonly is: 'send'; readonly channel: string; readonly args: unknown[]; readonly url: string }
  | { readonly is: 'open'; readonly target: string; readonly url: string }
export type Granted = { readonly value: unknown } | { readonly error: string }

/** Left on the page for the test's end: files that were shown to the preload, and a way to send. */
export interface PageEnd {
  readonly files: File[]
  emit(channel: string, args: unknown[]): void
}

export const WISH = '__standinWish'
export const PAGE_END = '__standin'
/** Stands for a path until it leaves the page: only the browser knows where a dropped file is. */
export const FILE_TOKEN = 'standin-file:'

export function rendererHalf(wishName: string, endName: string, fileToken: string) {
  type Listener = (event: unknown, ...args: unknown[]) => void
  const world = globalThis as unknown as { [name: string]: unknown }
  const wish = world[wishName] as (wish: Wish) => Promise<Granted>
  delete world[wishName]

  const files: File[] = []
  const listeners = new Map<string, Set<Listener>>()
  const emit = (channel: string, args: unknown[]) => {
    for (const hear of listeners.get(channel) ?? []) hear({ sender: ipcRenderer, ports: [] }, ...args)
  }
  Object.defineProperty(globalThis, endName, { value: { files, emit } satisfies PageEnd })

  const ipcRenderer = {
    async invoke(channel: string, ...args: unknown[]) {
      const granted = await wish({ is: 'invoke', channel, args: structuredClone(args), url: location.href })
      if ('value' in granted) return granted.value
      throw new Error(`Error invoking remote method '${channel}': Error: ${granted.error}`)
    },
    send(channel: string, ...args: unknown[]) {
      void wish({ is: 'send', channel, args: structuredClone(args), url: location.href })
    },
    on(channel: string, hear: Listener) {
      const hearing = listeners.get(channel) ?? new Set()
      listeners.set(channel, hearing.add(hear))
      return ipcRenderer
    },
    off(channel: string, hear: Listener) {
      listeners.get(channel)?.delete(hear)
      return ipcRenderer
    },
  }

  /** Values are copied, functions wrapped, prototypes dropped; a rejection keeps only its message. */
  const cross = (value: unknown): unknown => {
    if (typeof value === 'function') return (...args: unknown[]) => cross(value(...args.map(cross)))
    if (typeof value === 'symbol') throw new TypeError('a symbol cannot cross the context bridge')
    if (typeof value !== 'object' || value === null) return value
    if (value instanceof Promise) {
      return value.then(cross, (error: unknown) => {
        throw new Error(error instanceof Error ? error.message : String(error))
      })
    }
    if (value instanceof Blob || value instanceof Element) return value
    if (Array.isArray(value)) return value.map(cross)
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) return structuredClone(value)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cross(inner)]))
  }
  const freeze = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze)
    return Object.freeze(value)
  }

  const electron = {
    ipcRenderer,
    contextBridge: {
      exposeInMainWorld(name: string, api: unknown) {
        if (name in globalThis) throw new Error('Cannot bind an API on top of an existing property')
        Object.defineProperty(globalThis, name, { value: freeze(cross(api)), enumerable: true })
      },
    },
    webUtils: {
      getPathForFile: (file: File) => `${fileToken}${files.push(file) - 1}`,
    },
  }

  world['open'] = (target: string) => {
    void wish({ is: 'open', target: new URL(target, location.href).href, url: location.href })
    return null
  }

  return {
    require(name: string) {
      if (name === 'electron' || name === 'electron/renderer') return electron
      throw new Error(`module not found: ${name}`)
    },
    process: { type: 'renderer', sandboxed: true, contextIsolated: true, versions: {}, env: {} },
  }
}

/** The script that makes a page believe it is in Electron, with the app's preload in its own scope. */
export const initScript = (preload: string): string => `(() => {
  if (window.top !== window || !(${JSON.stringify(WISH)} in globalThis)) return
  const half = (${String(rendererHalf)})(${[WISH, PAGE_END, FILE_TOKEN].map((name) => JSON.stringify(name)).join()});
  (function (require, module, exports, process) {${preload}
  })(half.require, { exports: {} }, {}, half.process)
})()`
