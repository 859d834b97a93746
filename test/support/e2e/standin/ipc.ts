import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import { clone } from './clone.ts'
import type { FromPage } from './line.ts'
import { BrowserWindow } from './windows.ts'

type Handler = Parameters<Electron.IpcMain['handle']>[1]
type Event = Parameters<Handler>[0]

class IpcMain extends EventEmitter implements Pick<Electron.IpcMain, 'handle' | 'removeHandler'> {
  #handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.#handlers.set(channel, handler)
  }
  removeHandler(channel: string): void {
    this.#handlers.delete(channel)
  }

  /** `ipcRenderer.invoke`, arriving. */
  async invoked(call: FromPage): Promise<unknown> {
    const handler = this.#handlers.get(call.channel)
    if (handler === undefined) throw new Error(`No handler registered for '${call.channel}'`)
    return clone(await handler(eventOf(call), ...call.args))
  }
  /** `ipcRenderer.send`, arriving. */
  sent(message: FromPage): void {
    this.emit(message.channel, eventOf(message), ...message.args)
  }
}

function eventOf({ window, url }: FromPage): Event {
  const sender = BrowserWindow.fromId(window)?.webContents
  if (sender === undefined) throw new Error('the window is gone')
  sender.mainFrame.url = url
  // Of a page and its frame, the double has the part that Tapedeck looks at.
  return { type: 'frame', sender, senderFrame: sender.mainFrame, processId: 1, frameId: 1 } as never
}

export const ipcMain = new IpcMain()
