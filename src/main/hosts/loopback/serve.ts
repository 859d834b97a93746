/**
 * The loopback host: the same window in a browser, and HTTP for scripts, on this machine only.
 * Everything it answers comes from a `Client`; what is decided here is who may ask.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Client } from '../../../shared/contract.ts'
import { toProblem } from '../../api/defect.ts'
import { openLog } from '../../api/log.ts'
import { openWorkstation } from '../../api/workstation.ts'
import { answer, API } from './api.ts'
import { openBrowser } from './browser.ts'
import { BUILT_WINDOW, serveFile } from './files.ts'
import { openGate, type Gate } from './gate.ts'
import { ADDRESS, listen, shut } from './listening.ts'
import { nothingHere, Refusal, replyProblem } from './reply.ts'
import { openSocket } from './socket.ts'

export interface ServeOptions {
  readonly home: string
  readonly version: string
  readonly readOnly?: boolean
  /** 0 or nothing: any port that is free. */
  readonly port?: number | undefined
  /** Opens the system's browser, where there is one. */
  readonly open: boolean
  readonly out: (line: string) => void
  /** How long a client may take over the head of a request, in milliseconds. */
  readonly patience?: number
  /** The folder of the built window. */
  readonly built?: URL
}

export interface Serving {
  /** With the token; who has it may do everything. */
  readonly url: string
  close(): Promise<void>
}

export async function serve(options: ServeOptions): Promise<Serving> {
  const { patience = 10_000 } = options
  const server = createServer({
    headersTimeout: patience,
    connectionsCheckingInterval: patience / 4,
    keepAliveTimeout: 5_000,
    maxHeaderSize: 16 * 1024,
  })
  server.maxConnections = 256
  // Nothing moved for this long in either direction: gone. A socket of the window is exempt.
  server.timeout = 120_000
  const port = await listen(server, options.port ?? 0)
  try {
    return await open(server, port, options)
  } catch (error) {
    await shut(server)
    throw error
  }
}

async function open(server: Server, port: number, options: ServeOptions): Promise<Serving> {
  const { home, version, out } = options
  const workstation = await openWorkstation({
    home,
    session: { host: 'loopback', version, paths: false, dialogs: false },
    readOnly: options.readOnly ?? false,
  })
  const gate = openGate(port)
  const log = openLog(join(home, 'logs'))
  const socket = openSocket(workstation, gate, log)
  const house: House = { client: workstation.api, gate, version, built: options.built ?? BUILT_WINDOW }
  server.on('upgrade', socket.upgrade)
  server.on('request', (request, response) => {
    respond(house, request, response).catch((error: unknown) => {
      replyProblem(response, toProblem(error, log, 'loopback'))
    })
  })
  const url = `http://${ADDRESS}:${port}/#token=${gate.token}`
  out(url)
  if (options.open) openBrowser(url)
  return {
    url,
    async close() {
      socket.close()
      await shut(server)
      await workstation.close()
    },
  }
}

interface House {
  readonly client: Client
  readonly gate: Gate
  readonly version: string
  readonly built: URL
}

async function respond(house: House, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { client, gate, version, built } = house
  gate.admitAddress(request.headers)
  const url = URL.parse(request.url ?? '/', `http://${ADDRESS}`)
  if (url === null) throw nothingHere(request.url ?? '')
  if (url.pathname === API || url.pathname.startsWith(`${API}/`)) {
    gate.admitBearer(request.headers)
    await answer(client, version, request, response, url)
  } else if (request.method === 'GET' || request.method === 'HEAD') {
    await serveFile(response, built, url.pathname, request.method === 'HEAD')
  } else {
    throw new Refusal(
      405,
      'method',
      request.method ?? '',
      'There is nothing to send here.',
      'Read it with GET.',
    )
  }
}
