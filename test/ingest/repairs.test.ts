import { expect, test } from 'vitest'
import type { Repair } from '../../src/shared/dataset.ts'
import { blame, csv, daily, imported, refusal } from './importing.ts'

const rows = daily(40)
const repaired = (text: string, ...repair: Repair[]) => imported(text, { settings: { repair } })
const late = [...rows.slice(0, 5), rows[7]!, rows[5]!, rows[6]!, ...rows.slice(8)]

test('D3 sort puts rows in order, and only when asked to', async () => {
  const { dataset } = await repaired(csv(late), 'sort')
  expect(dataset.datasetId).toBe((await imported(csv(rows))).dataset.datasetId)
  expect(dataset.quality.repairs).toEqual([{ repair: 'sort', rows: 2 }])
  expect((await refusal(csv(late), { settings: { repair: ['dedupe', 'drop-bad'] } })).code).toBe(
    'CSV_NOT_SORTED',
  )
})

test('D3 a repair that had nothing to do is not recorded', async () => {
  const { dataset } = await repaired(csv(rows), 'sort', 'dedupe', 'drop-bad')
  expect(dataset.quality.repairs).toEqual([])
  expect(dataset.quality.duplicates).toBe(0)
})

test('D3 dedupe drops exact duplicates, also those that are a step back in time', async () => {
  const twice = [...rows.slice(0, 9), rows[3]!, ...rows.slice(9), rows[39]!]
  const { dataset } = await repaired(csv(twice), 'dedupe')
  expect(dataset.rows).toBe(40)
  expect(dataset.quality).toMatchObject({ duplicates: 2, repairs: [{ repair: 'dedupe', rows: 2 }] })
})

test('D3 rows that disagree on a time are never picked from: both go, with drop-bad', async () => {
  const other = rows[3]!.replace(',1003', ',999')
  const conflicting = csv([...rows.slice(0, 4), other, ...rows.slice(4)])
  const problem = await refusal(conflicting, { settings: { repair: ['dedupe'] } })
  expect(problem).toMatchObject({ code: 'CSV_TIMESTAMP_DUPLICATE', details: { line: 5, column: 1 } })
  expect(problem.details['problems']).toHaveLength(2)
  const { dataset } = await repaired(conflicting, 'drop-bad')
  expect(dataset.rows).toBe(39)
  expect(dataset.quality.repairs).toEqual([{ repair: 'drop-bad', rows: 2 }])
})

test.each([false, true])(
  'D3 of rows that disagree on a time the first or the last line is kept, where that is said (newest first: %s)',
  async (isReversed) => {
    const other = rows[3]!.replace(',1003', ',999')
    const lines = [...rows.slice(0, 4), other, ...rows.slice(4)]
    const text = csv(isReversed ? lines.toReversed() : lines)
    const volumeOf = async (repair: Repair) => {
      const { dataset, series } = await repaired(text, repair)
      expect(dataset.quality.repairs).toEqual([{ repair, rows: 1 }])
      expect(dataset.rows).toBe(40)
      return Number(series.volume[3])
    }
    const [first, last] = isReversed ? [999, 1003] : [1003, 999]
    expect(await volumeOf('keep-first')).toBe(first)
    expect(await volumeOf('keep-last')).toBe(last)
  },
)

test('D3 drop-bad leaves out rows that are no candles, and counts them', async () => {
  const bad = rows
    .with(4, '2024-01-05,null,1,1,1,1')
    .with(9, '2024-01-10,1,1')
    .with(20, '2024-01-21,5,4,3,4,1')
    .with(30, 'time,open,high,low,close,volume')
  const { dataset, series } = await repaired(`${csv(bad)}2024-02-10,1`, 'drop-bad')
  expect(dataset.rows).toBe(36)
  expect(dataset.quality.repairs).toEqual([{ repair: 'drop-bad', rows: 5 }])
  expect(series.priceDecimals).toBe(1)
})

test('D3 all repairs together, on a file that is newest first', async () => {
  const messy = [...late.slice(0, 20), 'x', late[4]!, ...late.slice(20)].toReversed()
  const { dataset } = await repaired(csv(messy), 'sort', 'dedupe', 'drop-bad')
  expect(dataset.datasetId).toBe((await imported(csv(rows))).dataset.datasetId)
  expect(dataset.dialect).toContain('newest first')
  expect(dataset.quality.repairs).toEqual([
    { repair: 'sort', rows: 2 },
    { repair: 'dedupe', rows: 1 },
    { repair: 'drop-bad', rows: 1 },
  ])
})

test('D3 a file of nothing but bad rows is refused with the first of them', async () => {
  const settings = { repair: ['drop-bad'] as const }
  expect(await blame(csv(['a,b,c,d,e,f', 'g']), { settings })).toMatchObject({
    code: 'CSV_TIMESTAMP_INVALID',
    line: 2,
  })
})

test('D3 a missing time zone can not be repaired away', async () => {
  const text = csv(['2024-01-01 09:00:00,1,1,1,1,1', '2024-01-01 10:00:00,1,1,1,1,1'])
  const settings = { repair: ['drop-bad', 'sort', 'dedupe'] as const }
  expect((await refusal(text, { settings })).code).toBe('CSV_TIMEZONE_AMBIGUOUS')
})
