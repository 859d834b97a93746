import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { asked, askedHere, begin, tapedeck, tapedeckHere } from './command.ts'
import { desk, remains, type RunAnswer, SMA } from './desk.ts'
import { marketCsv } from './market.ts'

// Some of these are processes of their own, on machines that are busy with other things.
vi.setConfig({ testTimeout: 120_000 })

test('O1 a journey: import, list, run by symbol and by prefix, show, report, export', async () => {
  const { at, file, folder, home } = desk()
  const imported = await askedHere(['import', file, '--timezone', 'UTC', ...at], folder)
  expect(imported).toMatchObject({
    exit: 0,
    json: {
      datasets: [
        {
          symbol: expect.stringContaining('BTC'),
          timeframe: '1h',
          rows: 1500,
          start: '2020-01-01T00:00:00.000Z',
          dialect: expect.any(String),
          quality: {
            candles: 1500,
            gaps: 0,
            longestGapMs: 0,
            duplicates: 0,
            zeroVolume: 0,
            outliers: 0,
            repairs: [],
          },
        },
      ],
    },
  })
  const [dataset] = (imported.json as { datasets: { datasetId: string; symbol: string }[] }).datasets
  expect((await askedHere(['datasets', ...at], folder)).json).toMatchObject({
    datasets: [{ datasetId: dataset?.datasetId }],
  })
  expect((await askedHere(['strategies', ...at], folder)).json).toMatchObject({
    strategies: expect.arrayContaining(
      [{ id: 'sma-cross', version: expect.any(String), params: expect.any(Array) } as unknown].map((card) =>
        expect.objectContaining(card as object),
      ),
    ),
  })

  const settings = [
    '--capital',
    '5000',
    '--set',
    'fees.takerBps=5',
    '--from',
    '2020-01-10',
    '--to',
    '2020-02-20',
  ]
  const data = dataset?.datasetId.slice(0, 8) ?? ''
  const byPrefix = (await askedHere(['run', '--data', data, ...SMA, ...settings, ...at], folder))
    .json as RunAnswer
  const bySymbol = (
    await askedHere(['run', '--data', dataset?.symbol ?? '', ...SMA, ...settings, ...at], folder)
  ).json as RunAnswer
  expect([bySymbol.runId, bySymbol.reused]).toEqual([byPrefix.runId, true])

  const shown = await askedHere(['show', byPrefix.runId.slice(0, 6), ...at], folder)
  expect(shown.json).toMatchObject({
    manifest: {
      runId: byPrefix.runId,
      inputs: { settings: { capital: '5000', fees: { takerBps: '5' } }, params: { fast: 10, slow: 30 } },
      artifacts: expect.arrayContaining([
        { name: 'trades.jsonl', bytes: expect.any(Number), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      ]),
    },
    metrics: byPrefix.metrics,
  })
  expect((await askedHere(['runs', ...at], folder)).json).toMatchObject({
    runs: [{ runId: byPrefix.runId }],
    total: 1,
  })

  const out = join(folder, 'reports')
  const report = await askedHere(
    ['report', byPrefix.runId, '--format', 'html,json,csv', '--out', out, ...at],
    folder,
  )
  const { files } = report.json as { files: string[] }
  expect(files.length).toBeGreaterThanOrEqual(3)
  for (const name of files) expect(name.startsWith(out) && existsSync(name), name).toBe(true)
  const usual = (await askedHere(['report', byPrefix.runId, ...at], folder)).json as { files: string[] }
  expect(usual.files).toEqual([expect.stringMatching(/\.html$/)])
  expect(usual.files[0]?.startsWith(join(home, 'exports'))).toBe(true)

  const csv = join(folder, 'four-hours.csv')
  const exported = await askedHere(['candles', data, '--timeframe', '4h', '--out', csv, ...at], folder)
  expect(exported.json).toEqual({ file: csv, rows: 375 })
  expect(readFileSync(csv, 'utf8').trimEnd().split('\n')).toHaveLength(376)
  expect(readdirSync(folder).toSorted()).toEqual(['BTCUSD_1h.csv', 'four-hours.csv', 'home', 'reports'])
  expect((await askedHere(['health', ...at], folder)).json).toMatchObject({
    parts: { store: { ok: true, code: 'OK' } },
  })
})

test('O1 for a person: a table, a summary, words instead of JSON, and help', async () => {
  const { at, file, folder } = desk(400)
  const run = await tapedeckHere(['run', '--data', file, '--strategy', 'buy-and-hold', ...at], folder)
  expect(run).toMatchObject({ exit: 0, err: '' })
  expect(run.out).toMatch(/Net profit +-?\d+\.\d{2}\n/)
  expect(run.out).toMatch(/Win rate +– no trades\n/)
  expect((await tapedeckHere(['runs', ...at], folder)).out).toMatch(
    /^Run +Strategy .*\n[0-9a-f]{12} +buy-and-hold/,
  )
  expect((await tapedeckHere(['datasets', ...at], folder)).out).toContain('BTCUSD_1h.csv')
  expect((await tapedeckHere(['help'], folder)).out).toContain('run ')
  const manual = await tapedeckHere(['run', '--help'], folder)
  expect([manual.exit, manual.out]).toEqual([0, expect.stringContaining('--param K=V')])
  expect((await tapedeckHere([], folder)).out).toContain('tapedeck COMMAND')
  expect((await tapedeckHere(['--version'], folder)).out).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test('S3 check answers whether a strategy looks ahead and how many candles it needs', async () => {
  const { at, file, folder } = desk()
  const ask = ['check', 'ema-cross', '--data', file, '--timezone', 'UTC', '--param', 'slow=20', ...at]
  expect(await askedHere(ask, folder)).toEqual({
    exit: 0,
    json: {
      lookahead: false,
      warmup: expect.toSatisfy((warmup: number) => warmup > 100 && warmup < 250),
      need: 20,
      settled: true,
      sampled: expect.any(Number),
      differences: [],
    },
  })
  const coarse = ['check', 'donchian', '--data', file, '--timezone', 'UTC', '--timeframe', '4h', ...at]
  const told = await tapedeckHere(coarse, folder)
  expect(told.out).toContain('donchian sees nothing of later candles')
  expect(told.out).toMatch(/First decision after +20 candles/)
  const refused = async (...words: string[]) =>
    (await askedHere(['check', ...words, ...at], folder)).json as { error: { code: string } }
  expect((await refused('ema-cross')).error.code).toBe('USAGE')
  expect((await refused('ema-crsos', '--data', file, '--timezone', 'UTC')).error.code).toBe(
    'STRATEGY_UNKNOWN',
  )
  const long = ['sma-cross', '--data', file, '--timezone', 'UTC', '--timeframe', '1d', '--param', 'slow=400']
  expect((await refused(...long)).error.code).toBe('DATA_INSUFFICIENT')
})

test('B1.3 Ctrl-C cancels what is under way, leaves nothing and exits with 130', async () => {
  const { at, file, home } = desk(400_000)
  const child = begin(['run', '--data', file, ...SMA, '--json', ...at])
  let out = ''
  child.stdout?.on('data', (part) => (out += String(part)))
  // The home appears when the work begins.
  await expect.poll(() => existsSync(join(home, 'tapedeck.db')), { timeout: 20_000 }).toBe(true)
  child.kill('SIGINT')
  const [exit] = await once(child, 'close')
  expect([exit, JSON.parse(out)]).toEqual([130, { error: expect.objectContaining({ code: 'CANCELLED' }) }])
  expect(remains(home)).toEqual([])
  expect((await asked(['runs', ...at])).json).toEqual({ runs: [], total: 0 })
})

test('O1 npm run tapedeck: a relative path begins where the person stands, not in the project', async () => {
  const { folder, at } = desk(60)
  const env = { npm_lifecycle_event: 'tapedeck', INIT_CWD: folder }
  expect((await tapedeck(['import', 'BTCUSD_1h.csv', ...at], { env })).exit).toBe(0)
})

test('O1 a reader that stops reading (| head) is no trouble', async () => {
  const child = begin(['help'])
  child.stdout?.destroy()
  let err = ''
  child.stderr?.on('data', (part) => (err += String(part)))
  const [exit] = await once(child, 'close')
  expect([exit, err]).toEqual([0, ''])
})

test('O1 serve prints its address, answers there, and ends in order with Ctrl-C', async () => {
  const { at } = desk(10)
  const child = begin(['serve', '--no-open', '--json', ...at])
  const [line] = await once(child.stdout ?? child, 'data')
  const { url } = JSON.parse(String(line)) as { url: string }
  const { origin, hash, port } = new URL(url)
  const headers = { Authorization: `Bearer ${hash.replace('#token=', '')}` }
  const answered = await fetch(`${origin}/api/v1/session`, { headers })
  expect(await answered.json()).toMatchObject({ host: 'loopback', paths: false })

  const second = await asked(['serve', '--no-open', '--port', port, ...at])
  expect(second).toMatchObject({ exit: 3, json: { error: { code: 'PORT_IN_USE' } } })
  // Two processes on one home: nobody is told to go away.
  expect((await asked(['datasets', ...at])).exit).toBe(0)

  child.kill('SIGINT')
  const [exit] = await once(child, 'close')
  expect(exit).toBe(0)
})

test('GA-7 O1 several files after --data are one run over several symbols, in whatever order', async () => {
  const { at, folder } = desk(60)
  for (const [index, symbol] of ['ETH', 'BTC', 'SOL'].entries()) {
    const rows = marketCsv(700 + 100 * index)
    writeFileSync(join(folder, `${symbol}-USD_1h.csv`), rows)
  }
  const files = ['SOL-USD_1h.csv', 'BTC-USD_1h.csv', 'ETH-USD_1h.csv'].map((name) => join(folder, name))
  const words = ['--timezone', 'UTC', '--strategy', 'donchian', '--capital-mode', 'portfolio']
  const first = (await askedHere(['run', '--data', ...files, ...words, ...at], folder)).json as RunAnswer & {
    symbols: { symbol: string; netProfit: number }[]
  }
  expect(first.symbols.map(({ symbol }) => symbol)).toEqual(['BTC-USD', 'ETH-USD', 'SOL-USD'])
  const again = await askedHere(
    ['run', ...words, '--data', 'ETH-USD', 'SOL-USD', '--data', 'BTC-USD', ...at],
    folder,
  )
  expect(again).toMatchObject({ exit: 0, json: { runId: first.runId, reused: true } })

  const told = await tapedeckHere(['show', first.runId.slice(0, 12), ...at], folder)
  expect(told.out).toContain('Donchian breakout on BTC-USD, ETH-USD, SOL-USD 1h')
  expect(told.out).toMatch(/Symbol +Trades +Net +Of the capital\nBTC-USD +\d+ /)
  expect((await tapedeckHere(['runs', ...at], folder)).out).toContain('BTC-USD +2 1h')

  const each = ['run', '--data', 'BTC-USD', 'ETH-USD', '--strategy', 'donchian', '--capital', '500', ...at]
  const apart = (await askedHere(each, folder)).json as RunAnswer
  expect(apart.metrics['finalEquity']?.value).toBeCloseTo(1000 + (apart.metrics['netProfit']?.value ?? 0), 6)

  const refused = async (...data: string[]) =>
    askedHere(['run', '--data', ...data, '--strategy', 'donchian', ...at], folder)
  expect(await refused('BTC-USD', 'BTC-USD')).toMatchObject({
    exit: 3,
    json: { error: { code: 'CONFIG_INVALID', message: 'The candles of BTC-USD are named twice.' } },
  })
  expect(await refused('BTC-USD', 'DOGE')).toMatchObject({ exit: 4 })
})
