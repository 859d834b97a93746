import { createStore } from 'zustand/vanilla'
import type { Bridge } from '../shared/bridge.ts'
import type { Answer, Ask, Request } from '../shared/contract.ts'
import { Problem } from '../shared/problem.ts'
import type { HostClient } from './client.ts'
import type { Link } from './socket-client.ts'

export function bridgeClient(bridge: Bridge): HostClient {
  return {
    async ask<R extends Request>(request: R, ask: Ask<R>): Promise<Answer<R>> {
      const envelope = await bridge.ask(request, ask)
      if (!envelope.ok) throw Problem.from(envelope.problem)
      // The bridge answers what was asked; its type can't say so across the process boundary.
      return envelope.value as Answer<R>
    },
    on: (event, hear) => bridge.on(event, hear),
    link: createStore<Link>(() => ({ is: 'open' })),
    pathOf: (file) => bridge.pathOf(file),
  }
}
