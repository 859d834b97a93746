import { createStore } from 'zustand/vanilla'
import type { HostClient } from '../../src/renderer/client.ts'
import type { Link } from '../../src/renderer/socket-client.ts'
import type { Answer, Ask, Event, Events, Request } from '../../src/shared/contract.ts'

export type Script = { readonly [R in Request]?: (ask: Ask<R>) => Answer<R> | Promise<Answer<R>> }

/** The host end of the window, played from a script; what was asked is kept in order. */
export function scriptedClient(script: Script) {
  const listeners: { readonly [E in Event]: Set<(payload: Events[E]) => void> } = {
    'operation.changed': new Set(),
    'dataset.changed': new Set(),
    'run.changed': new Set(),
    'safety.changed': new Set(),
  }
  const asked: Request[] = []
  const client: HostClient = {
    async ask<R extends Request>(request: R, ask: Ask<R>): Promise<Answer<R>> {
      asked.push(request)
      const answer = script[request]
      if (answer === undefined) throw new Error(`the script has no ${request}`)
      return answer(ask)
    },
    on(event, hear) {
      listeners[event].add(hear)
      return () => listeners[event].delete(hear)
    },
    link: createStore<Link>(() => ({ is: 'open' })),
    pathOf: () => '',
  }
  const announce = <E extends Event>(event: E, payload: Events[E]) => {
    for (const hear of listeners[event]) hear(payload)
  }
  return { client, asked, announce }
}
