import { expect, test } from 'vitest'
import { type Evidence, measure } from '../../src/main/metrics/index.ts'
import type { Metrics } from '../../src/shared/metrics.ts'
import { DAY, drawnRun, HOUR, iso, START, trade } from './drawn-run.ts'
import { expectWhole } from './whole-metrics.ts'

const steady = (days: number, factor: number) =>
  Array.from({ length: days }, (_, day) => 10_000 * factor ** (day + 1))
const wavy = Array.from({ length: 40 }, (_, day) => 10_000 + ((day * 7919) % 500))

const trades = (...results: string[]) => results.map((result) => trade(result))

type Expected = { readonly [Name in keyof Metrics]?: number | string }

const edges: readonly (readonly [string, Evidence, Expected])[] = [
  [
    'E1 no trades',
    drawnRun({ equity: wavy }),
    {
      closedTrades: 0,
      winRate: 'NO_TRADES',
      winRateExBreakEven: 'NO_TRADES',
      avgWin: 'NO_TRADES',
      avgLoss: 'NO_TRADES',
      payoff: 'NO_TRADES',
      expectancy: 'NO_TRADES',
      expectancyR: 'NO_TRADES',
      profitFactor: 'NO_TRADES',
      sqn: 'NO_TRADES',
      costBreakEvenBps: 'NO_TRADES',
      exposure: 0,
      maxConsecutiveLosses: 0,
      feesPaid: 0,
    },
  ],
  [
    'E2 one winning trade',
    drawnRun({ equity: wavy, trades: trades('5') }),
    {
      winRate: 1,
      avgWin: 5,
      avgLoss: 'NO_LOSSES',
      profitFactor: 'NO_LOSSES',
      payoff: 'NO_LOSSES',
      sqn: 'TOO_FEW_PERIODS',
    },
  ],
  [
    'E3 all wins',
    drawnRun({ equity: steady(40, 1.001).map((value, day) => value + day), trades: trades('1', '2', '3') }),
    {
      winRate: 1,
      profitFactor: 'NO_LOSSES',
      sortino: 'NO_LOSSES',
      maxDrawdown: 0,
      calmar: 'NO_DRAWDOWN',
      recoveryFactor: 'NO_DRAWDOWN',
    },
  ],
  [
    'E4 all losses',
    drawnRun({ equity: [9990, 9970], trades: trades('-10', '-20') }),
    {
      winRate: 0,
      avgWin: 'NO_WINS',
      payoff: 'NO_WINS',
      profitFactor: 0,
      maxConsecutiveLosses: 2,
      maxConsecutiveLossAmount: 30,
    },
  ],
  [
    'E5 all break-even',
    drawnRun({ equity: [10_000, 10_000], trades: trades('0', '0.005', '-0.005') }),
    { breakEven: 3, winRate: 0, winRateExBreakEven: 'NO_WINS', profitFactor: 'NO_LOSSES', expectancy: 0 },
  ],
  [
    'E6 identical daily returns',
    drawnRun({ equity: steady(40, 1.01) }),
    { sharpe: 'ZERO_VARIANCE', sharpeError: 'ZERO_VARIANCE', sortino: 'NO_LOSSES' },
  ],
  [
    'E7 flat equity',
    drawnRun({ equity: steady(40, 1) }),
    {
      sharpe: 'ZERO_VARIANCE',
      volatility: 0,
      sortino: 'NO_LOSSES',
      cagr: 0,
      calmar: 'NO_DRAWDOWN',
      maxDrawdownDays: 0,
    },
  ],
  [
    'E8 a loss in the first candle counts from the capital',
    drawnRun({ equity: [9000, 9500] }),
    { maxDrawdown: 1000, maxDrawdownPct: 10, maxDrawdownDays: 2, peakEquity: 10_000 },
  ],
  [
    'E9 equity falls to nothing',
    drawnRun({ equity: [...steady(39, 0.9), -50] }),
    {
      maxDrawdownPct: 100,
      maxDrawdownPctIntrabar: 100,
      cagr: -1,
      calmar: -1,
      sharpe: 'NON_POSITIVE_EQUITY',
      volatility: 'NON_POSITIVE_EQUITY',
      sortino: 'NON_POSITIVE_EQUITY',
      sharpeError: 'NON_POSITIVE_EQUITY',
    },
  ],
  [
    'E10 one candle',
    drawnRun({ equity: [10_010] }),
    {
      netProfit: 10,
      sharpe: 'TOO_FEW_PERIODS',
      sharpeError: 'TOO_FEW_PERIODS',
      sortino: 'TOO_FEW_PERIODS',
      volatility: 'TOO_FEW_PERIODS',
      cagr: 'TOO_SHORT_TO_ANNUALISE',
    },
  ],
  [
    'E11 only a trade that is still open',
    drawnRun({ equity: wavy, trades: [trade(null, { entryTime: iso(START + 20 * DAY), fees: '3.5' })] }),
    { closedTrades: 0, openTrades: 1, winRate: 'NO_TRADES', exposure: 0.5, feesPaid: 3.5 },
  ],
  [
    'E12 in and out within one candle takes no candle time',
    drawnRun({ equity: [9998], trades: [trade('-2', { exitTime: iso(START) })] }),
    { closedTrades: 1, exposure: 0, losses: 1 },
  ],
  [
    'E13 shorter than a session',
    drawnRun({ equity: [10_001, 10_003, 10_002], candleMs: HOUR }),
    { sharpe: 'TOO_FEW_PERIODS', volatility: 'TOO_FEW_PERIODS', maxDrawdown: 1 },
  ],
  [
    'E14 three months of nothing in the middle: time counts, not candles',
    drawnRun({
      equity: [10_100, 10_200, 10_300, 10_400],
      openTimes: [0, 1, 92, 93].map((day) => START + day * DAY),
      trades: [trade('300', { entryTime: iso(START + DAY), exitTime: iso(START + 92 * DAY) })],
    }),
    { exposure: 91 / 94, cagr: 1.04 ** (365.25 / 94) - 1 },
  ],
  [
    'E15 fees larger than the gross profit',
    drawnRun({ equity: [9995], trades: [trade('-5', { grossPnl: '10', fees: '15' })] }),
    { losses: 1, feesPaid: 15, costBreakEvenBps: 1000, netProfit: -5 },
  ],
]

test.each(edges)('%s', (_, evidence, expected) => {
  const measured = measure(evidence)
  expectWhole(measured)
  for (const [name, wanted] of Object.entries(expected)) {
    const { value, reason } = measured[name as keyof Metrics]
    if (typeof wanted === 'string') expect([name, value, reason]).toEqual([name, null, wanted])
    else expect(value, name).toBeCloseTo(wanted, 12)
  }
})

test('an engine that miscounts is a defect, not a figure', () => {
  expect(() => measure(drawnRun({ equity: [Number.NaN] }))).toThrow(RangeError)
  expect(() => measure(drawnRun({ equity: [10_000], trades: trades('1e5') }))).toThrow(RangeError)
})
