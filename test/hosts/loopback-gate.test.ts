import { once } from 'node:events'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { expect, test } from 'vitest'
import { at, bearer, call, codeOf, house, knock, loopbackHouse } from './loopback-house.ts'

loopbackHouse()

const MIB = 1024 * 1024

test('K5 one line is printed: the address with a token of 256 bits', () => {
  expect(house.printed).toEqual([house.url])
  expect(house.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/)
})

test('T9 nothing listens on any other address of this machine', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ address, family }) => family === 'IPv4' && !address.startsWith('127.'))
  for (const { address } of others) {
    const socket = connect({ host: address, port: house.port })
    const [outcome] = await Promise.race([
      once(socket, 'connect').then(() => ['connected']),
      once(socket, 'error').then(() => ['refused']),
    ]).catch(() => ['refused'])
    socket.destroy()
    expect(outcome, address).toBe('refused')
  }
})

test.each([
  ['no token', () => ({})],
  ['an empty token', () => ({ authorization: 'Bearer ' })],
  ['a wrong token', () => ({ authorization: `Bearer ${'A'.repeat(43)}` })],
  ['the beginning of the token', () => ({ authorization: `Bearer ${house.token.slice(0, 42)}` })],
  ['another scheme', () => ({ authorization: `Basic ${house.token}` })],
  ['a foreign host (DNS rebinding)', () => ({ ...bearer(), host: `evil.example:${house.port}` })],
  ['a host without our port', () => ({ ...bearer(), host: '127.0.0.1' })],
  ['another of our own addresses', () => ({ ...bearer(), host: `0.0.0.0:${house.port}` })],
  ['a foreign origin', () => ({ ...bearer(), origin: 'https://evil.example' })],
  ['our origin on another port', () => ({ ...bearer(), origin: 'http://127.0.0.1:1' })],
  ['the origin of a sandboxed page', () => ({ ...bearer(), origin: 'null' })],
])('T9 %s is refused on every route, in JSON', async (_what, headers) => {
  for (const path of [
    '/api/v1/health',
    '/api/v1/openapi.json',
    '/api/v1/runs',
    '/api/v1/nothing',
    '/api/v1',
  ]) {
    const got = await knock({ path, headers: headers() })
    expect(got.status, path).toBe(401)
    expect(codeOf(got), path).toBe('UNAUTHORIZED')
    expect(got.headers['access-control-allow-origin'], path).toBeUndefined()
  }
})

test('T9 the window itself is not given to another host or origin', async () => {
  expect((await knock({ path: '/', headers: { host: `evil.example:${house.port}` } })).status).toBe(401)
  expect((await knock({ path: '/', headers: { origin: 'https://evil.example' } })).status).toBe(401)
})

test('T9 a preflight of another site is refused and allows nothing', async () => {
  const got = await knock({
    method: 'OPTIONS',
    path: '/api/v1/runs',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  })
  expect(got.status).toBe(401)
  expect(Object.keys(got.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
})

test.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', ''])(
  'T9 a body that says it is “%s” is no JSON, and is refused',
  async (type) => {
    const got = await knock({
      method: 'POST',
      path: '/api/v1/runs',
      headers: { ...bearer(), ...(type === '' ? {} : { 'content-type': type }) },
      body: '{}',
    })
    expect(got.status).toBe(415)
    expect(at(got.json, 'error')).toMatchObject({ code: 'USAGE', details: { field: 'content-type' } })
  },
)

test('T9 a body of more than 1 MiB is refused, announced or not', async () => {
  const headers = { ...bearer(), 'content-type': 'application/json' }
  const body = Buffer.alloc(8 * MIB, ' ')
  const announced = await knock({ method: 'POST', path: '/api/v1/runs', headers, body })
  const chunked = await knock({
    method: 'POST',
    path: '/api/v1/runs',
    headers: { ...headers, 'transfer-encoding': 'chunked' },
    body,
  })
  for (const got of [announced, chunked]) {
    expect(got.status).toBe(413)
    expect(codeOf(got)).toBe('REQUEST_TOO_LARGE')
  }
})

test.each([
  ['half a document', '{"limit":'],
  ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
])('T11 %s is refused', async (_what, body) => {
  const got = await knock({
    method: 'POST',
    path: '/api/v1/ask/run.list',
    headers: { ...bearer(), 'content-type': 'application/json' },
    body,
  })
  expect([got.status, codeOf(got)]).toEqual([400, 'USAGE'])
})

test('T11 a body nested deeper than anybody nests is refused before anybody looks into it', async () => {
  const got = await knock({
    method: 'POST',
    path: '/api/v1/ask/run.list',
    headers: { ...bearer(), 'content-type': 'application/json' },
    body: `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  })
  expect([got.status, at(got.json, 'error', 'details')]).toEqual([400, { most: 64 }])
})

test('T11 __proto__ in a body is a field like any other, and unknown', async () => {
  for (const body of ['{"__proto__":{"limit":1}}', '{"constructor":{"prototype":{"limit":1}}}']) {
    const got = await knock({
      method: 'POST',
      path: '/api/v1/ask/run.list',
      headers: { ...bearer(), 'content-type': 'application/json' },
      body,
    })
    expect([got.status, codeOf(got)], body).toEqual([400, 'USAGE'])
  }
  expect(({} as { limit?: number }).limit).toBeUndefined()
})

test.each([
  ['GET', '/nothing', 404],
  ['GET', '/runs/', 404],
  ['GET', '/runs/a/b/c', 404],
  ['GET', '/ask/run.delete', 404],
  ['POST', '/ask/__proto__', 404],
  ['PUT', '/runs', 405],
  ['DELETE', '/runs', 405],
  ['GET', '/ask/run.list', 405],
] as const)('T9 %s %s answers %i in JSON', async (method, path, status) => {
  const got = await call(method, path)
  expect(got.status).toBe(status)
  expect(at(got.json, 'error')).toMatchObject({
    code: 'USAGE',
    message: expect.any(String),
    hint: expect.any(String),
  })
  expect(got.headers.allow !== undefined).toBe(status === 405)
})

test('T9 a client that takes its time over its headers is let go', async () => {
  const socket = connect({ host: '127.0.0.1', port: house.port })
  socket.write(`GET /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1:${house.port}\r\n`)
  const parts: Buffer[] = []
  socket.on('data', (part) => parts.push(part))
  await once(socket, 'close')
  expect(Buffer.concat(parts).toString()).toMatch(/^HTTP\/1\.1 408 /)
})
