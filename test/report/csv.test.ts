import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { line, numberCell, textCell } from '../../src/main/report/csv.ts'
import { decisionsCsv, equityCsv, jsonReport, tradesCsv } from '../../src/main/report/index.ts'
import { millis } from '../../src/shared/brand.ts'
import { rawCsv, readCsv } from './csv-reader.ts'
import { drawnReport } from './drawn-report.ts'

const FORMULA_STARTS = new Set(['=', '+', '-', '@', '\t', '\r', '\n', '\u0000', '＝', '＋', '－', '＠'])
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .tuple(fc.array(fc.constantFrom(...FORMULA_STARTS, "'", '"', ',', ' '), { maxLength: 4 }), fc.string())
    .map(([start, rest]) => start.join('') + rest),
)

test('P24 100,000 random texts: none starts like a formula, all come back as they were', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 100, maxLength: 100 }), (cells) => {
      const written = line(cells.map(textCell))
      expect(rawCsv(written)[0]?.filter((cell) => FORMULA_STARTS.has(cell.charAt(0)))).toEqual([])
      expect(readCsv(written)).toEqual([cells])
    }),
    { numRuns: 1000 },
  )
})

test('P24 a number stays a number, and only a number', () => {
  expect(['-123.45', '0', '104500.00000001', 7, null].map(numberCell)).toEqual([
    '-123.45',
    '0',
    '104500.00000001',
    '7',
    '',
  ])
  expect(['-1+cmd', '=1', '1e5', '-'].map(numberCell)).toEqual(["'-1+cmd", "'=1", '1e5', "'-"])
})

test('X3 trades.csv has the columns of trades.jsonl, every digit, and an empty cell for what is not there', () => {
  const { trades } = drawnReport({ candles: 60, every: 12 })
  const [head = [], ...rows] = readCsv(tradesCsv(trades))
  expect(head).toEqual(Object.keys(trades[0] ?? {}))
  expect(rows).toEqual(
    trades.map((trade) => Object.values(trade).map((value) => (value === null ? '' : String(value)))),
  )
})

test('M6 equity.csv starts with the first open and the capital', () => {
  const { equity } = drawnReport({ candles: 20_000 })
  const pieces = [...equityCsv(equity)]
  const rows = pieces.join('').split('\n')
  expect(rows.slice(0, 3)).toEqual([
    'time,equity,cash,position,drawdown',
    '2017-06-01T00:00:00.000Z,10000.00000000,10000.00000000,0,0.000000',
    '2017-06-01T00:00:00.000Z,10000.00000000,10000.00000000,0,0.000000',
  ])
  expect(rows).toHaveLength(1 + 20_001 + 1)
  expect(rows.at(-1)).toBe('')
  // A long file is never one string in memory.
  expect(pieces.length).toBeGreaterThan(10)
})

test('X3 decisions.csv has a line per record, quiet stretches with their count', () => {
  const [head, first, ...rest] = readCsv(
    [...decisionsCsv(drawnReport({ candles: 60, every: 12 }).decisions)].join(''),
  )
  expect(head).toEqual(['candle', 'asOf', 'wanted', 'approved', 'reasons', 'values', 'quiet'])
  expect(first).toEqual([
    '1',
    '2017-06-01T12:00:00.000Z',
    'enter-long',
    'true',
    'fast crosses above slow; risk approves',
    'fast=4210.5; slow=4200.1',
    '',
  ])
  expect(rest.at(-1)).toEqual(['0', '2017-06-01T00:00:00.000Z', 'nothing', '', '', '', '55'])
})

test('D13 report.json holds the whole run, and neither who made it nor when', () => {
  const input = drawnReport({ candles: 60, every: 12 })
  const { createdBy, completedAt, ...run } = input.details.run
  const written = [...jsonReport(input)].join('')
  const read = JSON.parse(written)
  expect(read.run).toEqual(run)
  expect(read.manifest).toEqual(input.details.manifest)
  expect(read.metrics.winRate).toEqual({ ...input.details.metrics.winRate, unit: 'fraction' })
  expect(read.trades).toEqual(input.trades)
  expect(read.equity.rows).toHaveLength(61)
  expect(read.equity.rows[0]).toEqual([
    '2017-06-01T00:00:00.000Z',
    '10000.00000000',
    '10000.00000000',
    '0',
    '0.000000',
  ])
  expect(written.endsWith('}\n')).toBe(true)

  const later = { ...run, createdBy: `not ${createdBy}`, completedAt: millis(completedAt + 1) }
  expect([...jsonReport({ ...input, details: { ...input.details, run: later } })].join('')).toBe(written)
})
