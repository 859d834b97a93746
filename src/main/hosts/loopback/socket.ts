/**
 * The window's own way in: one socket for its questions, their answers and the events, in the
 * frames of `wire.ts`. Any number of windows may hold one.
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import { EVENTS, type Client, type Event, type Events } from '../../../shared/contract.ts'
import { pack, unpack, type Message, type Question } from '../../../shared/wire.ts'
import { toProblem } from '../../api/defect.ts'
import type { Log } from '../../api/log.ts'
import type { Workstation } from '../../api/workstation.ts'
import { SUBPROTOCOL, type Gate } from './gate.ts'

const SOCKET = '/socket'

/** A slice of an upload is 1 MiB; twice that leaves room for what goes with it. */
const MOST_BYTES = 2 * 1024 * 1024
const MOST_WINDOWS = 64
/** A window that reads nothing any more is let go before what waits for it fills the memory. */
const MOST_WAITING = 64 * 1024 * 1024
const HEARTBEAT = 30_000
/** How long a window may take over its goodbye. */
const FAREWELL = 500

const CLOSE = { notAFrame: 1007, textFrame: 1003, goingAway: 1001, defect: 1011 } as const

export interface Socket {
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void
  close(): void
}

export function openSocket({ client, answer }: Workstation, gate: Gate, log: Log): Socket {
  const windows = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_BYTES,
    handleProtocols: () => SUBPROTOCOL,
  })
  const awake = new WeakSet<WebSocket>()

  windows.on('connection', (window: WebSocket) => {
    awake.add(window)
    window.on('pong', () => awake.add(window))
    // What ws refuses by itself (a frame that is too large or malformed) closes the socket.
    window.on('error', () => window.terminate())
    window.on('message', (data, isBinary) => {
      if (!isBinary) window.close(CLOSE.textFrame, 'frames are binary')
      else hear(answer, window, data, log).catch((error: unknown) => fail(window, log, error))
    })
  })

  const heartbeat = setInterval(() => {
    for (const window of windows.clients) {
      if (!awake.delete(window)) window.terminate()
      else window.ping()
    }
  }, HEARTBEAT)
  heartbeat.unref()

  const stops = announce(client, (message) => {
    const frame = pack(message)
    for (const window of windows.clients) send(window, frame)
  })

  return {
    upgrade(request, stream, head) {
      try {
        gate.admitAddress(request.headers)
        gate.admitSubprotocols(request.headers)
      } catch {
        refuse(stream, '401 Unauthorized')
        return
      }
      if (request.url !== SOCKET) refuse(stream, '404 Not Found')
      else if (windows.clients.size >= MOST_WINDOWS) refuse(stream, '503 Service Unavailable')
      else
        windows.handleUpgrade(request, stream, head, (window) => windows.emit('connection', window, request))
    },
    close() {
      for (const stop of stops) stop()
      clearInterval(heartbeat)
      for (const window of windows.clients) {
        window.close(CLOSE.goingAway, 'Tapedeck was closed')
        setTimeout(() => window.terminate(), FAREWELL).unref()
      }
      windows.close()
    },
  }
}

async function hear(
  answer: Workstation['answer'],
  window: WebSocket,
  data: RawData,
  log: Log,
): Promise<void> {
  let question: Question
  try {
    question = questionIn(data)
  } catch {
    window.close(CLOSE.notAFrame, 'not a frame of ours')
    return
  }
  const { id, request, ask } = question
  const envelope = await answer(request, ask)
  send(window, packed({ is: 'answer', id, envelope }, log))
}

/** An answer that can not be packed is a defect of ours, and no reason to leave the window alone. */
function packed(message: Message & { readonly is: 'answer' }, log: Log): Uint8Array {
  try {
    return pack(message)
  } catch (error) {
    const problem = toProblem(error, log, 'socket').shape
    return pack({ ...message, envelope: { ok: false, problem } })
  }
}

function fail(window: WebSocket, log: Log, error: unknown): void {
  log.defect(error, 'socket')
  window.close(CLOSE.defect)
}

function questionIn(data: RawData): Question {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : new Uint8Array(data)
  const question = unpack(bytes)
  if (!isQuestion(question)) throw new TypeError('a frame holds no question')
  return question
}

const isQuestion = (value: unknown): value is Question =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  Number.isSafeInteger(value.id) &&
  'request' in value &&
  typeof value.request === 'string'

/**
 * Passes events on once per turn of the loop. Of several changes to one thing in a turn the last
 * is enough: an event announces a change, what it is now is asked for.
 */
function announce(client: Client, say: (message: Message) => void): (() => void)[] {
  let waiting = new Map<string, Message>()
  const flush = () => {
    const messages = waiting
    waiting = new Map()
    for (const message of messages.values()) say(message)
  }
  return EVENTS.map((event) =>
    client.on(event, (payload) => {
      if (waiting.size === 0) setImmediate(flush)
      waiting.set(`${event} ${subject(payload)}`, { is: 'event', event, payload })
    }),
  )
}

const subject = (payload: Events[Event]): string =>
  'id' in payload ? payload.id : 'run' in payload ? payload.run : 'dataset' in payload ? payload.dataset : ''

function send(window: WebSocket, frame: Uint8Array): void {
  if (window.readyState !== window.OPEN) return
  if (window.bufferedAmount > MOST_WAITING) window.terminate()
  else window.send(frame)
}

function refuse(stream: Duplex, status: string): void {
  stream.on('error', () => stream.destroy())
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
