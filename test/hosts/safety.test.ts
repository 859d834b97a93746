import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { asked, askedHere, begin, tapedeckHere } from './command.ts'
import { desk, SMA } from './desk.ts'
import { at, bearer, call, codeOf, house, knock, loopbackHouse, over, textAt } from './loopback-house.ts'
import { marketCsv } from './market.ts'

loopbackHouse()

test('K1 kill-switch on and off: it says how it stands, wants a reason, and refuses with exit 5 between', async () => {
  const { at: home, file, folder } = desk(300)
  const here = (...words: string[]) => askedHere([...words, ...home], folder)
  expect(await here('kill-switch')).toMatchObject({ exit: 0, json: { engaged: false, by: [] } })
  expect(await here('kill-switch', 'on')).toMatchObject({ exit: 2, json: { error: { code: 'USAGE' } } })
  expect(await here('kill-switch', 'maybe', '--reason', 'x')).toMatchObject({ exit: 2 })
  expect(await here('run', '--data', file, ...SMA)).toMatchObject({ exit: 0, json: { reused: false } })
  expect(await here('kill-switch', 'on', '--reason', 'a drill')).toMatchObject({
    exit: 0,
    json: { engaged: true, by: ['switch'], reason: 'a drill', at: expect.stringContaining('T') },
  })
  expect(await here('run', '--data', 'BTCUSD', ...SMA)).toMatchObject({ exit: 0, json: { reused: true } })
  expect(await here('run', '--data', 'BTCUSD', '--strategy', 'donchian')).toMatchObject({
    exit: 5,
    json: { error: { code: 'KILL_SWITCH_ON', details: { reason: 'a drill' } } },
  })
  expect(await here('health')).toMatchObject({
    exit: 6,
    json: { ok: false, parts: { killSwitch: { ok: false, code: 'KILL_SWITCH_ON' } } },
  })
  const words = await tapedeckHere(['kill-switch', ...home], folder)
  expect(words.out).toContain('ENGAGED')
  expect(await here('kill-switch', 'off', '--reason', 'it was a drill')).toMatchObject({
    json: { engaged: false },
  })
  expect(await here('run', '--data', 'BTCUSD', '--strategy', 'donchian')).toMatchObject({ exit: 0 })
})

test('K1 --read-only refuses what would be made with exit 5, and shows what is there', async () => {
  const { at: home, file, folder } = desk(300)
  const here = (...words: string[]) => askedHere([...words, ...home], folder)
  expect(await here('import', file)).toMatchObject({ exit: 0 })
  expect(await here('run', '--data', 'BTCUSD', ...SMA, '--read-only')).toMatchObject({
    exit: 5,
    json: { error: { code: 'RUN_CREATION_DISABLED' } },
  })
  expect(await here('datasets', '--read-only')).toMatchObject({ exit: 0 })
})

test('K2 limits are listed and set by name, and looser than usual only on purpose', async () => {
  const { at: home, file, folder } = desk(300)
  const here = (...words: string[]) => askedHere([...words, ...home], folder)
  const { json } = await here('limits', '--set', 'rows=299')
  expect(at(json, 'limits')).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: 'rows', value: 299, usual: 10_000_000 })]),
  )
  expect(await here('import', file)).toMatchObject({ exit: 5, json: { error: { code: 'LIMIT_ROWS' } } })
  expect(await here('limits', '--set', 'rows=20000000')).toMatchObject({
    exit: 3,
    json: { error: { code: 'LIMIT_INVALID', details: { field: 'rows' } } },
  })
  expect(await here('limits', '--set', 'rows=20000000', '--advanced')).toMatchObject({ exit: 0 })
  expect(await here('limits', '--set', 'rows=usual')).toMatchObject({ exit: 0 })
  expect(await here('limits', '--set', 'colour=5')).toMatchObject({ exit: 2 })
  expect(await here('limits', '--set', 'rows')).toMatchObject({ exit: 2 })
  expect(await here('import', file)).toMatchObject({ exit: 0 })
})

