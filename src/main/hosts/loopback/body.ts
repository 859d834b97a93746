/** What a request carries: a JSON document of a decent size, or a file, slice by slice. */
import type { IncomingMessage } from 'node:http'
import { Problem } from '../../../shared/problem.ts'
import { Refusal } from './reply.ts'

const MOST_BYTES = 1024 * 1024
const SLICE_BYTES = 1024 * 1024
/** No request of the contract nests deeper than a handful; a document that does is an attack. */
const MOST_DEPTH = 64

export async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = mediaType(request)
  if (type !== 'application/json') {
    throw new Refusal(
      415,
      'content-type',
      type,
      'The body must be JSON.',
      'Send it with the header Content-Type: application/json.',
    )
  }
  const parts: Buffer[] = []
  let bytes = 0
  refuseAnnounced(request, MOST_BYTES)
  for await (const part of chunks(request)) {
    bytes += part.length
    if (bytes > MOST_BYTES) throw tooLarge(MOST_BYTES)
    parts.push(part)
  }
  const document = parse(Buffer.concat(parts))
  if (depthOf(document) > MOST_DEPTH) {
    throw new Problem('USAGE', { most: MOST_DEPTH }, `The body is nested deeper than ${MOST_DEPTH} levels.`)
  }
  return document
}

/**
 * Hands a body on in slices of at most 1 MiB. Each is written before the next is read, so that a
 * file of any size needs the memory of two.
 */
export async function readSlices(
  request: IncomingMessage,
  write: (at: number, slice: Uint8Array) => Promise<unknown>,
): Promise<void> {
  let at = 0
  let parts: Buffer[] = []
  let held = 0
  const flush = async () => {
    const whole = Buffer.concat(parts)
    parts = []
    held = 0
    for (let from = 0; from < whole.length; from += SLICE_BYTES) {
      const slice = new Uint8Array(whole.subarray(from, from + SLICE_BYTES))
      await write(at, slice)
      at += slice.length
    }
  }
  for await (const part of chunks(request)) {
    parts.push(part)
    held += part.length
    if (held >= SLICE_BYTES) await flush()
  }
  await flush()
}

export function announcedBytes(request: IncomingMessage): number {
  const text = request.headers['content-length']
  if (text === undefined || !/^\d{1,15}$/.test(text)) {
    throw new Refusal(
      411,
      'content-length',
      text ?? '',
      'The size of the file is not given.',
      'Send the file with a Content-Length header, as curl --data-binary @file does.',
    )
  }
  return Number(text)
}

export const mediaType = (request: IncomingMessage): string =>
  (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

/** Refuses before a byte was read what says itself that it is too large. */
function refuseAnnounced(request: IncomingMessage, most: number): void {
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced > most) throw tooLarge(most)
}

const tooLarge = (most: number): Problem =>
  new Problem(
    'REQUEST_TOO_LARGE',
    { most },
    `The body is larger than ${most} bytes.`,
    'Send files to POST /api/v1/datasets; everything else is small.',
  )

async function* chunks(request: IncomingMessage): AsyncGenerator<Buffer> {
  for await (const part of request) {
    if (Buffer.isBuffer(part)) yield part
  }
}

function parse(bytes: Buffer): unknown {
  if (bytes.length === 0) return {}
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Problem('USAGE', { field: 'body' }, 'The body is not JSON.', 'Send one JSON object in UTF-8.')
  }
}

/** Level by level and not by recursion, which a deep enough document would overflow. */
function depthOf(document: unknown): number {
  let depth = 0
  let level = [document]
  while (level.length > 0 && depth <= MOST_DEPTH) {
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    )
    depth += 1
  }
  return depth
}
