import { createHash } from 'node:crypto'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importCandles } from '../../src/main/ingest/import.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { csv, daily, HEADER, imported, importedFile, problemOf, rowsOf } from './importing.ts'

const THREE = csv(daily(3))

test('D2 a plain file becomes candles, to the digit', async () => {
  const { dataset, series } = await imported(THREE)
  expect(rowsOf(series)).toEqual([
    ['2024-01-01T00:00:00.000Z', 100, 102, 99, 101.5, 1000],
    ['2024-01-02T00:00:00.000Z', 101, 103, 100, 102.5, 1001],
    ['2024-01-03T00:00:00.000Z', 102, 104, 101, 103.5, 1002],
  ])
  expect(dataset).toMatchObject({
    symbol: 'TEST',
    timeframe: '1d',
    timeframes: ['1d', '1w'],
    rows: 3,
    start: Date.UTC(2024, 0, 1),
    end: Date.UTC(2024, 0, 3),
    priceDecimals: 1,
    hasVolume: true,
    dialect: 'csv, header, iso date',
    source: {
      name: 'TEST_1d.csv',
      bytes: THREE.length,
      sha256: createHash('sha256').update(THREE).digest('hex'),
    },
    synthetic: false,
    sparkline: [101.5, 102.5, 103.5],
  })
  expect(dataset.recognised.every(({ because }) => because !== '')).toBe(true)
})

test('D4 the same candles written otherwise are the same dataset', async () => {
  const body = (rows: string[]) => rows.join('\n')
  const epoch = (row: string) => String(Date.parse(`${row.split(',')[0]}T00:00:00Z`))
  const retimed = (row: string, time: string) => [time, ...row.split(',').slice(1)].join(',')
  const rows = daily(30)
  const dialects: Record<string, string> = {
    'with a BOM and CRLF': `\uFEFF${csv(rows).replaceAll('\n', '\r\n')}`,
    'without the last line feed': csv(rows).trimEnd(),
    'separated by semicolons': csv(rows).replaceAll(',', ';'),
    'separated by tabs': csv(rows).replaceAll(',', '\t'),
    'separated by bars': csv(rows).replaceAll(',', '|'),
    'with every cell quoted': csv(rows)
      .trimEnd()
      .split('\n')
      .map((line) =>
        line
          .split(',')
          .map((cell) => `"${cell}"`)
          .join(','),
      )
      .join('\n'),
    'with blanks after the separators': csv(rows).replaceAll(',', ', '),
    'newest first': csv(rows.toReversed()),
    'with zeros at the end of fractions': csv(rows).replaceAll('.5,', '.500,'),
    'with exponents': csv(rows).replaceAll('101.5', '1015e-1'),
    'epoch s': HEADER + body(rows.map((row) => retimed(row, epoch(row).slice(0, -3)))),
    'epoch s ending in .0': HEADER + body(rows.map((row) => retimed(row, `${epoch(row).slice(0, -3)}.0`))),
    'epoch ms': HEADER + body(rows.map((row) => retimed(row, epoch(row)))),
    'epoch us': HEADER + body(rows.map((row) => retimed(row, `${epoch(row)}000`))),
    'epoch ns': HEADER + body(rows.map((row) => retimed(row, `${epoch(row)}000000`))),
    'ISO with Z': HEADER + body(rows.map((row) => retimed(row, `${row.slice(0, 10)}T00:00:00Z`))),
    'ISO with an offset':
      HEADER + body(rows.map((row) => retimed(row, `${row.slice(0, 10)} 05:30:00.000+05:30`))),
    'ISO midnights without a zone':
      HEADER + body(rows.map((row) => retimed(row, `${row.slice(0, 10)} 00:00:00`))),
    'a basic ISO date': HEADER + body(rows.map((row) => retimed(row, row.slice(0, 10).replaceAll('-', '')))),
    'a date with slashes':
      HEADER + body(rows.map((row) => retimed(row, row.slice(0, 10).replaceAll('-', '/')))),
    'a nameless index': csv(rows).replace('time', ''),
    'a counting index beside the time': csv(rows.map((row, i) => `${i},${row}`)).replace('time', ',Date'),
    'titles and comments above the header': `Downloaded from somewhere\n\n# a remark\n${csv(rows)}`,
    'a hint for spreadsheets': `sep=;\n${csv(rows).replaceAll(',', ';')}`,
    'names in capitals and brackets': csv(rows).replace(HEADER, '<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>\n'),
    'a date and a time column': csv(rows.map((row) => row.replace(',', ',00:00,'))).replace(
      'time',
      'Date,Time',
    ),
    'an adjusted close that is not the close': csv(rows.map((row) => row.replace(',', ',55.5,'))).replace(
      'time',
      'time,Adj Close',
    ),
    'blank lines between': csv(rows).replaceAll('\n', '\n\n'),
  }
  const { dataset } = await imported(csv(rows))
  for (const [how, text] of Object.entries(dialects)) {
    const other = await imported(text)
    expect(other.dataset.datasetId, how).toBe(dataset.datasetId)
  }
})

