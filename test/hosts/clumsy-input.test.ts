import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempFolder } from '../support/temp-folder.ts'
import { asked, askedHere, tapedeckHere } from './command.ts'
import { desk, remains, SMA } from './desk.ts'
import { marketCsv } from './market.ts'

test.each([
  [['frobnicate'], 2, 'USAGE', 'tapedeck help'],
  [['improt', 'a.csv'], 2, 'USAGE', 'Did you mean import?'],
  [['import'], 2, 'USAGE', 'FILE'],
  [['import', 'nowhere.csv'], 4, 'FILE_NOT_FOUND', ''],
  [['import', '.'], 3, 'FILE_UNREADABLE', ''],
  [['import', 'empty.csv'], 3, 'CSV_EMPTY', ''],
  [['import', 'good.csv', '--repair', 'magic'], 2, 'USAGE', 'drop-bad'],
  [['import', 'good.csv', '--symbol'], 2, 'USAGE', '--symbol S'],
  [['run', '--data', 'good.csv'], 2, 'USAGE', 'strategies'],
  [['run', '--strategy', 'donchian'], 2, 'USAGE', 'datasets'],
  [['run', '--data', 'good.csv', '--data', 'good.csv', ...SMA], 3, 'CONFIG_INVALID', 'once'],
  [['run', '--data', 'good.csv', '--strategy', 'sma-crsos'], 4, 'STRATEGY_UNKNOWN', ''],
  [['run', '--data', 'good.csv', ...SMA, '--param', 'fast'], 2, 'USAGE', 'name=value'],
  [['run', '--data', 'good.csv', ...SMA.slice(0, 2), '--param', 'fast=40'], 3, 'STRATEGY_PARAMS_INVALID', ''],
  [['run', '--data', 'good.csv', ...SMA.slice(0, 2), '--param', 'fsat=40'], 3, 'STRATEGY_PARAMS_INVALID', ''],
  [['run', '--data', 'good.csv', ...SMA, '--set', 'fees.takerBps=cheap'], 3, 'CONFIG_INVALID', ''],
  [['run', '--data', 'good.csv', ...SMA, '--set', 'colour=red'], 3, 'CONFIG_INVALID', ''],
  [['run', '--data', 'good.csv', ...SMA, '--capital', '-5'], 3, 'CONFIG_INVALID', ''],
  [['run', '--data', 'good.csv', ...SMA, '--from', 'yesterday'], 2, 'USAGE', '2017-06-30'],
  [['run', '--data', 'good.csv', ...SMA, '--timeframe', 'fortnight'], 2, 'USAGE', ''],
  [['run', '--data', 'NOSUCH', ...SMA], 4, 'DATASET_NOT_FOUND', ''],
  [['show', 'abcdef'], 4, 'RUN_NOT_FOUND', 'runs'],
  [['show', '../../etc'], 4, 'RUN_NOT_FOUND', ''],
  [['show'], 2, 'USAGE', 'RUN'],
  [['report', 'abcdef', '--format', 'docx'], 2, 'USAGE', 'html'],
  [['candles', 'NOSUCH', '--out', 'x.csv'], 4, 'DATASET_NOT_FOUND', ''],
  [['candles', 'NOSUCH'], 2, 'USAGE', ''],
  [['serve', '--port', 'eighty'], 2, 'USAGE', '65535'],
  [['runs', '--home', ''], 2, 'USAGE', '--home DIR'],
  [['runs', '--home', 'good.csv'], 6, 'STORE_UNAVAILABLE', ''],
  [['runs', '--limit', 'all'], 2, 'USAGE', ''],
] as const)('B4 %j exits with %i %s', async (words, exit, code, hint) => {
  const { folder, home } = desk(60)
  writeFileSync(join(folder, 'empty.csv'), '')
  writeFileSync(join(folder, 'good.csv'), marketCsv(300))
  const at = words.some((word) => word === '--home') ? [] : ['--home', home]
  const answer = await askedHere([...words, ...at], folder)
  expect(answer.json).toEqual({
    error: {
      code,
      message: expect.any(String),
      hint: expect.stringContaining(hint),
      details: expect.any(Object),
    },
  })
  expect(answer.exit).toBe(exit)
  const { error } = answer.json as { error: { message: string; hint: string } }
  expect(error.message).toMatch(/\S/)
  expect(error.hint).toMatch(/\S/)
  expect(JSON.stringify(error)).not.toMatch(/node_modules|\.ts:\d| at \w+ \(/)
  expect(remains(home)).toEqual([])
})

test('J-4 a refused file names its line, its column and its text, for scripts and for people', async () => {
  const { folder, at } = desk(60)
  const lines = marketCsv(60).split('\n')
  lines[7] = lines[7]?.replace(/^([^,]+),[^,]+/, '$1,abc') ?? ''
  writeFileSync(join(folder, 'bad.csv'), lines.join('\n'))
  const { json, exit } = await askedHere(['import', 'bad.csv', ...at], folder)
  expect([exit, json]).toEqual([
    3,
    {
      error: expect.objectContaining({
        code: 'CSV_NUMBER_INVALID',
        details: expect.objectContaining({ line: 8, text: 'abc' }),
      }),
    },
  ])
  const said = await tapedeckHere(['import', 'bad.csv', ...at], folder)
  expect([said.exit, said.out]).toEqual([3, ''])
  expect(said.err).toMatch(/line 8/)
  expect(said.err).toMatch(/\[CSV_NUMBER_INVALID\]\n$/)
  expect((await askedHere(['datasets', ...at], folder)).json).toEqual({ datasets: [] })
})

test('D1 of several files the refused one is named, and those before it are in the library', async () => {
  const { folder, at } = desk(60)
  writeFileSync(join(folder, 'empty.csv'), '')
  const { json, exit } = await askedHere(['import', 'BTCUSD_1h.csv', 'empty.csv', ...at], folder)
  expect([exit, json]).toEqual([
    3,
    {
      error: expect.objectContaining({
        code: 'CSV_EMPTY',
        message: expect.stringMatching(/^empty\.csv: /),
        details: expect.objectContaining({ file: 'empty.csv' }),
      }),
    },
  ])
  expect((await askedHere(['datasets', ...at], folder)).json).toMatchObject({ datasets: [{ rows: 60 }] })
})

test.skipIf(process.getuid?.() === 0)(
  'R3 a home that can not be written is said in one sentence',
  async () => {
    const folder = tempFolder()
    const locked = join(folder, 'locked')
    mkdirSync(locked)
    chmodSync(locked, 0o500)
    expect(await asked(['runs', '--home', join(locked, 'home')])).toMatchObject({
      exit: 6,
      json: { error: { code: 'STORE_UNAVAILABLE' } },
    })
  },
)
