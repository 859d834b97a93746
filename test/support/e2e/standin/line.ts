/**
 * The line between the test and the app's process: either end asks the other by name, over Node's
 * own message channel. What can be asked is in the two tables below.
 */
import type { Serializable } from 'node:child_process'

/** What the test's end asks of the app's process. */
export interface AppEnd {
  /** `ipcRenderer.invoke` of a page. */
  invoke(ask: FromPage): Promise<unknown>
  /** `ipcRenderer.send` of a page. */
  send(ask: FromPage): void
  /** A request that a page makes, whatever its scheme. */
  fetch(ask: { url: string; method: string; headers: Record<string, string> }): Promise<Served>
  /** Whether a page may go to another address. */
  mayNavigate(ask: { window: number; url: string; isMainFrame: boolean }): boolean
  windowOpen(ask: { window: number; url: string }): void
  closed(ask: { window: number }): void
  crashed(ask: { window: number }): void
  secondInstance(ask: SecondInstance): void
  /** Runs a function, given as text, on the electron module. */
  evaluate(ask: { source: string; argument: unknown }): Promise<unknown>
  quit(ask: Record<string, never>): void
}

/** What the app's process asks of the test's end. */
export interface TestEnd {
  schemes(ask: { names: string[] }): void
  newWindow(ask: { window: number; width: number; height: number; preload: string }): Promise<void>
  load(ask: { window: number; url: string }): Promise<void>
  reload(ask: { window: number }): Promise<void>
  sendToPage(ask: { window: number; channel: string; args: unknown[] }): void
  closeWindow(ask: { window: number }): Promise<void>
  /** The app found its home open already, and has this to say to the one that has it. */
  alreadyRunning(ask: SecondInstance): void
}

export interface FromPage {
  readonly window: number
  readonly url: string
  readonly channel: string
  readonly args: readonly unknown[]
}

export type Served =
  | { readonly is: 'cancelled' }
  | { readonly is: 'unknown' }
  | {
      readonly is: 'served'
      readonly status: number
      readonly headers: Record<string, string>
      readonly body: Uint8Array
    }

export interface SecondInstance {
  readonly argv: readonly string[]
  readonly folder: string
  readonly handed: unknown
}

/** `process` in the child, the `ChildProcess` in the parent. */
interface Port {
  readonly connected: boolean
  send?(packet: Serializable): boolean
  on(event: 'message', hear: (packet: unknown) => void): unknown
  once(event: 'disconnect', hear: () => void): unknown
}

type End = { readonly [Name in keyof AppEnd]?: unknown } | { readonly [Name in keyof TestEnd]?: unknown }

export interface Line<Far> {
  ask<Name extends keyof Far>(name: Name, ask: AskOf<Far[Name]>): Promise<AnswerOf<Far[Name]>>
  /** The same where nobody waits for the answer, or for whether there is still anybody to ask. */
  tell<Name extends keyof Far>(name: Name, ask: AskOf<Far[Name]>): void
}
type AskOf<F> = F extends (ask: infer A) => unknown ? A : never
type AnswerOf<F> = F extends (ask: never) => infer A ? Awaited<A> : never

type Packet =
  | { readonly is: 'ask'; readonly id: number | null; readonly name: string; readonly ask: unknown }
  | { readonly is: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly is: 'failure'; readonly id: number; readonly message: string }

interface Waiting {
  resolve(answer: unknown): void
  reject(error: Error): void
}

/** Opens this end of the line. `near` answers what the far end asks. */
export function openLine<Far>(port: Port, near: End): Line<Far> {
  const waiting = new Map<number, Waiting>()
  let asked = 0
  const post = (packet: Packet): void => {
    if (port.connected) port.send?.(packet as Serializable)
  }
  const handlers = near as { readonly [name: string]: ((ask: unknown) => unknown) | undefined }
  const reply = async (id: number | null, name: string, ask: unknown): Promise<void> => {
    try {
      const answer = await handlers[name]?.(ask)
      if (id !== null) post({ is: 'answer', id, answer })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      if (id === null) console.error(error)
      else post({ is: 'failure', id, message })
    }
  }
  port.on('message', (received) => {
    const packet = received as Packet
    if (packet.is === 'ask') return void reply(packet.id, packet.name, packet.ask)
    const waits = waiting.get(packet.id)
    waiting.delete(packet.id)
    if (packet.is === 'answer') waits?.resolve(packet.answer)
    else waits?.reject(new Error(packet.message))
  })
  port.once('disconnect', () => {
    for (const { reject } of waiting.values()) reject(new Error('the other end of the line is gone'))
    waiting.clear()
  })
  return {
    ask: (name, ask) =>
      new Promise<never>((resolve, reject) => {
        if (!port.connected) return reject(new Error('the other end of the line is gone'))
        asked += 1
        waiting.set(asked, { resolve: resolve as Waiting['resolve'], reject })
        post({ is: 'ask', id: asked, name: String(name), ask })
      }),
    tell: (name, ask) => post({ is: 'ask', id: null, name: String(name), ask }),
  }
}