test('D4 importing twice answers that the candles exist', async () => {
  const { job, listener, dataset } = await imported(THREE)
  const again = await importCandles(job, listener)
  expect(again).toEqual({ dataset, existed: true })
})

test('D2 a file that is newest first says so', async () => {
  const { dataset } = await imported(csv(daily(5).toReversed()))
  expect(dataset.dialect).toBe('csv, header, iso date, newest first')
  expect(dataset.recognised).toContainEqual(expect.objectContaining({ what: 'order', value: 'newest first' }))
  expect(dataset.quality.repairs).toEqual([])
})

test('D2 columns are found by name: exact ones first, and those with another meaning never', async () => {
  const header =
    'open_time,close_time,prev. close,Adj Close,Close,Volume USD,volume,quote_volume,high,low,open,open interest'
  const { series, dataset } = await imported(
    `${header}\n2024-01-01,9,8,7,5,1,42,2,6,4,4.5,3\n2024-01-02,9,8,7,5,1,42,2,6,4,4.5,3\n`,
  )
  expect(rowsOf(series)[0]).toEqual(['2024-01-01T00:00:00.000Z', 4.5, 6, 4, 5, 42])
  expect(dataset.recognised).toContainEqual(
    expect.objectContaining({
      what: 'columns',
      value: 'time = open_time, open = open, high = high, low = low, close = Close, volume = volume',
    }),
  )
})

test('D2 a volume of ticks is taken where the other one is always zero', async () => {
  const text = 'time,open,high,low,close,tickvol,vol\n2024-01-01,1,1,1,1,7,0\n2024-01-02,1,1,1,1,8,0\n'
  const { series } = await imported(text)
  expect([...series.volume]).toEqual([7n, 8n])
  const both = await imported(text.replaceAll(',0\n', ',3\n'))
  expect([...both.series.volume]).toEqual([3n, 3n])
})

test('D2 volume is optional, and what a file holds besides is left alone', async () => {
  const { dataset } = await imported(
    'time,note,open,high,low,close\n2024-01-01,"=1+1 ""x"", y",1,1,1,1\n2024-01-02,NaN,1,1,1,1\n',
  )
  expect(dataset).toMatchObject({ hasVolume: false, quality: { zeroVolume: 0, zeroVolumePct: 0 } })
})

test.each([
  ['GOOG_1d.csv', 'GOOG'],
  ['BINANCE_BTCUSDT, 60.csv', 'BTCUSDT'],
  ['BTCUSD_1h_2017_bitfinex.csv', 'BTCUSD'],
  ['NEARUSDT-1m-2026-06.csv', 'NEARUSDT'],
  ['EURUSD60.csv', 'EURUSD'],
  ['ETH-USD.csv.gz', 'ETH-USD'],
  ['daily_IBM.csv', 'IBM'],
  ['my_AAPL_1d.csv', 'AAPL'],
  ['brk.b_1d.txt', 'BRK.B'],
  ['^spx_d.csv', '^SPX'],
  ['../../etc/passwd', 'ETC-PASSWD'],
  ['<script>alert(1)</script>.csv', 'SCRIPTALERT1-SCRIPT'],
  [`${'A'.repeat(80)}.csv`, 'A'.repeat(40)],
  ['1d.csv', 'UNKNOWN'],
])('D2 the name %s says the symbol is %s', async (name, symbol) => {
  const { dataset } = await imported(THREE, { name })
  expect(dataset.symbol).toBe(symbol)
})

test('D2 a symbol column and a setting each beat the name of the file', async () => {
  const text = 'symbol,time,open,high,low,close\nBTC/USDT,2024-01-01,1,1,1,1\nBTC/USDT,2024-01-02,1,1,1,1\n'
  expect((await imported(text)).dataset.symbol).toBe('BTC-USDT')
  expect((await imported(text, { settings: { symbol: ' eth:usd ' } })).dataset.symbol).toBe('ETH-USD')
})

