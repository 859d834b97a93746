import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/main/ingest/import.ts'
import { inspectCandles } from '../../src/main/ingest/inspect.ts'
import type { ImportSettings } from '../../src/shared/dataset.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { csv, daily, imported, problemOf } from './importing.ts'

async function inspected(content: string | Uint8Array, settings: ImportSettings = {}, stopped = () => false) {
  const file = path.join(tempFolder(), 'handed-over')
  writeFileSync(file, content)
  const job = { path: file, name: 'TEST_1d.csv', settings, limits: DEFAULT_LIMITS }
  return inspectCandles(job, { stopped, progress: () => {} })
}

const rows = daily(30)
/** A row as a German spreadsheet writes it: day first, the close in front, decimal commas. */
function german(row: string): string {
  const [day = '', open = '', high = '', low = '', close = ''] = row.split(',')
  const cells = [close, open, high, low].map((cell) => Number(cell).toFixed(2).replace('.', ','))
  return [day.split('-').toReversed().join('.'), ...cells].join(';')
}

test('A6 raw lines stand beside what was read from them', async () => {
  const text = `a title\n\n# a remark\n${csv(rows)}`
  const { lines, rows: count, complete, refusal, problems, columns } = await inspected(text)
  expect({ count, complete, refusal, problems }).toEqual({
    count: 30,
    complete: true,
    refusal: null,
    problems: [],
  })
  expect(columns).toEqual(['time', 'open', 'high', 'low', 'close', 'volume'])
  expect(lines.map(({ is }) => is)).toEqual([
    'title',
    'remark',
    'remark',
    'header',
    ...rows.map(() => 'candle'),
  ])
  expect(lines[4]).toEqual({
    line: 5,
    text: '2024-01-01,100,102,99,101.5,1000',
    is: 'candle',
    candle: {
      time: Date.UTC(2024, 0, 1),
      open: '100.0',
      high: '102.0',
      low: '99.0',
      close: '101.5',
      volume: '1000',
    },
    problem: null,
  })
})

test('A6 how it would be read is told as settings, and an import with them reads the same', async () => {
  const text = 'Datum;Schluss;Eröffnung;Hoch;Tief\n' + rows.map(german).join('\n')
  const { settings, preview } = await inspected(text)
  expect(settings).toEqual({
    delimiter: 'semicolon',
    decimal: 'comma',
    dateOrder: 'dmy',
    stamp: 'start',
    columns: { time: 1, close: 2, open: 3, high: 4, low: 5 },
  })
  expect((await imported(text, { settings })).dataset.datasetId).toBe(
    (await imported(text)).dataset.datasetId,
  )
  expect(preview).toHaveLength(30)
  expect(preview.slice(0, 2)).toEqual([101.5, 102.5])
})

test('A6 lines around a problem far down are shown with their neighbours', async () => {
  const long = daily(3000)
  const text = csv(long.with(2499, '2030-11-04,x,105,102,104,1'))
  const { lines, problems } = await inspected(text, { repair: ['drop-bad'] })
  expect(lines.slice(200).map(({ line, is }) => [line, is])).toEqual([
    [2499, 'candle'],
    [2500, 'candle'],
    [2501, 'bad'],
    [2502, 'candle'],
    [2503, 'candle'],
  ])
  expect(lines[202]).toMatchObject({ text: '2030-11-04,x,105,102,104,1', candle: null, problem: problems[0] })
  expect(lines[201]?.candle?.time).toBe(Date.parse(long[2498]?.slice(0, 10) ?? ''))
})

test('A6 what is recognised and what the file is like are those of an import', async () => {
  const text = csv(rows.filter((_, i) => i !== 10 && i !== 11))
  const { recognised, about } = await inspected(text)
  const { dataset } = await imported(text)
  expect(recognised).toEqual(dataset.recognised)
  expect(dataset).toMatchObject(about ?? {})
  expect(about?.quality.gaps).toBe(1)
})

