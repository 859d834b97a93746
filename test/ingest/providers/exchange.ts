/** An exchange on this machine that answers as Coinbase does, and misbehaves where a test says so. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

const SYMBOLS = new Set(['BTC-USD', 'ETH-USD'])
const GRANULARITIES = new Set([60, 300, 900, 3600, 21_600, 86_400])
const MOST = 300

/** One row as the exchange writes it, or null where nobody traded. */
export type Trades = (second: number, granularity: number) => string | null

export interface Exchange {
  readonly base: string
  /** The query of every request for candles, in order. */
  readonly asked: { readonly granularity: number; readonly start: number; readonly end: number }[]
  /** When each request came. */
  readonly at: number[]
  close(): Promise<void>
}

export interface Mood {
  readonly trades?: Trades
  /** The exchange's clock, in milliseconds. */
  readonly now?: number
  /** Answers the nth request (from 0) in another way; false leaves it to the exchange. */
  readonly instead?: (nth: number, response: ServerResponse, request: IncomingMessage) => boolean
}

/** A price that walks, with the digits of real answers. */
export const walk: Trades = (second, granularity) => {
  const step = second / granularity
  const low = 100 + (step % 37)
  return `[${second},${low}.01,${low + 3}.5,${low + 1},${low + 2}.25,${1 + (step % 5)}.00000001]`
}

export async function exchange(mood: Mood = {}): Promise<Exchange> {
  const { trades = walk, now = Date.now(), instead = () => false } = mood
  const asked: Exchange['asked'] = []
  const at: number[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://exchange')
    const query = {
      granularity: Number(url.searchParams.get('granularity')),
      start: Date.parse(url.searchParams.get('start') ?? '') / 1000,
      end: Date.parse(url.searchParams.get('end') ?? '') / 1000,
    }
    asked.push(query)
    at.push(performance.now())
    response.setHeader('date', new Date(now).toUTCString())
    response.setHeader('content-type', 'application/json; charset=utf-8')
    if (instead(asked.length - 1, response, request)) return
    const symbol = /^\/products\/([^/]+)\/candles$/.exec(url.pathname)?.[1] ?? ''
    if (!SYMBOLS.has(symbol)) return say(response, 404, '{"message":"NotFound"}')
    const { granularity, start, end } = query
    if (!GRANULARITIES.has(granularity)) return say(response, 400, '{"message":"Unsupported granularity"}')
    // Both ends are part of the range.
    const first = Math.ceil(start / granularity) * granularity
    const last = Math.floor(Math.min(end, now / 1000) / granularity) * granularity
    if ((end - start) / granularity >= MOST) {
      const words =
        'granularity too small for the requested time range. Count of aggregations requested exceeds'
      return say(response, 400, `{"message":"${words} ${MOST}"}`)
    }
    const rows: string[] = []
    for (let second = last; second >= first; second -= granularity) {
      const row = trades(second, granularity)
      if (row !== null) rows.push(row)
    }
    return say(response, 200, `[${rows.join(',')}]`)
  })
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(close)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the exchange has no address')
  return { base: `http://127.0.0.1:${address.port}`, asked, at, close }
}

export function say(response: ServerResponse, status: number, text: string): true {
  response.statusCode = status
  response.end(text)
  return true
}