test('D4 numbers keep every digit: beyond doubles, with exponents, at changing decimals', async () => {
  const { series } = await imported(
    'time,open,high,low,close,volume\n2024-01-01,1,1,1,1,39583958395.12345678\n' +
      '2024-01-02,0.00002853,1.5e0,285.3e-7,0.1,9007199254.740993\n2024-01-03,1,1.25,1,1,0\n',
  )
  expect(series.priceDecimals).toBe(8)
  expect([...series.low]).toEqual([100_000_000, 2853, 100_000_000])
  expect([...series.high]).toEqual([100_000_000, 150_000_000, 125_000_000])
  expect(series.volumeDecimals).toBe(8)
  expect([...series.volume]).toEqual([3_958_395_839_512_345_678n, 900_719_925_474_099_300n, 0n])
})

test('D3 the noise of a binary fraction is rounded away, and that is recorded', async () => {
  const { series, dataset } = await imported(
    'time,open,high,low,close,volume\n2024-01-01,1.0715999999999999,1.1,1,1.0716,0.17600000000000002\n2024-01-02,1,1,1,1,1\n',
  )
  expect(rowsOf(series)[0]).toEqual(['2024-01-01T00:00:00.000Z', 1.0716, 1.1, 1, 1.0716, 0.176])
  expect(dataset.recognised).toContainEqual(expect.objectContaining({ what: 'numbers' }))
})

test('D9 lines that straddle blocks come out whole, progress only goes up', async () => {
  const minutes = Array.from({ length: 30_000 }, (_, i) => {
    const time = new Date(Date.UTC(2024, 0, 1) + i * 60_000).toISOString()
    return `${time},${i + 1}.25,${i + 3}.5,${i + 1},${i + 2}.125,${i}.001`
  })
  const { series, progress } = await imported(csv(minutes))
  expect(series.rows).toBe(30_000)
  expect([...series.close].every((ticks, i) => ticks === (i + 2) * 1000 + 125)).toBe(true)
  expect(series.volume.every((units, i) => units === BigInt(i * 1000 + 1))).toBe(true)
  expect(progress.length).toBeGreaterThan(10)
  expect(progress).toEqual(progress.toSorted((a, b) => a - b))
  expect(progress.at(-1)).toBe(csv(minutes).length)
})

test('D4 any candles with exact decimals come back as they were', async () => {
  const candle = fc
    .tuple(fc.nat(9e8), fc.nat(9e8), fc.nat(9e8), fc.nat(9e8), fc.bigInt(0n, 10n ** 15n))
    .map(([a, b, c, d, volume]) => ({
      open: a + 1,
      high: Math.max(a, b, c, d) + 1,
      low: Math.min(a, c, d) + 1,
      close: d + 1,
      volume,
    }))
  const decimals = fc.nat(6)
  await fc.assert(
    fc.asyncProperty(
      fc.array(candle, { minLength: 2, maxLength: 20 }),
      decimals,
      async (candles, decimals) => {
        const text = (units: number | bigint) => {
          const digits = String(units).padStart(decimals + 1, '0')
          return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
        }
        const rows = candles.map(({ open, high, low, close, volume }, i) =>
          [1_700_000_000 + i * 60, text(open), text(high), text(low), text(close), text(volume)].join(','),
        )
        const { series } = await imported(csv(rows))
        const up = 10 ** (decimals - series.priceDecimals)
        const volumeUp = 10n ** BigInt(decimals - series.volumeDecimals)
        expect([...series.open].map((ticks) => ticks * up)).toEqual(candles.map(({ open }) => open))
        expect([...series.high].map((ticks) => ticks * up)).toEqual(candles.map(({ high }) => high))
        expect([...series.low].map((ticks) => ticks * up)).toEqual(candles.map(({ low }) => low))
        expect([...series.close].map((ticks) => ticks * up)).toEqual(candles.map(({ close }) => close))
        expect([...series.volume].map((units) => units * volumeUp)).toEqual(
          candles.map(({ volume }) => volume),
        )
      },
    ),
    { numRuns: 60 },
  )
})

test('T5 a link to a file is followed, a link to a folder or a device is refused', async () => {
  const folder = tempFolder()
  writeFileSync(path.join(folder, 'real.csv'), THREE)
  symlinkSync(path.join(folder, 'real.csv'), path.join(folder, 'link.csv'))
  expect((await importedFile(path.join(folder, 'link.csv'))).dataset.rows).toBe(3)
  mkdirSync(path.join(folder, 'inner'))
  symlinkSync(path.join(folder, 'inner'), path.join(folder, 'folder.csv'))
  symlinkSync('/dev/zero', path.join(folder, 'device.csv'))
  for (const name of ['folder.csv', 'device.csv', 'inner']) {
    const problem = await problemOf(importedFile(path.join(folder, name)))
    expect(problem.code, name).toBe('FILE_UNREADABLE')
  }
})
