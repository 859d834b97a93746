/**
 * Hands the window the contract and nothing else: no channel names, no Electron objects, no events
 * as Electron delivers them. Runs sandboxed; what is asked is checked on the other side.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import {
  ASK_CHANNEL,
  BRIDGE,
  EVENTS_CHANNEL,
  HANDED_CHANNEL,
  type Announcement,
  type Bridge,
} from '../shared/bridge.ts'
import type { Event, Events } from '../shared/contract.ts'

const listeners: { readonly [E in Event]: Set<(payload: Events[E]) => void> } = {
  'operation.changed': new Set(),
  'dataset.changed': new Set(),
  'run.changed': new Set(),
  'safety.changed': new Set(),
}

function announce<E extends Event>({ event, payload }: Announcement<E>): void {
  for (const hear of listeners[event]) hear(payload)
}

ipcRenderer.on(EVENTS_CHANNEL, (_event, batch: readonly Announcement[]) => {
  for (const announcement of batch) announce(announcement)
})

const bridge: Bridge = {
  ask: (request, ask) => ipcRenderer.invoke(ASK_CHANNEL, request, ask),
  on(event, hear) {
    const listening = listeners[event]
    listening.add(hear)
    return () => listening.delete(hear)
  },
  pathOf(file) {
    if (!(file instanceof File)) return ''
    const path = webUtils.getPathForFile(file)
    // Electron's word, not the page's: only a person can have put a file with a path there.
    ipcRenderer.send(HANDED_CHANNEL, path)
    return path
  },
}

contextBridge.exposeInMainWorld(BRIDGE, bridge)
