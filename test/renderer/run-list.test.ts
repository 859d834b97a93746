import { expect, test } from 'vitest'
import { nextSorting, sorted } from '../../src/renderer/screens/runs/order.ts'
import { match, ranked } from '../../src/renderer/shell/match.ts'
import { type DatasetId, millis, type RunId } from '../../src/shared/brand.ts'
import type { RunSummary } from '../../src/shared/run.ts'

const summary = (name: string, sharpe: number | null): RunSummary => ({
  runId: name as RunId,
  state: 'succeeded',
  strategy: 'donchian',
  strategyTitle: 'Donchian breakout',
  params: {},
  dataset: '' as DatasetId,
  symbol: name,
  timeframe: '1h',
  from: millis(0),
  to: millis(1),
  candles: 1,
  dataIntegrity: 'ok',
  synthetic: false,
  closedTrades: 0,
  netProfitPct: null,
  maxDrawdownPct: null,
  sharpe,
  createdBy: 'test',
  completedAt: millis(0),
  problem: null,
})

test('RP-4 runs sort by any figure, and one without the figure comes last either way', () => {
  const runs = [summary('a', null), summary('b', -0.5), summary('c', 1.8), summary('d', 0)]
  const order = (descending: boolean) =>
    sorted(runs, { column: 'sharpe', descending })
      .map(({ symbol }) => symbol)
      .join('')
  expect([order(true), order(false)]).toEqual(['cdba', 'bdca'])
})

test('U7 a header pressed twice turns its order round; the smallest drawdown comes first', () => {
  const byNet = nextSorting({ column: 'when', descending: true }, 'net')
  expect(byNet).toEqual({ column: 'net', descending: true })
  expect(nextSorting(byNet, 'net')).toEqual({ column: 'net', descending: false })
  expect(nextSorting(byNet, 'drawdown')).toEqual({ column: 'drawdown', descending: false })
})

test('U7 the palette finds by letters in order and likes the beginnings of words', () => {
  const titles = ['Go to Runs', 'New run', 'BTC-USD 1h', 'Donchian breakout']
  const found = (typed: string) => ranked(typed, titles, (title) => ({ title, about: 'said of all' }))
  expect(found('')).toEqual(titles)
  expect(found('nr')[0]).toBe('New run')
  expect(found('btc')).toEqual(['BTC-USD 1h'])
  expect(found('run')).toEqual(['New run', 'Go to Runs'])
  expect(found('don')).toEqual(['Donchian breakout'])
  expect(found('all said')).toHaveLength(titles.length)
  expect(match('xyz', 'Donchian breakout')).toBeNull()
})
