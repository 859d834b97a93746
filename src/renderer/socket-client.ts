/** The contract over a socket that may break: it rejoins by itself and says where it stands. */
import { createStore } from 'zustand/vanilla'
import type { Announcement } from '../shared/bridge.ts'
import type { Answer, Ask, Event, Events, Request } from '../shared/contract.ts'
import { Problem } from '../shared/problem.ts'
import { type Envelope, pack, type Question, unpack } from '../shared/wire.ts'
import type { HostClient } from './client.ts'

export type Link =
  | { readonly is: 'joining' }
  | { readonly is: 'open' }
  /** Lost, and knocking again from time to time. */
  | { readonly is: 'away' }
  /** The host is there and does not know our token. Nothing but a new address helps. */
  | { readonly is: 'refused' }

type Incoming =
  | { readonly is: 'answer'; readonly id: number; readonly envelope: Envelope }
  | ({ readonly is: 'event' } & Announcement)

interface Pending {
  readonly question: Question
  readonly settle: (envelope: Envelope) => void
  readonly reject: (problem: Problem) => void
  sent: boolean
}

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5000

interface Where {
  readonly origin: string
  readonly token: string
}

export interface SocketClient extends HostClient {
  /** Settles once: open, or refused. */
  readonly joined: Promise<void>
  readonly close: () => void
}

export function socketClient({ origin, token }: Where): SocketClient {
  const link = createStore<Link>(() => ({ is: 'joining' }))
  const listeners: { readonly [E in Event]: Set<(payload: Events[E]) => void> } = {
    'operation.changed': new Set(),
    'dataset.changed': new Set(),
    'run.changed': new Set(),
    'safety.changed': new Set(),
  }
  const pending = new Map<number, Pending>()
  const joined = Promise.withResolvers<void>()
  let lastId = 0
  let pause = FIRST_PAUSE_MS
  let socket: WebSocket | null = null
  let closed = false

  const send = (waiting: Pending) => {
    if (socket === null || socket.readyState !== WebSocket.OPEN) return
    waiting.sent = true
    socket.send(new Uint8Array(pack(waiting.question)))
  }
  const announce = <E extends Event>({ event, payload }: Announcement<E>) => {
    for (const hear of listeners[event]) hear(payload)
  }
  const receive = (message: Incoming) => {
    if (message.is === 'event') {
      announce(message)
      return
    }
    const waiting = pending.get(message.id)
    pending.delete(message.id)
    waiting?.settle(message.envelope)
  }
  const rejectWhere = (which: (waiting: Pending) => boolean, problem: Problem) => {
    for (const [id, waiting] of pending) {
      if (!which(waiting)) continue
      pending.delete(id)
      waiting.reject(problem)
    }
  }

  const join = () => {
    const opening = new WebSocket(`${origin.replace(/^http/, 'ws')}/socket`, ['tapedeck', token])
    opening.binaryType = 'arraybuffer'
    opening.addEventListener('open', () => {
      socket = opening
      pause = FIRST_PAUSE_MS
      for (const waiting of pending.values()) send(waiting)
      link.setState({ is: 'open' }, true)
      joined.resolve()
    })
    opening.addEventListener('message', ({ data }) => {
      // The host is ours and on this machine; what it says is not parsed a second time.
      if (data instanceof ArrayBuffer) receive(unpack(new Uint8Array(data)) as Incoming)
    })
    opening.addEventListener('close', () => {
      socket = null
      // A question that was on its way may have been acted on: only its owner can ask it again.
      rejectWhere((waiting) => waiting.sent, unreachable())
      if (!closed) void rejoin()
    })
  }

  const rejoin = async () => {
    if (link.getState().is === 'open') link.setState({ is: 'away' }, true)
    if (await isRefused(origin, token)) {
      const refusal = unknownToken()
      link.setState({ is: 'refused' }, true)
      rejectWhere(() => true, refusal)
      joined.reject(refusal)
      return
    }
    await new Promise((resume) => {
      setTimeout(resume, pause)
    })
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    if (!closed) join()
  }

  join()
  return {
    link,
    joined: joined.promise,
    ask<R extends Request>(request: R, ask: Ask<R>): Promise<Answer<R>> {
      if (link.getState().is === 'refused') return Promise.reject(unknownToken())
      lastId += 1
      const question: Question = { id: lastId, request, ask }
      return new Promise((resolve, reject) => {
        const waiting: Pending = {
          question,
          reject,
          sent: false,
          settle(envelope) {
            // The answer to a question carries the type of the question; the wire can't say so.
            if (envelope.ok) resolve(envelope.value as Answer<R>)
            else reject(Problem.from(envelope.problem))
          },
        }
        pending.set(question.id, waiting)
        send(waiting)
      })
    },
    on(event, hear) {
      const listening = listeners[event]
      listening.add(hear)
      return () => listening.delete(hear)
    },
    pathOf: () => '',
    close() {
      closed = true
      socket?.close()
    },
  }
}

/** A browser does not say why a socket failed; the same door over HTTP does. */
async function isRefused(origin: string, token: string): Promise<boolean> {
  try {
    const answer = await fetch(`${origin}/api/v1/health`, { headers: { Authorization: `Bearer ${token}` } })
    return answer.status === 401
  } catch {
    return false
  }
}

const unreachable = (): Problem =>
  new Problem(
    'HOST_UNREACHABLE',
    {},
    'The connection to Tapedeck was lost before it answered.',
    'The window reconnects by itself; then try again.',
  )

const unknownToken = (): Problem =>
  new Problem(
    'UNAUTHORIZED',
    {},
    'Tapedeck was started anew and this window does not have its token.',
    'Open the whole address that Tapedeck printed when it started.',
  )