test('O2 a command of another terminal lists, cancels and retries what this one began', async () => {
  const { at: home, folder } = desk(60)
  const big = join(folder, 'BIG_1m.csv')
  writeFileSync(big, marketCsv(400_000, Date.UTC(2020, 0, 1), 60_000))
  const child = begin(['import', big, '--timezone', 'UTC', ...home])
  const exited = once(child, 'exit')
  const here = (...words: string[]) => askedHere([...words, ...home], folder)
  const running = async () => textAt((await here('operations')).json, 'operations', '0', 'id')
  await expect.poll(running, { timeout: 20_000 }).toMatch(/^[0-9a-f-]{36}$/)
  const id = await running()
  expect(await here('cancel', id.slice(0, 8))).toMatchObject({ exit: 0, json: { operation: { id } } })
  expect(await exited).toEqual([130, null])
  expect(await here('cancel', id)).toMatchObject({
    exit: 3,
    json: { error: { code: 'OPERATION_NOT_CANCELLABLE', details: { state: 'cancelled' } } },
  })
  expect(await here('retry', id)).toMatchObject({ exit: 0, json: { operation: { state: 'succeeded' } } })
  expect(await here('operations', '--state', 'cancelled')).toMatchObject({ json: { operations: [{ id }] } })
  expect(await here('operations', '--state', 'gone')).toMatchObject({ exit: 2 })
  expect(await here('cancel', 'nothing')).toMatchObject({ exit: 4 })
})

test('K3 J-S5c health of a store that can not be opened is told part by part, with exit 6', async () => {
  const { at: home, folder, home: place } = desk(60)
  await askedHere(['datasets', ...home], folder)
  writeFileSync(join(place, 'tapedeck.db'), 'this is no database, and long enough to be one')
  const { exit, json } = await askedHere(['health', ...home], folder)
  expect([exit, at(json, 'ok'), at(json, 'parts', 'store', 'code')]).toEqual([6, false, 'STORE_CORRUPT'])
})

test('P9 the environment engages it for a process, and nothing but its end releases it', async () => {
  const { at: home, file } = desk(60)
  const env = { TAPEDECK_KILL: '1' }
  expect(await asked(['import', file, ...home], { env })).toMatchObject({
    exit: 5,
    json: { error: { code: 'KILL_SWITCH_ON', details: { by: ['environment'] } } },
  })
  expect(await asked(['import', file, ...home])).toMatchObject({ exit: 0 })
})

test('B2.3 K1 over HTTP: the switch refuses with 403, a run that exists is answered with 200', async () => {
  const body = marketCsv(300)
  const headers = { ...bearer(), 'content-type': 'text/csv' }
  const path = '/api/v1/datasets?name=BTCUSD_1h.csv'
  const sent = await knock({ method: 'POST', path, headers, body })
  expect(sent.status).toBe(202)
  const imported = await over(textAt(sent.json, 'operation'))
  const dataset = textAt(imported, 'result', 'dataset')
  const start = (strategy: string) => call('POST', '/runs', { datasets: [dataset], strategy })
  const first = await start('donchian')
  await over(textAt(first.json, 'operation'))
  expect((await call('POST', '/kill-switch', { engaged: true, reason: 'a drill' })).status).toBe(200)
  expect(at((await call('GET', '/safety')).json, 'killSwitch', 'engaged')).toBe(true)
  const refused = await start('macd')
  expect([refused.status, codeOf(refused)]).toEqual([403, 'KILL_SWITCH_ON'])
  expect((await start('donchian')).status).toBe(200)
  const again = await knock({ method: 'POST', path, headers, body })
  expect([again.status, codeOf(again)]).toEqual([403, 'KILL_SWITCH_ON'])
  expect((await call('POST', '/kill-switch', { engaged: false, reason: 'over' })).status).toBe(200)
  expect((await start('macd')).status).toBe(202)
})

test('D1 a file whose sender goes away in the middle is not kept', async () => {
  const socket = connect({ host: '127.0.0.1', port: house.port })
  const head = [
    'POST /api/v1/datasets?name=half.csv HTTP/1.1',
    `Host: 127.0.0.1:${house.port}`,
    `Authorization: Bearer ${house.token}`,
    'Content-Type: text/csv',
    'Content-Length: 3000000',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n${'x'.repeat(1_500_000)}`)
  const held = () => readdirSync(join(house.folder, 'data', 'uploads')).length
  await expect.poll(held, { timeout: 10_000 }).toBe(1)
  socket.destroy()
  await expect.poll(held, { timeout: 10_000 }).toBe(0)
})

test('T9 K2 more changes in a minute than the limit are refused with 429, and reading goes on', async () => {
  expect((await call('POST', '/limits', { name: 'apiChangesPerMinute', value: 1 })).status).toBe(200)
  const refused = await call('POST', '/ask/dataset.demo', {})
  expect([refused.status, codeOf(refused)]).toEqual([429, 'RATE_LIMITED'])
  expect((await call('GET', '/limits')).status).toBe(200)
})
