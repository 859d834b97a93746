/**
 * How the window reaches its host: over the desktop's bridge where there is one, else over a
 * socket to the loopback host that served this page. What is asked is the same on both.
 */
import type { StoreApi } from 'zustand/vanilla'
import { BRIDGE, type Bridge } from '../shared/bridge.ts'
import type { Client } from '../shared/contract.ts'
import { bridgeClient } from './bridge-client.ts'
import { type Link, socketClient } from './socket-client.ts'
import { takeToken } from './token.ts'

export interface HostClient extends Client {
  /** Whether the host can be reached right now. Questions asked while it is away wait for it. */
  readonly link: StoreApi<Link>
  /** Where a dropped file is on disk; '' where only its content can be had. */
  readonly pathOf: (file: File) => string
}

declare global {
  interface Window {
    readonly [BRIDGE]?: Bridge
  }
}

/** Rejects with a `Problem` where this page may not talk to its host. */
export async function connect(): Promise<HostClient> {
  const bridge = window[BRIDGE]
  if (bridge !== undefined) return bridgeClient(bridge)
  const client = socketClient({ origin: window.location.origin, token: takeToken() })
  await client.joined
  return client
}
