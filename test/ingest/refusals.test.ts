import { execFileSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { tempFolder } from '../support/temp-folder.ts'
import { blame, csv, daily, HEADER, importedFile, problemOf, refusal } from './importing.ts'

const rows = daily(6)
/** The six rows with the cells of one line replaced; line 2 is the first row. */
const changed = (line: number, row: string): string => csv(rows.with(line - 2, row))

test('D3 FILE_NOT_FOUND, FILE_UNREADABLE: no file, a folder, a pipe, no permission', async () => {
  const folder = tempFolder()
  const missing = await problemOf(importedFile(path.join(folder, 'none.csv')))
  expect(missing.code).toBe('FILE_NOT_FOUND')
  expect((await problemOf(importedFile(folder))).code).toBe('FILE_UNREADABLE')
  if (process.platform === 'win32') return
  execFileSync('mkfifo', [path.join(folder, 'pipe.csv')])
  expect((await problemOf(importedFile(path.join(folder, 'pipe.csv')))).code).toBe('FILE_UNREADABLE')
  const locked = path.join(folder, 'locked.csv')
  writeFileSync(locked, csv(rows))
  chmodSync(locked, 0)
  // The superuser may read it all the same.
  if (process.getuid?.() === 0) return
  expect((await problemOf(importedFile(locked))).code).toBe('FILE_UNREADABLE')
})

test('K2 FILE_TOO_LARGE, LIMIT_ROWS: a limit itself is fine, one more is not', async () => {
  const text = csv(rows)
  const fits = { bytes: text.length, rows: 6 }
  await expect(refusal(text, { limits: fits })).rejects.toThrow('it was accepted')
  expect(await refusal(text, { limits: { ...fits, bytes: text.length - 1 } })).toMatchObject({
    code: 'FILE_TOO_LARGE',
    details: { bytes: text.length, limit: text.length - 1 },
  })
  expect(await refusal(text, { limits: { ...fits, rows: 5 } })).toMatchObject({
    code: 'LIMIT_ROWS',
    details: { line: 7, limit: 5 },
  })
})

test.each([
  ['nothing at all', ''],
  ['a BOM alone', '\uFEFF'],
  ['blank lines', '\n \n\r\n'],
  ['a header without rows', HEADER],
  ['a header without a line feed', HEADER.trimEnd()],
])('D3 CSV_EMPTY: %s', async (_, text) => {
  expect((await refusal(text)).code).toBe('CSV_EMPTY')
})

test.each([
  ['gzip in gzip', gzipSync(gzipSync(csv(rows))), /Unpack/],
  ['png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), /Choose/],
  ['control characters', Buffer.from(Array.from({ length: 400 }, (_, i) => (i * 7) % 31 || 1)), /Choose/],
])('D3 CSV_BINARY: %s', async (_, content, hint) => {
  const problem = await refusal(content)
  expect(problem.code).toBe('CSV_BINARY')
  expect(problem.hint).toMatch(hint)
})

test('D3 CSV_BINARY names the line of a NUL byte, wherever it is', async () => {
  expect(await blame(changed(4, `${rows[2]}\0`))).toMatchObject({
    code: 'CSV_BINARY',
    line: 4,
    text: '\\x00',
  })
  const long = csv(daily(20_000).map((row, i) => (i === 15_000 ? `${row}\0` : row)))
  expect(await blame(long)).toMatchObject({ code: 'CSV_BINARY', line: 15_002 })
})

test('D3 CSV_COLUMNS_MISSING names what is missing and what is there', async () => {
  const { code, details, message } = await refusal('time,open,high,low,volume\n2024-01-01,1,1,1,5\n')
  expect({ code, details }).toEqual({
    code: 'CSV_COLUMNS_MISSING',
    details: {
      line: 1,
      field: 'close',
      text: 'time,open,high,low,volume',
      missing: ['close'],
      columns: ['time', 'open', 'high', 'low', 'volume'],
    },
  })
  expect(message).toContain('close')
  expect(await refusal('timestamp,bid,ask\n2024-01-01,1,2\n')).toMatchObject({
    code: 'CSV_COLUMNS_MISSING',
    message: expect.stringContaining('quotes or trades'),
  })
})

test.each([
  ['open', 'time,open interest,high,low,close'],
  ['close', 'time,open,high,low,close_time'],
  ['close', 'time,open,high,low,adj close'],
  ['high', 'time,open,high water,low,close'],
])('D2 CSV_COLUMNS_MISSING: %s is not found in %s', async (field, header) => {
  expect(await blame(`${header}\n2024-01-01,1,1,1,1\n`)).toMatchObject({
    code: 'CSV_COLUMNS_MISSING',
    line: 1,
    field,
  })
})

test.each([
  ['a web page', '<!DOCTYPE html>\n<html>open,high,low,close</html>', 1],
  ['JSON', '{"error": "too many requests, open, high"}', 1],
  ['no separator', 'timeopenhighlowclose\n2024-01-01\n', 1],
  ['two columns of one name', 'time,open,Open,high,low,close\n2024-01-01,1,1,1,1,1\n', 1],
  ['a line of 70 kB', csv([...rows, 'x'.repeat(70_000)]), 8],
  ['a line of 1 MB without end', `${HEADER}${'9'.repeat(1_000_000)}`, 2],
  ['200 columns', `time,open,high,low,close,${'x,'.repeat(200)}\n`, 1],
  ['two symbols', 'ticker,time,open,high,low,close\nA,2024-01-01,1,1,1,1\nB,2024-01-02,1,1,1,1\n', 3],
])('D3 CSV_DIALECT_UNKNOWN: %s', async (_, content, line) => {
  const problem = await refusal(content)
  expect(problem).toMatchObject({ code: 'CSV_DIALECT_UNKNOWN', details: { line } })
  expect(problem.hint).not.toBe('')
})

test.each([
  ['no time', ',1,1,1,1,1', ''],
  ['a word', 'yesterday,1,1,1,1,1', 'yesterday'],
  ['day first', '04.01.2024,1,1,1,1,1', '04.01.2024'],
  ['no such day', '2023-02-29,1,1,1,1,1', '2023-02-29'],
  ['a month of 13', '2023-13-01,1,1,1,1,1', '2023-13-01'],
  ['before 1700', '1699-12-31,1,1,1,1,1', '1699-12-31'],
  ['beyond 2100', '2101-01-01,1,1,1,1,1', '2101-01-01'],
  ['a counter', '3,1,1,1,1,1', '3'],
  ['an epoch among dates', '1704326400000,1,1,1,1,1', '1704326400000'],
  ['a tail', '2024-01-03x,1,1,1,1,1', '2024-01-03x'],
  ['hour 24', '2024-01-03T24:00:00Z,1,1,1,1,1', '2024-01-03T24:00:00Z'],
  ['microseconds that say something', '2024-01-03T00:00:00.000001Z,1,1,1,1,1', '2024-01-03T00:00:00.000001Z'],
  ['a zone of nonsense', '2024-01-03T00:00:00+99:00,1,1,1,1,1', '2024-01-03T00:00:00+99:00'],
])('D3 CSV_TIMESTAMP_INVALID: %s', async (_, row, text) => {
  // Beside times with a zone, a bad one is not refused merely for being of another form.
  const rowsAround = text.includes('T') ? rows.map((other) => other.replace(',', 'T00:00:00Z,')) : rows
  expect(await blame(csv(rowsAround.with(2, row)))).toEqual({
    code: 'CSV_TIMESTAMP_INVALID',
    line: 4,
    column: 1,
    field: 'time',
    text,
  })
})

test('D3 CSV_TIMESTAMP_INVALID: seconds and milliseconds are not mixed', async () => {
  const text = csv(['1704067200,1,1,1,1,1', '1704153600000,1,1,1,1,1', '1704240000,1,1,1,1,1'])
  expect(await blame(text)).toMatchObject({ code: 'CSV_TIMESTAMP_INVALID', line: 3, text: '1704153600000' })
})

test.each([
  ['empty', ''],
  ['NaN', 'NaN'],
  ['null', 'null'],
  ['a dash', '-'],
  ['a unit', '101.5 USD'],
  ['thousands', "1'015"],
  ['two points', '1.0.7'],
  ['a point at the end', '101.'],
  ['a point at the beginning', '.5'],
  ['a plus', '+101.5'],
  ['hexadecimal', '0x65'],
  ['infinity', 'Infinity'],
  ['underscores', '1_015'],
  ['an exponent without digits', '1e'],
  ['other digits', '１０１'],
  ['a formula', '=1+1'],
  ['33 digits', '1'.repeat(33)],
])('D3 CSV_NUMBER_INVALID: %s', async (_, cell) => {
  expect(await blame(changed(5, `2024-01-04,103,105,102,${cell},1003`))).toEqual({
    code: 'CSV_NUMBER_INVALID',
    line: 5,
    column: 5,
    field: 'close',
    text: cell,
  })
})

test.each([
  ['more than a market has', '2000000000'],
  ['more digits than ticks can hold', '123456789.12345678'],
])('D3 CSV_NUMBER_INVALID: a price of %s', async (_, price) => {
  expect(await blame(changed(5, `2024-01-04,103,${price},102,104,1003`))).toMatchObject({
    code: 'CSV_NUMBER_INVALID',
    line: 5,
    column: 3,
    text: price,
  })
})

test('D3 CSV_NUMBER_INVALID: decimals that would overflow the prices before them', async () => {
  const prices = ['90000000,90000000,1,1', '1,1,0.00001,1', '1,1,0.0000000001,1']
  const text = csv(prices.map((cells, i) => `2024-01-0${i + 1},${cells},1`))
  expect(await blame(text)).toMatchObject({
    code: 'CSV_NUMBER_INVALID',
    line: 4,
    column: 4,
    text: '0.0000000001',
  })
})

test('D3 CSV_NUMBER_INVALID: a volume below zero, or none', async () => {
  const volume = (cell: string) => blame(changed(5, `2024-01-04,103,105,102,104,${cell}`))
  const at = { code: 'CSV_NUMBER_INVALID', line: 5, column: 6, field: 'volume' }
  expect(await volume('-1')).toEqual({ ...at, text: '-1' })
  expect(await volume('')).toEqual({ ...at, text: '' })
  expect(await volume('99999999999999999999')).toEqual({ ...at, text: '99999999999999999999' })
})

test.each([
  ['0', 2],
  ['0.00', 3],
  ['-1', 4],
])('D3 CSV_PRICE_NOT_POSITIVE: %s in column %i', async (cell, column) => {
  const cells = ['2024-01-04', '103', '105', '102', '104', '1']
  expect(await blame(changed(5, cells.with(column - 1, cell).join(',')))).toMatchObject({
    code: 'CSV_PRICE_NOT_POSITIVE',
    line: 5,
    column,
    text: cell,
  })
})

test.each([
  ['103,104.9,102,105', 3, 'high'],
  ['103,102,99,101', 3, 'high'],
  ['103,101,102,102', 3, 'high'],
  ['103,105,103.5,104', 4, 'low'],
  ['104,105,103.5,103', 4, 'low'],
])('D3 CSV_OHLC_INCONSISTENT: %s', async (prices, column, field) => {
  expect(await blame(changed(5, `2024-01-04,${prices},1`))).toMatchObject({
    code: 'CSV_OHLC_INCONSISTENT',
    line: 5,
    column,
    field,
  })
})

test('D3 CSV_TIMESTAMP_DUPLICATE and CSV_NOT_SORTED name the row that came too late', async () => {
  expect(await blame(csv([...rows.slice(0, 3), rows[1]!, ...rows.slice(3)]))).toEqual({
    code: 'CSV_TIMESTAMP_DUPLICATE',
    line: 5,
    column: 1,
    field: 'time',
    text: '2024-01-02T00:00:00Z',
  })
  expect(await blame(csv([rows[0]!, rows[1]!, rows[3]!, rows[2]!, rows[4]!, rows[5]!]))).toEqual({
    code: 'CSV_NOT_SORTED',
    line: 5,
    column: 1,
    field: 'time',
    text: '2024-01-03T00:00:00Z',
  })
})

test('D3 a file that goes up and down is not taken for one that is newest first', async () => {
  const order = [0, 3, 2, 1, 5, 4].map((at) => rows[at]!)
  expect(await blame(csv(order))).toMatchObject({ code: 'CSV_NOT_SORTED', line: 4 })
})

test('D3 the line of a late row counts blank lines and titles', async () => {
  const text = `a title\n${HEADER}${rows[0]}\n\n\n${rows[2]}\n${rows[3]}\n${rows[1]}\n${rows[4]}\n`
  expect(await blame(text)).toMatchObject({ code: 'CSV_NOT_SORTED', line: 8 })
})

test('D3 CSV_TIMEFRAME_MIXED: hours first, four hours later, and the other way round', async () => {
  const at = (hour: number) => `${1_704_067_200 + hour * 3600},1,1,1,1,1`
  const hours = Array.from({ length: 60 }, (_, i) => at(i))
  const long = Array.from({ length: 50 }, (_, i) => at(60 + 4 * i))
  expect(await blame(csv([...hours, ...long]))).toMatchObject({ code: 'CSV_TIMEFRAME_MIXED', column: 1 })
  const first = (await blame(csv([...hours, ...long]))).line ?? 0
  expect(first).toBeGreaterThanOrEqual(63)
  expect(first).toBeLessThanOrEqual(67)
  const early = Array.from({ length: 20 }, (_, i) => at(4 * i - 80))
  expect((await blame(csv([...early, ...hours]))).code).toBe('CSV_TIMEFRAME_MIXED')
})

test('D3 CSV_ROW_TRUNCATED: cells too many, too few, a cut last line, an open quote', async () => {
  const code = 'CSV_ROW_TRUNCATED'
  expect(await blame(changed(4, `${rows[2]},9,9`))).toMatchObject({ code, line: 4, column: 7 })
  expect(await blame(changed(4, '2024-01-03,102,104'))).toMatchObject({ code, line: 4, column: 3 })
  expect(await blame(changed(4, ',,,,'))).toMatchObject({ code, line: 4 })
  const cut = await refusal(`${csv(rows)}2024-01-07,10`)
  expect(cut).toMatchObject({ code, details: { line: 8, column: 2, text: '2024-01-07,10' } })
  expect(cut.hint).toContain('cut off')
  expect(await blame(changed(4, `"2024-01-03,102,104,101,103,1`))).toMatchObject({ code, line: 4 })
})

test('D3 CONFIG_INVALID, TIMEFRAME_INVALID: settings that mean nothing', async () => {
  const text = csv(rows)
  expect(await refusal(text, { settings: { timezone: 'Mars/Olympus' } })).toMatchObject({
    code: 'CONFIG_INVALID',
    details: { field: 'timezone', text: 'Mars/Olympus' },
  })
  expect((await refusal(text, { settings: { symbol: '///' } })).code).toBe('CONFIG_INVALID')
  expect((await refusal(text, { settings: { timeframe: '0d' } })).code).toBe('TIMEFRAME_INVALID')
  expect(await blame(text, { settings: { timeframe: '1w' } })).toMatchObject({
    code: 'CSV_TIMEFRAME_MIXED',
    line: 3,
  })
  expect((await refusal(csv(rows.slice(0, 1)))).code).toBe('TIMEFRAME_INVALID')
})

test('D3 up to a hundred problems are collected and the first line decides', async () => {
  const bad = daily(300).map((row, i) => (i % 2 === 1 ? row.replace(',', ',x') : row))
  const { code, details } = await refusal(csv(bad))
  expect(code).toBe('CSV_NUMBER_INVALID')
  expect(details).toMatchObject({ line: 3, column: 2, text: 'x101' })
  expect(details['problems']).toHaveLength(100)
  expect(details['problems']).toContainEqual({ code, line: 5, column: 2, text: 'x103' })
})

test('T3 text from a file is shown short, on one line and with nothing unseen in it', async () => {
  const nasty = `\u202Ecod.exe\u0007\u001B[31m<b>\u2028${'z'.repeat(200)}`
  const { text = '' } = await blame(changed(4, `2024-01-03,${nasty},104,101,103,1`))
  expect(text.startsWith('\\u202ecod.exe\\x07\\x1b[31m<b>\\u2028zzz')).toBe(true)
  expect(text.length).toBeLessThanOrEqual(80)
})
