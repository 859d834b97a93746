import { closeSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { tempFolder } from '../support/temp-folder.ts'
import { blame, csv, daily, HEADER, imported, importedFile, problemOf } from './importing.ts'

const rows = daily(30)
const MEGABYTE = 1 << 20

/** A file of this many megabytes, each the same, behind a beginning. */
function largeFile(beginning: string, megabyte: string, count: number): string {
  const file = path.join(tempFolder(), 'large.csv')
  const handle = openSync(file, 'w')
  writeSync(handle, beginning)
  for (let i = 0; i < count; i++) writeSync(handle, megabyte)
  closeSync(handle)
  return file
}

test.each([
  ['at the beginning', '', 1],
  ['behind rows', csv(rows), 32],
])('T1 a line of 200 MB %s is refused without being held', async (_, beginning, line) => {
  const file = largeFile(beginning, '1.2345,'.repeat(MEGABYTE / 7), 200)
  const before = process.memoryUsage.rss()
  expect(await problemOf(importedFile(file))).toMatchObject({
    code: 'CSV_DIALECT_UNKNOWN',
    details: { line },
  })
  expect(process.memoryUsage.rss() - before).toBeLessThan(64 * MEGABYTE)
})

test('T1 a quote that never ends is named at its line, however much follows', async () => {
  const row = '2020-01-01 00:01:00,1,1,1,1,1\n'
  const file = largeFile(`${HEADER}"2020-01-01 00:00:00,1,1,1,1,1\n`, row.repeat(MEGABYTE / row.length), 20)
  for (const settings of [{}, { timezone: 'UTC' }]) {
    expect(await problemOf(importedFile(file, { settings }))).toMatchObject({
      code: 'CSV_ROW_TRUNCATED',
      details: { line: 2 },
    })
  }
})

test('T1 a quote that opens in the last cell of every row costs no more than its rows', async () => {
  const text = `${HEADER.trimEnd()},note\n${daily(5000)
    .map((row) => `${row},"`)
    .join('\n')}\n`
  expect(await blame(text)).toMatchObject({ code: 'CSV_ROW_TRUNCATED', line: 2 })
})

test('T1 hundreds of thousands of columns, and numbers of a million digits', async () => {
  const wide = `${Array.from({ length: 200_000 }, (_, i) => `c${i}`).join(',')}\n${'1,'.repeat(200_000)}\n`
  expect(await blame(wide)).toMatchObject({ code: 'CSV_DIALECT_UNKNOWN', line: 1 })
  const columns = `time,open,high,low,close,${'x,'.repeat(100)}\n${daily(5)
    .map((row) => `${row}${',1'.repeat(100)}`)
    .join('\n')}\n`
  expect(await blame(columns)).toMatchObject({ code: 'CSV_DIALECT_UNKNOWN', line: 1 })
  const digits = csv(rows.with(3, `2024-01-04,${'9'.repeat(60_000)},1,1,1,1`))
  expect(await blame(digits)).toMatchObject({ code: 'CSV_NUMBER_INVALID', line: 5, column: 2 })
  const exponent = csv(rows.with(3, '2024-01-04,1e999,1,1,1,1'))
  expect(await blame(exponent)).toMatchObject({ code: 'CSV_NUMBER_INVALID', line: 5, column: 2 })
})

test('T4 formulas in a column that is not read are left alone, in one that is read they are refused', async () => {
  const formulas = ['=cmd|calc!A1', '@SUM(1+1)', '+1+1', '-2+3', '=HYPERLINK("http://x")']
  const noted = rows.map((row, i) => `${row},"${formulas[i % 5]?.replaceAll('"', '""')}"`)
  const { dataset } = await imported(`${HEADER.trimEnd()},note\n${noted.join('\n')}\n`)
  expect(dataset.rows).toBe(30)
  expect(JSON.stringify(dataset)).not.toContain('cmd|')
  for (const formula of formulas.slice(0, 4)) {
    expect(await blame(csv(rows.with(3, `2024-01-04,${formula},1,1,1,1`)))).toMatchObject({
      code: 'CSV_NUMBER_INVALID',
      line: 5,
      text: formula,
    })
  }
})

test('T3 markup in a symbol, a column, a title and a name stays text without power', async () => {
  const script = '<img src=x onerror=alert(1)>'
  const text = `${script}\nsymbol,time,open,high,low,close,${script}\n${rows.map((row) => `${script},${row}`).join('\n')}\n`
  const { dataset } = await imported(text, { name: `${script}.csv` })
  expect(dataset.symbol).toBe('IMG-SRC=X-ONERROR=ALERT1')
  expect(dataset.recognised.every(({ value }) => !value.includes('\n') && value.length < 1000)).toBe(true)
})

test.each(['../../etc/passwd', 'CON', '/dev/null', 'a:b', '..', '.', 'x\0.csv', '\u202Etxt.csv'])(
  'T5 a file called %j writes only where datasets are kept',
  async (name) => {
    const { dataset } = await imported(csv(rows), { name })
    expect(dataset.symbol).toMatch(/^[A-Z0-9^][A-Z0-9.\-^=]*$/)
    expect(dataset.datasetId).toMatch(/^[0-9a-f]{64}$/)
  },
)

test('D9 sorting and judging many rows can be stopped at any time', async () => {
  const many = Array.from({ length: 150_000 }, (_, i) => `${1_500_000_000 + (i ^ 1) * 60},1,1,1,1,1`)
  const settings = { repair: ['sort'] as const }
  let looks = 0
  await imported(csv(many), { settings, stopped: () => ++looks < 0 })
  const whileReading = csv(many).length / 65_536
  // The passes behind the reading look up as often as the reading itself.
  expect(looks).toBeGreaterThan(1.5 * whileReading)
  for (let at = Math.floor(whileReading); at <= looks; at += 7) {
    let look = 0
    const problem = await problemOf(imported(csv(many), { settings, stopped: () => ++look >= at }))
    expect(problem.code, `look ${at} of ${looks}`).toBe('CANCELLED')
  }
})
