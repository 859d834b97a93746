import type { OutgoingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import { REQUESTS } from '../../src/shared/contract.ts'
import { at, bearer, call, codeOf, type Got, knock, loopbackHouse, over, textAt } from './loopback-house.ts'
import { marketCsv } from './market.ts'

loopbackHouse()

test('B2.1 a file is uploaded, a run started, followed by its id, found and opened', async () => {
  const imported = await knock({
    method: 'POST',
    path: '/api/v1/datasets?name=BTCUSD_1h.csv&timezone=UTC&repair=sort,dedupe',
    headers: { ...bearer(), 'content-type': 'text/csv' },
    body: marketCsv(10_000),
  })
  expect([imported.status, imported.json]).toEqual([202, { operation: expect.any(String) }])
  const importing = await over(textAt(imported.json, 'operation'))
  expect(importing).toMatchObject({ state: 'succeeded', result: { kind: 'import', existed: false } })
  const dataset = textAt(importing, 'result', 'dataset')

  const body = { datasets: [dataset], strategy: 'sma-cross', params: { fast: 10, slow: 30 } }
  const started = await call('POST', '/backtests/start', body)
  expect([started.status, started.json]).toEqual([
    200,
    { operation_id: expect.any(String), run_id: expect.stringMatching(/^[0-9a-f]{64}$/), reused: false },
  ])
  const operation = textAt(started.json, 'operation_id')
  expect(await over(operation)).toMatchObject({ state: 'succeeded', result: { kind: 'run' } })
  const run = textAt(started.json, 'run_id')
  expect((await call('GET', '/runs?limit=5')).json).toMatchObject({ runs: [{ runId: run }], total: 1 })
  expect((await call('GET', `/runs/${run}`)).json).toMatchObject({ manifest: { runId: run } })

  const again = await call('POST', '/runs', body)
  expect([again.status, again.json]).toEqual([200, { operation: expect.any(String), run, reused: true }])
  const other = await call('POST', '/runs', { datasets: [dataset], strategy: 'buy-and-hold' })
  expect([other.status, at(other.json, 'reused')]).toEqual([202, false])
  await over(textAt(other.json, 'operation'))

  const trades = await call('GET', `/runs/${run}/trades?first=2&most=3`)
  expect(trades.json).toMatchObject({ trades: [{ trade: 2 }, { trade: 3 }, { trade: 4 }] })
  const equity = await call('GET', `/runs/${run}/equity`)
  expect(at(equity.json, 'equity')).toSatisfy((values: unknown[]) => values.every(Number.isFinite))
  for (const part of ['markers?most=10', 'decisions', 'timeline']) {
    expect((await call('GET', `/runs/${run}/${part}`)).status, part).toBe(200)
  }
  const candles = await call('GET', `/datasets/${dataset}/candles?most=7`)
  expect(at(candles.json, 'close')).toSatisfy(({ length }: unknown[]) => length > 1 && length <= 7)
  const runs = await call('GET', '/operations?kind=run&state=succeeded')
  expect(at(runs.json, 'operations')).toHaveLength(3)
  expect(at((await call('GET', '/health')).json, 'parts', 'store')).toMatchObject({ ok: true })
  expect(at((await call('GET', '/strategies')).json, 'strategies')).toContainEqual(
    expect.objectContaining({ id: 'donchian' }),
  )

  const cancelled = await call('DELETE', `/operations/${operation}`)
  expect([cancelled.status, codeOf(cancelled)]).toEqual([409, 'OPERATION_NOT_CANCELLABLE'])
})

test('B2.3 an operation under way is cancelled by its id', async () => {
  const imported = await knock({
    method: 'POST',
    path: '/api/v1/datasets?name=LONG_1m.csv',
    headers: bearer(),
    body: marketCsv(60_000, Date.UTC(2020, 0, 1), 60_000),
  })
  const operation = textAt(imported.json, 'operation')
  expect((await call('DELETE', `/operations/${operation}`)).status).toBe(202)
  expect(await over(operation)).toMatchObject({ state: 'cancelled' })
})

test.each([
  ['/runs/abc', 400, 'USAGE'],
  [`/runs/${'f'.repeat(64)}`, 404, 'RUN_NOT_FOUND'],
  [`/datasets/${'f'.repeat(64)}`, 404, 'DATASET_NOT_FOUND'],
  ['/operations/none', 404, 'OPERATION_NOT_FOUND'],
  ['/runs?limit=many', 400, 'USAGE'],
  ['/runs?limit=1&limit=2', 400, 'USAGE'],
  ['/runs?__proto__=1', 400, 'USAGE'],
  ['/runs?page=1', 400, 'USAGE'],
])('O1 GET %s answers %i %s', async (path, status, code) => {
  const got = await call('GET', path)
  expect([got.status, codeOf(got)]).toEqual([status, code])
})

const send = (path: string, headers: OutgoingHttpHeaders): Promise<Got> =>
  knock({ method: 'POST', path: `/api/v1${path}`, headers: { ...bearer(), ...headers }, body: 'time,open\n' })

test('O1 an upload says its name and its size, and is no form', async () => {
  expect(at((await send('/datasets', {})).json, 'error')).toMatchObject({
    code: 'USAGE',
    details: { field: 'name' },
  })
  expect((await send('/datasets?name=a.csv', { 'transfer-encoding': 'chunked' })).status).toBe(411)
  expect(
    (await send('/datasets?name=a.csv', { 'content-type': 'multipart/form-data; boundary=x' })).status,
  ).toBe(415)
  expect(codeOf(await send('/datasets?name=a.csv&colour=red', {}))).toBe('USAGE')
  const large = { 'content-length': String(2 ** 40), expect: '100-continue' }
  expect(codeOf(await send('/datasets?name=a.csv', large))).toBe('FILE_TOO_LARGE')
})

test('O1 no path on disk is taken from here', async () => {
  const got = await call('POST', '/ask/dataset.import', { source: { path: '/etc/passwd' } })
  expect([got.status, codeOf(got)]).toEqual([501, 'NOT_SUPPORTED_HERE'])
})

test('O1 bytes travel as base64 where there is only JSON', async () => {
  const opened = await call('POST', '/ask/upload.open', { name: 'a.csv', bytes: 3 })
  const slice = Buffer.from('abc').toString('base64')
  const written = await call('POST', '/ask/upload.write', { upload: at(opened.json, 'upload'), at: 0, slice })
  expect(written.json).toEqual({ received: 3 })
})

test('O1 the OpenAPI document has every request of the contract, and every reference leads somewhere', async () => {
  const { json: document, text } = await call('GET', '/openapi.json')
  expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Tapedeck', version: '1.2.3' } })
  for (const request of REQUESTS) {
    expect(at(document, 'paths', `/ask/${request}`, 'post'), request).toBeDefined()
    expect(at(document, 'components', 'schemas', request), request).toMatchObject({ type: 'object' })
  }
  for (const path of [
    '/runs',
    '/runs/{id}',
    '/backtests/start',
    '/operations/{id}',
    '/datasets',
    '/health',
  ]) {
    expect(at(document, 'paths', path), path).toBeDefined()
  }
  const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, reference]) => reference ?? '')
  expect(references.length).toBeGreaterThan(REQUESTS.length)
  for (const reference of references) expect(at(document, ...reference.split('/')), reference).toBeDefined()
})

test('O1 every operation of the document has a name of its own and the parameters of its path', async () => {
  const { json: document } = await call('GET', '/openapi.json')
  const ids: unknown[] = []
  for (const [path, methods] of Object.entries(Object(at(document, 'paths')))) {
    for (const operation of Object.values(Object(methods))) {
      ids.push(at(operation, 'operationId'))
      const parameters: unknown = at(operation, 'parameters') ?? []
      const inPath = (Array.isArray(parameters) ? parameters : []).filter((one) => at(one, 'in') === 'path')
      expect(
        inPath.map((one) => `{${textAt(one, 'name')}}`),
        path,
      ).toEqual(path.match(/\{\w+\}/g) ?? [])
    }
  }
  expect(new Set(ids).size).toBe(ids.length)
  expect(at(document, 'paths', '/runs/{id}/trades', 'get', 'parameters')).toContainEqual(
    expect.objectContaining({ name: 'most', in: 'query', required: false }),
  )
})
