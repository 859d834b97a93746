import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { coinbase } from '../../../src/main/ingest/providers/coinbase.ts'
import { refuseWish } from '../../../src/main/ingest/providers/market.ts'
import { millis } from '../../../src/shared/brand.ts'
import { Problem } from '../../../src/shared/problem.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { problemOf } from '../importing.ts'
import { exchange, type Mood, say, walk } from './exchange.ts'
import { fetched, HOUR, LATER, START, type How } from './fetching.ts'

async function refusedBy(mood: Mood, how: How = {}) {
  const market = await exchange({ now: LATER, ...mood })
  const folder = tempFolder()
  const problem = await problemOf(fetched(market.base, { folder, ...how }))
  expect(readdirSync(folder), 'nothing is left behind').toEqual([])
  expect(problem.hint).not.toBe('')
  return { ...problem, requests: market.asked.length }
}

const always = (status: number, text: string): Mood => ({
  instead: (_, response) => say(response, status, text),
})

test.each([
  ['a page of HTML', '<!doctype html><html><script>alert(1)</script>'],
  ['nothing', ''],
  ['half of an answer', '[[1704067200,1,2,1.5,1.7,3],[17040'],
  ['an object', '{"message":"hello"}'],
  ['a number', '42'],
  ['null', 'null'],
  ['rows that are objects', '[{"time":1704067200}]'],
  ['a row with a cell too few', '[[1704067200,1,2,1.5,1.7]]'],
  ['a row with a cell too many', '[[1704067200,1,2,1.5,1.7,3,4]]'],
  ['text for a number', '[[1704067200,"1",2,1.5,1.7,3]]'],
  ['null for a number', '[[1704067200,1,2,1.5,1.7,null]]'],
  ['a list for a number', '[[1704067200,1,2,1.5,1.7,[3]]]'],
  ['a broken time', '[[1704067200.5,1,2,1.5,1.7,3]]'],
  ['a time before all times', '[[-1,1,2,1.5,1.7,3]]'],
  ['a candle between two', '[[1704067201,1,2,1.5,1.7,3]]'],
  ['a high below the low', '[[1704067200,3,2,2.5,2.7,3]]'],
  ['a price of nothing', '[[1704067200,0,2,1.5,1.7,3]]'],
  ['a volume below nothing', '[[1704067200,1,2,1.5,1.7,-3]]'],
  ['a price that nobody pays', '[[1704067200,1,2e300,1.5,1.7,3]]'],
  ['a price of endless digits', `[[1704067200,1,2.${'1'.repeat(5000)},1.5,1.7,3]]`],
  ['two candles of one time', '[[1704067200,1,2,1.5,1.7,3],[1704067200,1,2,1.5,1.8,3]]'],
  ['more than anybody asked for', `[${' '.repeat(1 << 20)}]`],
])('D6 %s is refused, named, and not kept', async (_, text) => {
  const shelf = tempFolder()
  const { code, message, details, requests } = await refusedBy(always(200, text), { shelf })
  expect({ code, requests }).toEqual({ code: 'PROVIDER_REFUSED', requests: 1 })
  expect(message.length).toBeLessThan(300)
  expect(String(details.text).length).toBeLessThanOrEqual(80)
  const sound = await exchange({ now: LATER })
  expect((await fetched(sound.base, { shelf })).series.rows).toBe(10)
})

test('D6 what came is shown as harmless text', async () => {
  const { message } = await refusedBy(always(200, '\u001B[2J\u202E<b>no</b>\u0000'))
  expect(message).toBe(
    'Coinbase answered 200 and “\\x1b[2J\\u202e<b>no</b>\\x00” where candles were expected.',
  )
})

test('D6 the same candle twice in one answer is one candle', async () => {
  const market = await exchange({
    now: LATER,
    trades: (second, length) => `${walk(second, length)},${walk(second, length)}`,
  })
  expect((await fetched(market.base)).series.rows).toBe(10)
})

test('D6 candles beside the stretch that was asked for are left out', async () => {
  const market = await exchange({
    now: LATER,
    instead: (_, response) => {
      const hours = Array.from({ length: 2000 }, (_, hour) => walk(START / 1000 + (1500 - hour) * 3600, 3600))
      return say(response, 200, `[${hours.join(',')}]`)
    },
  })
  const { series } = await fetched(market.base, { from: START + 30 * 60_000, to: START + 400 * HOUR })
  expect([series.rows, series.time[0], series.time.at(-1)]).toEqual([399, START + HOUR, START + 399 * HOUR])
})

test('D6 asked to slow down, we wait as long as we are told and go on', async () => {
  const market = await exchange({
    now: LATER,
    instead(nth, response) {
      if (nth > 1) return false
      response.setHeader('retry-after', nth === 0 ? '0' : new Date(LATER).toUTCString())
      return say(response, 429, '{"message":"Public rate limit exceeded"}')
    },
  })
  expect((await fetched(market.base)).series.rows).toBe(10)
  expect(market.asked.length).toBe(3)
})

test('D6 told to wait longer than a person would, we say so and go', async () => {
  const { code, details, requests } = await refusedBy({
    instead(_, response) {
      response.setHeader('retry-after', '3600')
      return say(response, 429, '')
    },
  })
  expect({ code, requests, wait: details['waitSeconds'] }).toEqual({
    code: 'RATE_LIMITED',
    requests: 1,
    wait: 3600,
  })
})

test('D6 asked to slow down for ever, we give up', async () => {
  const { code, requests } = await refusedBy(always(429, ''))
  expect({ code, requests }).toEqual({ code: 'RATE_LIMITED', requests: 7 })
})

