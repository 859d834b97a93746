/**
 * Who may come in. A page on the web can make this machine's browser knock here, under a name of
 * its own (DNS rebinding) or from its own origin; it has neither our address nor the token.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { Problem } from '../../../shared/problem.ts'

export interface Gate {
  readonly token: string
  /** Refuses a request that was not sent to this address, or that another site's page sent. */
  admitAddress(headers: IncomingHttpHeaders): void
  /** Refuses a request that does not carry the token. */
  admitBearer(headers: IncomingHttpHeaders): void
  /** The same for the socket, where a browser can set no header but the subprotocols. */
  admitSubprotocols(headers: IncomingHttpHeaders): void
}

/** The subprotocol that the window asks for beside the token, and that is echoed. */
export const SUBPROTOCOL = 'tapedeck'

export function openGate(port: number): Gate {
  const token = randomBytes(32).toString('base64url')
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`])
  const origins = new Set([...hosts].map((host) => `http://${host}`))
  return {
    token,
    admitAddress({ host, origin }) {
      if (host === undefined || !hosts.has(host.toLowerCase())) {
        throw unauthorized('host', 'This address is not ours.')
      }
      if (origin !== undefined && !origins.has(origin)) {
        throw unauthorized('origin', 'Another site may not use this Tapedeck.')
      }
    },
    admitBearer({ authorization = '' }) {
      const [scheme, given = ''] = authorization.split(' ')
      if (scheme?.toLowerCase() !== 'bearer' || !same(given, token)) throw withoutToken()
    },
    admitSubprotocols(headers) {
      const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
      const carriesToken = offered.filter((name) => same(name, token)).length === 1
      if (!offered.includes(SUBPROTOCOL) || !carriesToken) throw withoutToken()
    },
  }
}

/** Compares hashes, so that neither the content nor the length of the token shows in the time it takes. */
const same = (given: string, token: string): boolean => timingSafeEqual(hash(given), hash(token))
const hash = (text: string): Buffer => createHash('sha256').update(text).digest()

const unauthorized = (field: string, message: string): Problem =>
  new Problem(
    'UNAUTHORIZED',
    { field },
    message,
    'Open the address that Tapedeck printed when it started, with its token.',
  )

const withoutToken = (): Problem => unauthorized('authorization', 'The token is missing or wrong.')
