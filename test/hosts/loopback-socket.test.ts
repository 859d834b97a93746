import { once } from 'node:events'
import type { OutgoingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { pack, unpack } from '../../src/shared/wire.ts'
import { house, loopbackHouse } from './loopback-house.ts'

const MIB = 1024 * 1024

loopbackHouse()

const offer = (protocols: string[], headers: OutgoingHttpHeaders = {}, path = '/socket') =>
  new WebSocket(`ws://127.0.0.1:${house.port}${path}`, protocols, { headers })

async function outcome(socket: WebSocket): Promise<string | number> {
  return Promise.race([
    once(socket, 'open').then(() => socket.protocol),
    once(socket, 'unexpected-response').then(([, response]) => Number(response.statusCode)),
  ])
}

test('T9 the socket opens for who has the token and comes from here, and for nobody else', async () => {
  expect(await outcome(offer(['tapedeck', house.token]))).toBe('tapedeck')
  expect(await outcome(offer(['tapedeck', house.token], { origin: `http://127.0.0.1:${house.port}` }))).toBe(
    'tapedeck',
  )
  expect(await outcome(offer(['tapedeck']))).toBe(401)
  expect(await outcome(offer([house.token]))).toBe(401)
  expect(await outcome(offer(['tapedeck', 'A'.repeat(43)]))).toBe(401)
  expect(await outcome(offer(['tapedeck', house.token], { origin: 'https://evil.example' }))).toBe(401)
  expect(await outcome(offer(['tapedeck', house.token], { host: `evil.example:${house.port}` }))).toBe(401)
  expect(await outcome(offer(['tapedeck', house.token], {}, '/elsewhere'))).toBe(404)
})

test.each([
  ['text', '{"id":1,"request":"run.list","ask":{}}', 1003],
  ['bytes that are no frame', Buffer.from([9, 9, 9]), 1007],
  ['a frame without a question', Buffer.from(pack({ hello: 1 })), 1007],
  ['a question whose number is none', Buffer.from(pack({ id: 'x', request: 'run.list', ask: {} })), 1007],
  ['a frame of more than 2 MiB', Buffer.alloc(2 * MIB + 1), 1009],
])('T11 a socket that sends %s is closed', async (_what, frame, code) => {
  const socket = offer(['tapedeck', house.token])
  await once(socket, 'open')
  socket.send(frame)
  const [closed] = await once(socket, 'close')
  expect(closed).toBe(code)
})

test('O1 a request that nobody knows is answered with a problem, and the socket stays', async () => {
  const socket = offer(['tapedeck', house.token])
  await once(socket, 'open')
  socket.send(pack({ id: 7, request: 'run.delete', ask: {} }))
  const [refused] = await once(socket, 'message')
  expect(unpack(refused)).toMatchObject({
    is: 'answer',
    id: 7,
    envelope: { ok: false, problem: { code: 'USAGE' } },
  })
  socket.send(pack({ id: 8, request: 'run.list', ask: {} }))
  const [answered] = await once(socket, 'message')
  expect(unpack(answered)).toMatchObject({ is: 'answer', id: 8, envelope: { ok: true } })
  socket.close()
})