test('D6 a server in trouble is asked a few times more', async () => {
  const market = await exchange({
    now: LATER,
    instead: (nth, response) => nth < 3 && say(response, 502, '<html>Bad gateway</html>'),
  })
  expect((await fetched(market.base)).series.rows).toBe(10)
  const { code, details, requests } = await refusedBy(always(503, 'down'))
  expect({ code, requests, status: details['status'] }).toEqual({
    code: 'PROVIDER_REFUSED',
    requests: 4,
    status: 503,
  })
})

test('D6 a redirect is not followed, neither elsewhere nor here', async () => {
  const elsewhere = await exchange({ now: LATER })
  const { code, requests, details } = await refusedBy({
    instead(_, response) {
      response.setHeader('location', `${elsewhere.base}/products/BTC-USD/candles`)
      return say(response, 302, '')
    },
  })
  expect({ code, requests, text: details.text }).toEqual({
    code: 'PROVIDER_REFUSED',
    requests: 1,
    text: `${elsewhere.base}/products/BTC-USD/candles`,
  })
  expect(elsewhere.asked).toEqual([])
})

test('D6 an answer that does not come, or breaks off, is waited for no longer than it should be', async () => {
  const silent = await refusedBy({ instead: () => true })
  expect([silent.code, silent.requests]).toEqual(['PROVIDER_OFFLINE', 3])
  const brokenOff = await refusedBy({
    instead(_, response) {
      response.setHeader('content-length', '1000')
      response.write('[[17040')
      setTimeout(() => response.destroy(), 5)
      return true
    },
  })
  expect([brokenOff.code, brokenOff.requests]).toEqual(['PROVIDER_OFFLINE', 2])
})

test('D6 without a network the problem is one sentence, and says what can be used without', async () => {
  const market = await exchange({ now: LATER })
  const shelf = tempFolder()
  await fetched(market.base, { shelf, to: START + 250 * HOUR })
  await market.close()
  const problem = await problemOf(fetched(market.base, { shelf, to: START + 2000 * HOUR }))
  expect(problem).toMatchObject({
    code: 'PROVIDER_OFFLINE',
    message: 'Coinbase can not be reached from here.',
    details: { text: 'ECONNREFUSED', loadedUntil: expect.stringMatching(/^2024-01-\d\dT\d\d:00:00Z$/) },
  })
  expect(problem.hint).toContain('end the stretch there')
  const until = Date.parse(String(problem.details['loadedUntil']))
  const { series } = await fetched(market.base, { shelf, to: until })
  expect(series.rows).toBe((until - START) / HOUR)
})

test('D6 a symbol that is not traded there is named', async () => {
  const { code, details } = await refusedBy({}, { symbol: 'NOPE-USD' })
  expect({ code, text: details.text }).toEqual({ code: 'SYMBOL_UNKNOWN', text: 'NOPE-USD' })
})

test('D6 a stretch without any candle makes no dataset, and is not asked for again', async () => {
  const shelf = tempFolder()
  const first = await refusedBy({ trades: () => null }, { shelf })
  const second = await refusedBy({ trades: () => null }, { shelf })
  expect([first.code, first.requests, second.code, second.requests]).toEqual([
    'DATA_INSUFFICIENT',
    1,
    'DATA_INSUFFICIENT',
    0,
  ])
})

test('D6 what has not closed yet is not asked for at all', async () => {
  const { code, requests } = await refusedBy({ now: START }, { now: START })
  expect({ code, requests }).toEqual({ code: 'DATA_INSUFFICIENT', requests: 0 })
})

test('D6 more candles than can be held are refused before anybody is asked', async () => {
  const { code, requests } = await refusedBy({}, { to: LATER, rows: 100 })
  expect({ code, requests }).toEqual({ code: 'LIMIT_ROWS', requests: 0 })
})

test('D6 stopping ends a request that hangs, a wait, and a long load, and leaves no dataset', async () => {
  let stop = false
  const hanging = await refusedBy(
    { instead: () => (stop = true) },
    { manners: { timeoutMs: 60_000 }, stopped: () => stop },
  )
  const waiting = await refusedBy(
    {
      instead(_, response) {
        response.setHeader('retry-after', '50')
        return say(response, 429, '')
      },
    },
    { manners: { mostWaitMs: 60_000 }, stopped: () => true },
  )
  let told = 0
  const long = await refusedBy(
    {},
    { to: START + 3000 * HOUR, progress: () => told++, stopped: () => told > 3 },
  )
  expect([hanging.code, waiting.code, long.code]).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED'])
  expect(long.requests).toBeLessThan(6)
})

test('D6 progress counts candles from none to all of them', async () => {
  const market = await exchange({ now: LATER })
  const heard: [number, number][] = []
  await fetched(market.base, { to: START + 900 * HOUR, progress: (done, of) => heard.push([done, of]) })
  expect(heard[0]).toEqual([0, 900])
  expect(heard.at(-1)).toEqual([900, 900])
  expect(heard.map(([done]) => done)).toEqual(heard.map(([done]) => done).sort((a, b) => a - b))
})

test.each([
  [{ symbol: 'BTC' }, 'SYMBOL_UNKNOWN'],
  [{ symbol: '../../etc-USD' }, 'SYMBOL_UNKNOWN'],
  [{ symbol: 'BTC-USD?x' }, 'SYMBOL_UNKNOWN'],
  [{ timeframe: '4h' }, 'TIMEFRAME_INVALID'],
  [{ to: millis(START) }, 'USAGE'],
] as const)('D6 the wish %o is refused before anything is started', (change, code) => {
  const wish = {
    symbol: 'BTC-USD',
    timeframe: '1h' as const,
    from: millis(START),
    to: millis(LATER),
    ...change,
  }
  expect(() => refuseWish(coinbase, wish)).toThrow(expect.objectContaining({ code }))
  expect(() => refuseWish(coinbase, wish)).toThrow(Problem)
})
