/** Requests over HTTP: from the route and what was sent with it to a question, and back. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Door } from '../../../shared/contract.ts'
import { Problem } from '../../../shared/problem.ts'
import { announcedBytes, mediaType, readJson, readSlices } from './body.ts'
import { openApiDocument, querySchema } from './openapi.ts'
import { nothingHere, Refusal, reply } from './reply.ts'
import { match, type Reply, type Route } from './routes.ts'
import { fromText } from './schemas.ts'

export const API = '/api/v1'

export async function answer(
  door: Door,
  version: string,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const path = url.pathname.slice(API.length)
  const method = request.method ?? ''
  if (path === '/openapi.json' && method === 'GET') {
    reply(response, 200, openApiDocument(version))
    return
  }
  const found = match(method, path)
  if (found.is === 'nothing') throw nothingHere(path)
  if (found.is === 'method') {
    response.setHeader('Allow', found.allowed.join(', '))
    throw wrongMethod(method, found.allowed)
  }
  const { route, id } = found
  const fields = {
    ...route.unless,
    ...(route.id === undefined ? {} : { [route.id]: id }),
    ...query(route, url),
  }
  const { status, value } = await perform(door, route, fields, request)
  reply(response, status, value)
}

async function perform(
  door: Door,
  route: Route,
  fields: { readonly [name: string]: unknown },
  request: IncomingMessage,
): Promise<Reply> {
  if (route.takes === 'file') return { status: 202, value: await importFile(door, fields, request) }
  const ask = route.takes === 'json' ? withBytes(route, await readJson(request)) : fields
  if (route.answer !== undefined) return route.answer(door, ask)
  return { status: route.statuses[0] ?? 200, value: await door.ask(route.request, ask) }
}

function query(route: Route, url: URL): { [name: string]: unknown } {
  const { properties } = route.takes === 'json' ? { properties: {} } : querySchema(route)
  const names = [...url.searchParams.keys()]
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) {
    throw new Problem('USAGE', { field: twice }, `${twice} is in the address twice.`, 'Give it once.')
  }
  return Object.fromEntries(
    [...url.searchParams].map(([name, text]) => [
      name,
      fromText(text, Object.hasOwn(properties ?? {}, name) ? properties?.[name] : undefined),
    ]),
  )
}

/** Hands the body over slice by slice and starts the import of what arrived. */
async function importFile(
  door: Door,
  { name, ...settings }: { readonly [name: string]: unknown },
  request: IncomingMessage,
): Promise<unknown> {
  if (mediaType(request).startsWith('multipart/')) {
    throw new Refusal(
      415,
      'content-type',
      mediaType(request),
      'A form is not a file.',
      'Send the file itself as the body, as curl --data-binary @file does.',
    )
  }
  const bytes = announcedBytes(request)
  const { upload } = await door.ask('upload.open', { name, bytes })
  try {
    await readSlices(request, (at, slice) => door.ask('upload.write', { upload, at, slice }))
    return await door.ask('dataset.import', { source: { upload }, settings })
  } catch (error) {
    // Sent only in part, or refused: what arrived of it is of no use to anybody.
    await door.ask('upload.discard', { upload })
    throw error
  }
}

/** JSON has no bytes: in the one place where the contract takes some, they are base64. */
function withBytes(route: Route, document: unknown): unknown {
  if (route.request !== 'upload.write' || typeof document !== 'object' || document === null) return document
  if (!('slice' in document) || typeof document.slice !== 'string') return document
  return { ...document, slice: new Uint8Array(Buffer.from(document.slice, 'base64')) }
}

const wrongMethod = (method: string, allowed: readonly string[]): Refusal =>
  new Refusal(
    405,
    'method',
    method,
    `This address does not take ${method}.`,
    `It takes ${allowed.join(' and ')}.`,
  )
