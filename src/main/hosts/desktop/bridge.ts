/** Between the window and the workstation: who may ask, and what crosses. */
import { ipcMain, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import { ASK_CHANNEL, EVENTS_CHANNEL, HANDED_CHANNEL } from '../../../shared/bridge.ts'
import { EVENTS, type Client, type Event, type Events } from '../../../shared/contract.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Workstation } from '../../api/workstation.ts'
import { crossing } from './crossing.ts'
import type { Handed } from './handed.ts'
import { isPage } from './page.ts'
import { problemOf } from './trouble.ts'

/** A frame of the screen: events closer together than that cross as one message. */
const BATCH_MS = 16

export function serveBridge({ client, answer }: Workstation, window: BrowserWindow, handed: Handed): void {
  ipcMain.handle(ASK_CHANNEL, async (event, name: unknown, ask: unknown) => {
    try {
      if (!isOurPage(event, window)) {
        throw new Problem('UNAUTHORIZED', {}, 'Only the Tapedeck window may ask this.')
      }
      const request = String(name)
      handed.admit(request, ask)
      return crossing(await answer(request, ask))
    } catch (error) {
      return { ok: false, problem: problemOf(error).shape }
    }
  })
  ipcMain.on(HANDED_CHANNEL, (event, path: unknown) => {
    if (isOurPage(event, window)) handed.take([path])
  })
  forward(client, window)
}

/** No frame inside our page, and no other page in its place. */
const isOurPage = (
  { sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent,
  window: BrowserWindow,
): boolean => sender === window.webContents && senderFrame?.parent === null && isPage(senderFrame.url)

interface Heard {
  readonly event: Event
  readonly payload: Events[Event]
}

function forward(client: Client, window: BrowserWindow): void {
  let batch: Heard[] = []
  let timer: NodeJS.Timeout | null = null
  const send = (): void => {
    if (!window.isDestroyed()) window.webContents.send(EVENTS_CHANNEL, crossing(batch))
    batch = []
    timer = null
  }
  for (const event of EVENTS) {
    client.on(event, (payload) => {
      batch.push({ event, payload })
      timer ??= setTimeout(send, BATCH_MS)
    })
  }
}
