import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { openLog } from '../../src/main/api/log.ts'
import { redacted, redactedText } from '../../src/main/api/redaction.ts'
import type { Door, Request } from '../../src/shared/contract.ts'
import { Problem } from '../../src/shared/problem.ts'
import { drawnSeries, toCsv } from '../support/drawn-series.ts'
import { ended } from '../support/ended.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { workstation } from '../support/workstation.ts'

const canary = (at: number) => `canary${at}xq7vXh2pLr`

/** Under these names in the environment, in addresses, beside cells, in folders, in questions. */
const ENV = ['MY_API_KEY', 'AWS_SECRET_ACCESS_KEY', 'GITHUB_TOKEN', 'DB_PASSWORD', 'SESSION_COOKIE'] as const

function plantInEnvironment(): void {
  const before = { ...process.env }
  ENV.forEach((name, at) => (process.env[name] = canary(at)))
  process.env['REDIS_URL'] = `redis://me:${canary(5)}@queue.example:6379`
  onTestFinished(() => void (process.env = before))
}

/** Columns that nobody asked for hold secrets; the fourth row is bad in one way. */
function csvWithSecrets(bad: string): string {
  const [header = '', ...rows] = toCsv(drawnSeries({ rows: 300 }))
    .trimEnd()
    .split('\n')
  const beside = rows.map((row) => `${row},${canary(6)},token=${canary(7)}`)
  if (bad !== '') beside[3] = bad
  return [`${header},account,note`, ...beside].join('\n')
}

test('P21 twenty planted secrets are in no log, no artifact, no report and no refusal', async () => {
  plantInEnvironment()
  const hidden = path.join(tempFolder(), canary(8), canary(9))
  mkdirSync(hidden, { recursive: true })
  const { client, home } = await workstation()
  const refusals: string[] = []
  const refused = async (request: Request, ask: unknown) => {
    const door: Door = client
    const problem = await door.ask(request, ask).then(
      () => null,
      (error: unknown) => error,
    )
    if (!(problem instanceof Problem)) throw new Error(`${request} was not refused`)
    refusals.push(JSON.stringify(problem.shape))
  }
  const bring = async (name: string, text: string | null) => {
    const file = path.join(hidden, name)
    if (text !== null) writeFileSync(file, text)
    const { operation } = await client.ask('dataset.import', { source: { path: file } })
    const over = await ended(client, operation)
    refusals.push(JSON.stringify(over.problem))
    return over
  }

  const good = await bring('GOOD_1d.csv', csvWithSecrets(''))
  if (good.result?.kind !== 'import') throw new Error(`not imported: ${JSON.stringify(good.problem)}`)
  const { dataset } = good.result
  const secretPrice = `sk_live_${canary(10)}abcdef`
  for (const [name, text] of [
    ['missing.csv', null],
    ['bad-price.csv', csvWithSecrets(`2020-01-04,${secretPrice},2,1,1,5,${canary(11)},x`)],
    ['bad-time.csv', csvWithSecrets(`password=${canary(12)},1,2,1,1,5,${canary(11)},x`)],
    ['binary.csv', `\u0000\u0001${canary(13)}`],
    ['words.csv', `api_key: ${canary(14)}\nnothing here\n`],
  ] as const)
    expect((await bring(name, text)).state, name).toBe('failed')
  await refused('run.start', { datasets: [dataset], strategy: 'sma-cross', params: { token: canary(15) } })
  await refused('run.start', { datasets: [dataset], strategy: 'sma-cross', settings: { secret: canary(16) } })
  await refused('run.start', { datasets: [dataset], strategy: `bearer ${canary(17)}` })
  await refused('dataset.inspect', { source: { path: path.join(hidden, 'nowhere.csv') } })
  await refused('operation.read', { operation: `https://me:${canary(18)}@example.com` })
  await client.ask('preference.write', { name: 'broker', value: canary(19) })

  const { operation, run } = await client.ask('run.start', { datasets: [dataset], strategy: 'sma-cross' })
  expect((await ended(client, operation)).state).toBe('succeeded')
  const report = await client.ask('report.export', { run, formats: ['html', 'json', 'csv'] })
  expect((await ended(client, report.operation)).state).toBe('succeeded')
  openLog(path.join(home, 'logs')).defect(
    new Error(`${canary(0)} in ${hidden}/x.ts`, { cause: { apiKey: canary(1) } }),
    'a test',
  )

  const read = [
    ...filesIn(path.join(home, 'logs')),
    ...filesIn(path.join(home, 'runs')),
    ...filesIn(path.join(home, 'exports')),
  ]
  expect(read.length).toBeGreaterThan(12)
  const places = [
    ...read.map((file) => [file, readFileSync(file, 'latin1')] as const),
    ['refusals', refusals.join('\n')] as const,
  ]
  for (const [place, text] of places) {
    const found = Array.from({ length: 20 }, (_, at) => canary(at)).filter((secret) => text.includes(secret))
    expect([place, found]).toEqual([place, []])
    expect(text.includes(path.dirname(hidden)), place).toBe(false)
  }
  // What a trader needs to act on is still there.
  expect(refusals.join('\n')).toContain('"line":5')
  expect(refusals.join('\n')).toContain('[hidden]')
})

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
}

