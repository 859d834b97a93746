import { expect, test } from 'vitest'
import { Problem } from '../../src/shared/problem.ts'
import type { PartialSettings, Product } from '../../src/shared/settings.ts'
import { colours } from '../support/colours.ts'
import { candles, wandering } from '../support/market.ts'
import { replayed } from '../support/replayed.ts'

const free: PartialSettings = { fees: { takerBps: '0' }, sizing: { kind: 'units', value: '1' } }

const product: Product = {
  baseIncrement: '0.01',
  quoteIncrement: '0.01',
  minFunds: null,
  maxFunds: null,
  calendar: '24/7',
}

const asOf = (day: number) => `2024-01-0${day + 1}T00:00:00.000Z`
const whole = (column: BigInt64Array) => [...column].map((worth) => Number(worth / 10n ** 8n))

const upThenDown = candles`
  open high low close
  100  102  99  101    rises: buy
  102  109  98  102    bought here
  103  104  95  97     falls: sell
  96   120  80  96     sold here
  96   97   95  96
`

test('E1 every step of a trade is in the records, with its reason', () => {
  const { decisions, timeline } = replayed({ series: upThenDown, strategy: colours, settings: free })
  const line = { approved: null, wanted: 'nothing', values: {} }
  expect(decisions).toEqual([
    {
      ...line,
      candle: 0,
      asOf: asOf(0),
      wanted: 'enter-long',
      approved: true,
      reasons: ['close 101 is above open 100', 'risk approves: long, 1 units'],
    },
    { ...line, candle: 1, asOf: asOf(1), reasons: ['bought 1 at 102, fee 0'] },
    {
      ...line,
      candle: 2,
      asOf: asOf(2),
      wanted: 'exit-long',
      approved: true,
      reasons: ['close 97 is below open 103', 'risk approves: a way out is always open'],
    },
    { ...line, candle: 3, asOf: asOf(3), reasons: ['sold 1 at 96, fee 0: signal, net -6'] },
    { ...line, candle: 4, asOf: asOf(4), reasons: [], quiet: 1 },
  ])
  expect(timeline).toEqual([
    { candle: 0, time: asOf(0), kind: 'run-started', title: 'Colours on TEST', trade: null },
    { candle: 1, time: asOf(1), kind: 'entry', title: 'bought 1 at 102, fee 0', trade: 1 },
    { candle: 3, time: asOf(3), kind: 'exit', title: 'sold 1 at 96, fee 0: signal, net -6', trade: 1 },
    { candle: 4, time: asOf(4), kind: 'run-completed', title: 'End of the candles', trade: null },
  ])
})

test('M1 a trade, its excursions and the equity, to the unit', () => {
  const { trades, equity, adverse, fees } = replayed({
    series: upThenDown,
    strategy: colours,
    settings: free,
  })
  expect(trades).toEqual([
    {
      trade: 1,
      symbol: 'TEST',
      side: 'long',
      quantity: '1',
      entryTime: '2024-01-02T00:00:00.000Z',
      entryPrice: '102',
      entryReason: 'signal',
      exitTime: '2024-01-04T00:00:00.000Z',
      exitPrice: '96',
      exitReason: 'signal',
      initialStop: null,
      initialTarget: null,
      initialRisk: null,
      fees: '0',
      grossPnl: '-6',
      netPnl: '-6',
      // Down to 95 on the third candle; the low of 80 came after the exit at the open.
      mae: '7',
      mfe: '7',
      ambiguous: false,
    },
  ])
  expect(whole(equity)).toEqual([10_000, 10_000, 9995, 9994, 9994])
  expect(whole(adverse)).toEqual([10_000, 9996, 9993, 9994, 9994])
  expect(fees).toBe(0n)
})

const turned = candles`
  open high low close
  13   13   12  12     sell
  12   12   12  12
  11   11   11  11
`