test('A6 every bad row is named with its message, and what would refuse the file', async () => {
  const text = csv(rows.with(3, '2024-01-04,x,105,102,104,1').with(7, '2024-01-08,1,2'))
  const { lines, problems, refusal, about } = await inspected(text)
  expect(problems).toEqual([
    expect.objectContaining({ code: 'CSV_NUMBER_INVALID', line: 5, column: 2, text: 'x' }),
    expect.objectContaining({ code: 'CSV_ROW_TRUNCATED', line: 9, column: 3 }),
  ])
  expect(problems.every(({ message, hint }) => message !== '' && hint !== '')).toBe(true)
  expect(refusal).toMatchObject({ code: 'CSV_NUMBER_INVALID', details: { line: 5 } })
  expect(about).toBe(null)
  expect(lines.filter(({ is }) => is === 'bad').map(({ line }) => line)).toEqual([5, 9])
  const mended = await inspected(text, { repair: ['drop-bad'] })
  expect(mended.refusal).toBe(null)
  expect(mended.problems).toHaveLength(2)
  expect(mended.about).toMatchObject({ rows: 28, quality: { repairs: [{ repair: 'drop-bad', rows: 2 }] } })
})

test('A6 rows that are out of order or come twice are named', async () => {
  const { problems } = await inspected(csv([...rows.slice(0, 5), rows[2]!, ...rows.slice(5)]))
  expect(problems).toMatchObject([{ code: 'CSV_TIMESTAMP_DUPLICATE', line: 7, column: 1 }])
  const { problems: late } = await inspected(csv([...rows.slice(0, 3), ...rows.slice(4), rows[3]!]))
  expect(late).toMatchObject([{ code: 'CSV_NOT_SORTED', line: 31 }])
})

test('A6 a file that is not understood still shows its lines, and where it stops', async () => {
  const { lines, refusal, recognised, columns } = await inspected('time,open,high,low\n2024-01-01,1,2,3\n')
  expect(refusal?.code).toBe('CSV_COLUMNS_MISSING')
  expect(lines.map(({ is, text }) => [is, text])).toEqual([
    ['bad', 'time,open,high,low'],
    ['title', '2024-01-01,1,2,3'],
  ])
  expect(recognised).toContainEqual(expect.objectContaining({ what: 'encoding' }))
  expect(columns).toEqual(['time', 'open', 'high', 'low'])
  expect((await problemOf(inspected('{"error": 1}'))).code).toBe('CSV_DIALECT_UNKNOWN')
})

test('A6 candles stamped at their end are shown by their beginning', async () => {
  const text = 'time,open,high,low,close\n1704070800,1,1,1,1\n1704074400,1,1,1,1\n1704078000,1,1,1,1\n'
  for (const content of [
    text,
    text.replace('1704070800', '1704078000').replace(/1704078000(?=,1,1,1,1\n$)/, '1704070800'),
  ]) {
    const { lines, about } = await inspected(content, { stamp: 'end', repair: ['sort'] })
    expect(about?.start).toBe(1_704_067_200_000)
    expect(lines.map(({ candle }) => candle?.time ?? 0)).toContain(1_704_067_200_000)
    expect(lines.map(({ candle }) => candle?.time ?? 0)).not.toContain(1_704_078_000_000)
  }
})

test('A6 the answer is plain data of less than a megabyte, however wide the lines and many the problems', async () => {
  const wide = daily(1000).map((row) => `${row},"\u0007${'<b>\u202e'.repeat(5000)}"`)
  for (const content of [
    `time,open,high,low,close,volume,note\n${wide.join('\n')}\n`,
    csv(daily(1000).map(() => 'x'.repeat(60_000))),
  ]) {
    const inspection = await inspected(content)
    expect(JSON.stringify(inspection).length).toBeLessThan(300_000)
    expect(structuredClone(inspection)).toEqual(inspection)
    expect(inspection.lines.length).toBeLessThanOrEqual(200)
    expect(inspection.problems.length).toBeLessThanOrEqual(100)
  }
})

test('A6 of a very large file the beginning is looked at, and that is said', async () => {
  const row = ',100,102,99,101.5,1000\n'
  const minutes = Array.from({ length: 900_000 }, (_, i) => `${1_600_000_000 + i * 60}000000000${row}`)
  const {
    complete,
    rows: count,
    about,
    refusal,
  } = await inspected(
    `time,open,high,low,close,volume,note\n${minutes.join('').replaceAll('\n', `,${'n'.repeat(40)}\n`)}`,
  )
  expect({ complete, about, refusal }).toEqual({ complete: false, about: null, refusal: null })
  expect(count).toBeGreaterThan(1000)
})

test('A6 a look can be stopped', async () => {
  let looks = 0
  const packed = gzipSync(csv(daily(20_000)))
  expect((await problemOf(inspected(packed, {}, () => ++looks > 2))).code).toBe('CANCELLED')
})
