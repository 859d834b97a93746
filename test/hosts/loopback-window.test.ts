import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { serve } from '../../src/main/hosts/loopback/serve.ts'
import { codeOf, house, knock, loopbackHouse } from './loopback-house.ts'

loopbackHouse()

test('K5 the window is served without a token, with a strict policy and nothing kept', async () => {
  const page = await knock({ path: '/' })
  expect([page.status, page.headers['content-type'], page.text]).toEqual([
    200,
    'text/html; charset=utf-8',
    '<!doctype html><title>Tapedeck</title>',
  ])
  expect(page.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  })
  const policy = page.headers['content-security-policy']
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|https?:|\*/)
  expect((await knock({ path: '/assets/main-1a2b.js' })).headers['content-type']).toBe(
    'text/javascript; charset=utf-8',
  )
  expect((await knock({ path: '/', method: 'HEAD' })).text).toBe('')
})

test.each([
  '/../data/tapedeck.db',
  '/..%2fdata%2ftapedeck.db',
  '/%2e%2e/data/logs/tapedeck.log',
  '/assets/../../data/runs/index.json',
  '/.secret.js',
  '/assets',
  '/assets/',
  '//etc/passwd',
  '/C:/windows/win.ini',
  '/index.html%00.js',
  '/missing.js',
])('T5 %s is no file of the window', async (path) => {
  const got = await knock({ path })
  expect([got.status, codeOf(got)]).toEqual([404, 'USAGE'])
})

test('O1 the window of a checkout that was not built says what to do', async () => {
  const bare = await serve({
    home: join(house.folder, 'bare'),
    version: '0',
    open: false,
    out: () => undefined,
    built: pathToFileURL(`${house.folder}/nowhere/`),
  })
  const got = await fetch(bare.url)
  expect([got.status, await got.json()]).toEqual([
    503,
    { error: expect.objectContaining({ hint: expect.stringContaining('npm run build') }) },
  ])
  await bare.close()
})

test('O1 a port that is taken is refused with its code', async () => {
  const again = serve({
    home: join(house.folder, 'again'),
    version: '0',
    port: house.port,
    open: false,
    out: () => undefined,
  })
  await expect(again).rejects.toMatchObject({ code: 'PORT_IN_USE', details: { port: house.port } })
})