test('E1 risk rejects a quantity that is less than one step, before any order', () => {
  const told = replayed({
    series: turned,
    strategy: colours,
    settings: {
      ...free,
      direction: 'short',
      sizing: { kind: 'units', value: '0.9' },
      product: { ...product, baseIncrement: '1' },
    },
  })
  expect(told.trades).toEqual([])
  expect(told.decisions[0]).toMatchObject({ wanted: 'enter-short', approved: false })
  expect(told.decisions[0]?.reasons).toEqual([
    'close 12 is below open 13',
    'risk rejects: QTY_ZERO: less than 1',
  ])
  expect(told.timeline[1]).toMatchObject({
    kind: 'rejected',
    candle: 0,
    title: 'risk rejects: QTY_ZERO: less than 1',
  })
})

test('Q12 a signal on the last candle fills nothing and is reported', () => {
  const series = candles`
    open high low close
    10   10   10  10
    10   11   10  11     buy
  `
  const told = replayed({ series, strategy: colours, settings: free })
  expect([told.unfilledAtEnd, told.trades]).toEqual([true, []])
  expect(told.timeline[1]).toMatchObject({ kind: 'unfilled', candle: 1 })
  expect(told.decisions.at(-1)).toMatchObject({
    wanted: 'enter-long',
    approved: true,
    reasons: [expect.any(String), expect.any(String), 'UNFILLED_END: there is no next open to fill at'],
  })
})

test('M1 a win is more than half a quote increment', () => {
  const won = (units: string) =>
    replayed({
      series: candles`
        open high low close
        10   11   10  11     buy
        10   11   10  10
        11   11   10  10     sell
        11   11   11  11
      `,
      strategy: colours,
      settings: {
        sizing: { kind: 'units', value: units },
        fees: { takerBps: '0' },
        product: { ...product, quoteIncrement: '1' },
      },
    }).progress.at(-1)?.[3]
  expect([won('0.5'), won('0.51')]).toEqual([0, 1])
})

test('E8 cancelling is asked for at least every 64 candles and ends the run with CANCELLED', () => {
  const series = wandering({ seed: 1, rows: 1000 })
  let asked = 0
  const cancel = () =>
    replayed({ series, strategy: 'buy-and-hold', stopped: () => (asked += 1) === 5, settings: free })
  expect(cancel).toThrow(expect.objectContaining({ code: 'CANCELLED', details: { done: 256, of: 1000 } }))
})

test('E8 progress is told every 4,096 candles and once at the end', () => {
  const series = wandering({ seed: 3, rows: 10_000 })
  const { progress, trades } = replayed({ series, strategy: 'sma-cross', settings: free })
  const closed = trades.filter(({ netPnl }) => netPnl !== null)
  expect(progress.map(([done, of]) => [done, of])).toEqual([
    [4096, 9970],
    [8192, 9970],
    [9970, 9970],
  ])
  expect(progress.at(-1)?.slice(2)).toEqual([
    closed.length,
    closed.filter(({ netPnl }) => Number(netPnl) > 0.005).length,
  ])
  expect(replayed({ series, strategy: 'buy-and-hold', to: series.time[4096]! }).progress.length).toBe(1)
})

test('E1 a damaged candle ends the run', () => {
  const series = wandering({ seed: 1, rows: 100 })
  const damage = {
    high: (at: number) => (series.high[at] = series.close[at]! - 1),
    low: (at: number) => (series.low[at] = 0),
    open: (at: number) => (series.open[at] = NaN),
    time: (at: number) => (series.time[at] = series.time[at - 1]!),
  }
  for (const [column, break_] of Object.entries(damage)) {
    const whole = series[column as keyof typeof damage].slice()
    break_(50)
    expect(() => replayed({ series, strategy: 'buy-and-hold' })).toThrow(
      expect.objectContaining({ code: 'ARTIFACT_TAMPERED', details: { candle: 50 } }),
    )
    series[column as keyof typeof damage].set(whole)
  }
  expect(() => replayed({ series, strategy: 'buy-and-hold' })).not.toThrow(Problem)
})

test('E5 equity that 64 bits cannot count is refused, not wrapped around', () => {
  const series = candles`
    open high low close
    1    2    1   2
    1    2    1   1
    1    1    1   1
    2    2    2   2      a quiet candle, and one too many
    1    1    1   1
    1    1    1   1
  `
  const settings: PartialSettings = { capital: '90000000000', fees: { takerBps: '0' } }
  expect(() => replayed({ series, strategy: 'buy-and-hold', settings })).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', details: { field: 'capital' } }),
  )
})
