import { beforeAll, expect, test } from 'vitest'
import type { Bridge } from '../../src/shared/bridge.ts'
import { launch, type App } from '../support/e2e/launch.ts'

/** On the page, where the functions given to `page.evaluate` run. */
declare const tapedeck: Bridge

let app: App
beforeAll(async () => {
  app = await launch()
})

const ELSEWHERE = 'https://example.com/'

test('K5 the page has no way around its bridge', async () => {
  const reachable = await app.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
  )
  expect(reachable).toEqual([])
})

test('K5 the bridge has three functions and cannot be changed', async () => {
  const bridge = await app.page.evaluate(() => ({
    names: Object.keys(tapedeck),
    replaced: Reflect.set(tapedeck, 'ask', () => {}),
    added: Reflect.set(tapedeck, 'more', 1),
    redefined: Reflect.defineProperty(window, 'tapedeck', { value: {} }),
  }))
  expect(bridge).toEqual({ names: ['ask', 'on', 'pathOf'], replaced: false, added: false, redefined: false })
})

test('K5 a request that the contract does not have is refused as USAGE', async () => {
  const names = ['file.read', '__proto__', 'constructor', '']
  const envelopes = await Promise.all(names.map((name) => app.ask(name)))
  expect(envelopes.map((envelope) => envelope.ok || envelope.problem.code)).toEqual(names.map(() => 'USAGE'))
})

test('K5 another page in the place of ours is UNAUTHORIZED', async () => {
  await app.page.evaluate(() => window.history.replaceState(null, '', '/elsewhere.html'))
  const elsewhere = await app.ask('session.read')
  await app.page.evaluate(() => window.history.replaceState(null, '', '/index.html'))
  expect(elsewhere).toMatchObject({ ok: false, problem: { code: 'UNAUTHORIZED' } })
  expect(await app.ask('session.read')).toMatchObject({ ok: true })
})

test('K5 a file that nobody handed over is not imported', async () => {
  const envelope = await app.ask('dataset.import', { source: { path: '/etc/passwd' } })
  expect(envelope).toMatchObject({
    ok: false,
    problem: { code: 'UNAUTHORIZED', details: { field: 'source.path' } },
  })
})

test('K5 a file that was made in the page has no path', async () => {
  const envelope = await app.page.evaluate(() => {
    const made = new File(['time,open\n'], '/etc/passwd')
    return tapedeck.ask('dataset.import', { source: { path: tapedeck.pathOf(made) } })
  })
  expect(envelope).toMatchObject({ ok: false })
})

test('K5 the policy lets nothing run or load that is not a file of ours', async () => {
  const seen = await app.page.evaluate(async (elsewhere) => {
    const directives: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => directives.push(event.effectiveDirective))
    const inline = document.createElement('script')
    inline.textContent = 'window.ran = true'
    const remote = document.createElement('script')
    remote.src = `${elsewhere}x.js`
    const frame = document.createElement('iframe')
    frame.src = elsewhere
    const image = document.createElement('img')
    image.src = `${elsewhere}x.png`
    const elements = [inline, remote, frame, image]
    document.body.append(...elements)
    await fetch(elsewhere).catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, 100))
    for (const element of elements) element.remove()
    return { directives: directives.sort(), ran: 'ran' in window }
  }, ELSEWHERE)
  expect(seen).toEqual({
    directives: ['connect-src', 'frame-src', 'img-src', 'script-src-elem', 'script-src-elem'],
    ran: false,
  })
})

test('K5 text does not become code', async () => {
  // Later, because what a debugger evaluates right now is exempt from the policy.
  const refused = await app.page.evaluate(
    () =>
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            resolve(new Function('return false')())
          } catch (error) {
            resolve(error instanceof EvalError)
          }
        })
      }),
  )
  expect(refused).toBe(true)
})

test('K5 the page opens no window; a link on the list opens in the person’s own browser', async () => {
  await app.evaluate(({ shell }) => {
    const followed: string[] = []
    Object.assign(globalThis, { followed })
    shell.openExternal = async (url) => void followed.push(url)
  })
  const opened = await app.page.evaluate(() =>
    [
      'https://example.com/',
      'file:///etc/passwd',
      'http://www.tradingview.com/',
      'https://www.tradingview.com/',
    ].map((url) => window.open(url)),
  )
  expect(opened).toEqual([null, null, null, null])
  await expect
    .poll(() => app.evaluate(() => (globalThis as { followed?: string[] }).followed))
    .toEqual(['https://www.tradingview.com/'])
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('K5 the page stays where it is', async () => {
  const before = app.page.url()
  for (const address of [ELSEWHERE, '/assets/other.html', 'data:text/html,hello', 'file:///etc/passwd']) {
    await app.page.evaluate((address) => window.location.assign(address), address)
    await app.page.waitForTimeout(100)
    expect(app.page.url()).toBe(before)
  }
  expect(await app.ask('session.read')).toMatchObject({ ok: true })
})

test('K5 nothing outside the built window is served', async () => {
  const paths = [
    '/index.html',
    '/../main/index.js',
    '/%2e%2e/main/index.js',
    '/..%2fmain%2findex.js',
    '/%00',
    '/%',
    '/',
  ]
  const statuses = await app.page.evaluate(
    (paths) => Promise.all(paths.map((path) => fetch(path).then(({ status }) => status))),
    paths,
  )
  expect(statuses[0]).toBe(200)
  expect(statuses.slice(1).filter((status) => status !== 403 && status !== 404)).toEqual([])
})

test('K5 even the app itself loads nothing from the network', async () => {
  const other = await launch()
  const loading = other.evaluate(
    ({ BrowserWindow }, url) => BrowserWindow.getAllWindows()[0]?.loadURL(url),
    ELSEWHERE,
  )
  await expect(loading).rejects.toThrow('ERR_BLOCKED_BY_CLIENT')
})

test('K5 starting and starting again makes no request to anywhere else', async () => {
  const quiet = await launch()
  await quiet.ask('health.read')
  expect(quiet.offsite).toEqual([])
  await quiet.restart()
  await quiet.ask('health.read')
  expect(quiet.offsite).toEqual([])
})