test.each([
  ['/home/me/secret plans.txt is gone', 'secret plans.txt is gone'],
  ['at Object.<anonymous> (/srv/app/src/main/x.ts:12:3)', 'at Object.<anonymous> (x.ts:12:3)'],
  ['at file:///srv/app/x.ts:1:2', 'at x.ts:1:2'],
  ['C:\\Users\\me\\data\\a.csv is gone', 'a.csv is gone'],
  ['\\\\server\\share\\a.csv', 'a.csv'],
  ['../../etc/passwd and ./a/b', 'passwd and b'],
  ['01/02/2024 and 2024/01/02 stay', '01/02/2024 and 2024/01/02 stay'],
  ['BTC/USD, 24/7, and/or, 1/2', 'BTC/USD, 24/7, and/or, 1/2'],
  ['https://example.com/a/b stays', 'https://example.com/a/b stays'],
  ['postgres://me:pw@host/db', 'postgres://[hidden]@host/db'],
  ['Authorization: Bearer abcdefghijklmnop', 'Authorization: Bearer [hidden]'],
  ['"password": "hunter22"', '"password": "[hidden]"'],
])('K4 %s becomes %s', (text, safe) => {
  expect(redactedText(text, [])).toBe(safe)
})

test('K4 what stands under a secret’s name is hidden at any depth; nothing else changes', () => {
  const facts = { run: 'a', nested: { list: [{ apiKey: 'x', many: 3 }] }, token: { deep: 1 }, none: null }
  expect(redacted(facts, [])).toEqual({
    run: 'a',
    nested: { list: [{ apiKey: '[hidden]', many: 3 }] },
    token: '[hidden]',
    none: null,
  })
})

test('K4 a secret of the environment is hidden wherever it stands', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8 }), fc.string(), fc.string(), (secret, before, after) => {
      expect(redactedText(`${before}${secret}${after}`, [secret])).not.toContain(secret)
    }),
  )
})

test('K4 each line of the log is one JSON object; full, it is put aside, and ten are kept', () => {
  const folder = tempFolder()
  const log = openLog(folder)
  const file = path.join(folder, 'tapedeck.log')
  for (let round = 0; round < 12; round++) {
    log.write('workstation.opened', { round })
    writeFileSync(file, `${readFileSync(file, 'utf8')}${'x'.repeat(10 * 1024 * 1024)}\n`)
  }
  log.write('store.checkpoint', { bytes: 1, text: 'y'.repeat(20_000) })
  const names = readdirSync(folder).sort()
  expect(names).toHaveLength(11)
  expect([existsSync(`${file}.10`), existsSync(`${file}.11`)]).toEqual([true, false])
  const line = readFileSync(file, 'utf8').trimEnd()
  expect(line.length).toBeLessThan(8 * 1024)
  expect(JSON.parse(line)).toMatchObject({
    event: 'store.checkpoint',
    level: 'info',
    time: expect.any(String),
  })
})
