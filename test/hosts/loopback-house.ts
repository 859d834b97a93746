/** A loopback host for the tests of one file, and ways to knock at it, with the token and without. */
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect } from 'vitest'
import { serve, type Serving } from '../../src/main/hosts/loopback/serve.ts'

export const house = { folder: '', url: '', port: 0, token: '', printed: new Array<string>() }

/** Opens it before the first test of a file and closes it after the last. */
export function loopbackHouse(): void {
  let serving: Serving
  beforeAll(async () => {
    house.folder = mkdtempSync(join(tmpdir(), 'tapedeck-loopback-'))
    const built = join(house.folder, 'built')
    mkdirSync(join(built, 'assets'), { recursive: true })
    writeFileSync(join(built, 'index.html'), '<!doctype html><title>Tapedeck</title>')
    writeFileSync(join(built, 'assets/main-1a2b.js'), 'export {}')
    writeFileSync(join(built, '.secret.js'), 'secret')
    serving = await serve({
      home: join(house.folder, 'data'),
      version: '1.2.3',
      open: false,
      out: (line) => house.printed.push(line),
      patience: 400,
      built: pathToFileURL(`${built}/`),
    })
    const url = new URL(serving.url)
    const token = url.hash.replace('#token=', '')
    Object.assign(house, { url: serving.url, port: Number(url.port), token })
  })
  afterAll(async () => {
    await serving.close()
    rmSync(house.folder, { recursive: true, force: true })
  })
}

export interface Sent {
  readonly method?: string
  readonly path: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string | Buffer
}

export interface Got {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly json: unknown
}

/** Without the token; `fetch` would not let us say who we are. */
export async function knock({ method = 'GET', path, headers = {}, body }: Sent): Promise<Got> {
  const request = httpRequest({ host: '127.0.0.1', port: house.port, method, path, headers, agent: false })
  request.on('error', () => undefined)
  request.end(body)
  const [response] = await once(request, 'response')
  const parts: Buffer[] = []
  for await (const part of response) parts.push(part)
  const text = Buffer.concat(parts).toString()
  const isJson = String(response.headers['content-type']).startsWith('application/json')
  return {
    status: response.statusCode,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : null,
  }
}

/** With the token, and JSON as the body. */
export const call = (method: string, path: string, body?: unknown): Promise<Got> =>
  knock({
    method,
    path: `/api/v1${path}`,
    headers: {
      authorization: `Bearer ${house.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

/** What stands at a path of names in a document, undefined where there is nothing. */
export function at(document: unknown, ...names: readonly string[]): unknown {
  let found = document
  for (const name of names) {
    found = typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined
  }
  return found
}
export const textAt = (document: unknown, ...names: readonly string[]): string =>
  String(at(document, ...names))
export const codeOf = ({ json }: Got): unknown => at(json, 'error', 'code')

export const bearer = () => ({ authorization: `Bearer ${house.token}` })

/** The operation when it is over, asked for again and again as a script would. */
export async function over(operation: string): Promise<unknown> {
  const answer = async () => (await call('GET', `/operations/${operation}`)).json
  const state = async () => at(await answer(), 'state')
  await expect.poll(state, { timeout: 20_000 }).toMatch(/succeeded|failed|cancelled/)
  return answer()
}
