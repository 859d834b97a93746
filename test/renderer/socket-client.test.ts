import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterEach, expect, test, vi } from 'vitest'
import { WebSocketServer, type WebSocket as ServerSocket } from 'ws'
import { type SocketClient, socketClient } from '../../src/renderer/socket-client.ts'
import { pack, type Question, unpack } from '../../src/shared/wire.ts'

interface Host {
  readonly port: number
  /** Names of what was asked, as it arrived. */
  readonly asked: string[]
  /** Closes the line without a word, as a dying process does. */
  readonly drop: () => void
  readonly stop: () => Promise<void>
}

const isQuestion = (value: unknown): value is Question =>
  typeof value === 'object' && value !== null && 'request' in value && 'id' in value

const hosts: Host[] = []
const clients: SocketClient[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  for (const host of hosts.splice(0)) await host.stop()
})

/** A real host on a real port that answers what it understands and keeps quiet about the rest. */
async function host(token: string, port = 0): Promise<Host> {
  const asked: string[] = []
  const lines = new Set<ServerSocket>()
  const server: Server = createServer((request, response) => {
    response.writeHead(request.headers.authorization === `Bearer ${token}` ? 200 : 401).end()
  })
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'tapedeck' })
  server.on('upgrade', (request, stream, head) => {
    if (!request.headers['sec-websocket-protocol']?.includes(token)) {
      stream.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, stream, head, (line) => {
      lines.add(line)
      line.on('message', (data: Buffer) => {
        const question = unpack(new Uint8Array(data))
        if (!isQuestion(question)) return
        asked.push(question.request)
        if (question.request === 'run.list') {
          const envelope = { ok: true, value: { runs: [], total: 7 } }
          line.send(pack({ is: 'answer', id: question.id, envelope }))
          line.send(pack({ is: 'event', event: 'run.changed', payload: { run: 'r' } }))
        }
        if (question.request === 'dataset.read') {
          const problem = { code: 'DATASET_NOT_FOUND', message: 'None.', hint: 'Import it.', details: {} }
          line.send(pack({ is: 'answer', id: question.id, envelope: { ok: false, problem } }))
        }
      })
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the host has no port')
  const drop = () => {
    for (const line of lines) line.terminate()
    lines.clear()
  }
  const opened = {
    port: address.port,
    asked,
    drop,
    async stop() {
      drop()
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
  hosts.push(opened)
  return opened
}

function join(port: number, token: string): SocketClient {
  const client = socketClient({ origin: `http://127.0.0.1:${port}`, token })
  clients.push(client)
  return client
}

test('O1 the socket carries answers, problems and events', async () => {
  const { port } = await host('secret')
  const client = join(port, 'secret')
  await client.joined
  const heard = vi.fn<(payload: unknown) => void>()
  client.on('run.changed', heard)
  await expect(client.ask('run.list', {})).resolves.toEqual({ runs: [], total: 7 })
  await vi.waitFor(() => expect(heard).toHaveBeenCalledWith({ run: 'r' }))
  await expect(client.ask('dataset.read', { dataset: '' as never })).rejects.toMatchObject({
    code: 'DATASET_NOT_FOUND',
    hint: 'Import it.',
  })
})

test('O1 a lost host is said, knocked at again, and asked what was waiting', async () => {
  const first = await host('secret')
  const client = join(first.port, 'secret')
  await client.joined
  const unanswered = client.ask('health.read', {})
  unanswered.catch(() => undefined)
  await vi.waitFor(() => expect(first.asked).toEqual(['health.read']))
  hosts.splice(0)
  await first.stop()

  await expect(unanswered).rejects.toMatchObject({ code: 'HOST_UNREACHABLE' })
  await vi.waitFor(() => expect(client.link.getState().is).toBe('away'))
  const waiting = client.ask('run.list', {})
  const second = await host('secret', first.port)
  await expect(waiting).resolves.toEqual({ runs: [], total: 7 })
  expect(second.asked).toEqual(['run.list'])
  expect(client.link.getState().is).toBe('open')
})

test('K5 a host that does not know the token is not knocked at again', async () => {
  const { port } = await host('secret')
  const client = join(port, 'guessed')
  await expect(client.joined).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  expect(client.link.getState().is).toBe('refused')
  await expect(client.ask('run.list', {})).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
})
