/** Answers over HTTP: JSON with the headers that keep a browser from guessing, caching or leaking. */
import type { ServerResponse } from 'node:http'
import { Problem, PROBLEMS } from '../../../shared/problem.ts'
import { WINDOW_POLICY } from '../../api/window-files.ts'

export const SAFE_HEADERS = {
  'Content-Security-Policy': WINDOW_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const

/** HTTP has words of its own for what is wrong with a request, apart from our codes. */
export class Refusal extends Problem {
  readonly status: number

  constructor(status: number, field: string, text: string, message: string, hint: string) {
    super('USAGE', { field, text }, message, hint)
    this.status = status
  }
}

export const nothingHere = (path: string): Refusal =>
  new Refusal(
    404,
    'path',
    path.slice(0, 200),
    'There is nothing at this address.',
    'The document at /api/v1/openapi.json lists what there is.',
  )

export function reply(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value, plain))
  response.writeHead(status, {
    ...SAFE_HEADERS,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
  })
  response.end(body)
}

export function replyProblem(response: ServerResponse, problem: Problem): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const status = problem instanceof Refusal ? problem.status : PROBLEMS[problem.code].http
  reply(response, status, { error: problem.shape })
}

/** JSON has no typed arrays: numbers become a list (null where there is none), bytes base64. */
function plain(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const held = this[key]
  if (held instanceof Uint8Array) return Buffer.from(held).toString('base64')
  if (held instanceof BigInt64Array) return Array.from(held, String)
  if (held instanceof Float64Array || held instanceof Int32Array || held instanceof Uint32Array) {
    return Array.from(held)
  }
  return value
}
