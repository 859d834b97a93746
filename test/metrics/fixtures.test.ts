import { expect, test } from 'vitest'
import { benchmarkReturnPct, measure } from '../../src/main/metrics/index.ts'
import { DAY, drawnRun, HOUR, START, iso, trade } from './drawn-run.ts'

/** The figures named, as numbers to six places or as the reason for their absence. */
function figures<Name extends keyof ReturnType<typeof measure>>(
  evidence: Parameters<typeof measure>[0],
  ...names: Name[]
): Record<Name, number | string> {
  const measured = measure(evidence)
  const entries = names.map((name) => {
    const { value, reason } = measured[name]
    return [name, value === null ? reason : Number(value.toFixed(6))] as const
  })
  return Object.fromEntries(entries) as Record<Name, number | string>
}

const resultsA = ['200', '-100', '150', '-50', '0', '300', '-120']
const fixtureA = drawnRun({
  equity: [10_200, 10_100, 10_250, 10_200, 10_200, 10_500, 10_380, 10_460],
  trades: [...resultsA.map((result) => trade(result)), trade(null)],
})

test('1.2 Fixture A: seven closed trades and one still open', () => {
  const seen = figures(
    fixtureA,
    'closedTrades',
    'openTrades',
    'wins',
    'losses',
    'breakEven',
    'winRate',
    'winRateExBreakEven',
    'avgWin',
    'avgLoss',
    'payoff',
    'expectancy',
    'expectancyR',
    'profitFactor',
    'maxDrawdown',
    'maxDrawdownPct',
    'sqn',
    'maxConsecutiveLosses',
    'maxConsecutiveLossAmount',
    'netProfit',
    'netProfitPct',
    'recoveryFactor',
    'peakEquity',
    'finalEquity',
  )
  expect(seen).toEqual({
    closedTrades: 7,
    openTrades: 1,
    wins: 3,
    losses: 3,
    breakEven: 1,
    winRate: 0.428571,
    winRateExBreakEven: 0.5,
    avgWin: 216.666667,
    avgLoss: 90,
    payoff: 2.407407,
    expectancy: 54.285714,
    expectancyR: 'NO_STOPS',
    profitFactor: 2.407407,
    maxDrawdown: 120,
    maxDrawdownPct: 1.142857,
    sqn: 0.882925,
    maxConsecutiveLosses: 1,
    maxConsecutiveLossAmount: 120,
    netProfit: 460,
    netProfitPct: 4.6,
    recoveryFactor: 3.833333,
    peakEquity: 10_500,
    finalEquity: 10_460,
  })
})

test("1.2 Fixture A': drawdown is of equity, not of profit", () => {
  const evidence = drawnRun({
    equity: [9500, 9600, 9300, 10_200],
    trades: ['-500', '100', '-300', '900'].map((result) => trade(result)),
  })
  expect(figures(evidence, 'maxDrawdown', 'maxDrawdownPct', 'maxDrawdownDays')).toEqual({
    maxDrawdown: 700,
    maxDrawdownPct: 7,
    maxDrawdownDays: 4,
  })
})

const dailyB = [10_100, 10_050, 10_200, 10_150, 10_300, 10_250, 10_100, 10_300, 10_400, 10_350]

test('1.3 Fixture B: ten days of equity, by two calendars', () => {
  const evidence = drawnRun({ equity: dailyB })
  const names = [
    'sharpe',
    'sortino',
    'maxDrawdown',
    'maxDrawdownPct',
    'cagr',
    'calmar',
    'netProfitPct',
  ] as const
  expect(figures(evidence, ...names)).toEqual({
    sharpe: 5.768319,
    sortino: 12.044477,
    maxDrawdown: 200,
    maxDrawdownPct: 1.941748,
    cagr: 'TOO_SHORT_TO_ANNUALISE',
    calmar: 'TOO_SHORT_TO_ANNUALISE',
    netProfitPct: 3.5,
  })
  expect(figures(drawnRun({ equity: dailyB, periodsPerYear: 252 }), 'sharpe', 'sortino')).toEqual({
    sharpe: 4.792952,
    sortino: 10.007873,
  })
})

test('M2 the same days in hourly candles give the same Sharpe: sessions count, not candles', () => {
  const hourly = dailyB.flatMap((close, day) => {
    const before = dailyB[day - 1] ?? 10_000
    return Array.from({ length: 24 }, (_, hour) => (hour === 23 ? close : before + ((hour * 37) % 100)))
  })
  const names = ['sharpe', 'sharpeError', 'sortino', 'volatility'] as const
  expect(figures(drawnRun({ equity: hourly, candleMs: HOUR }), ...names)).toEqual(
    figures(drawnRun({ equity: dailyB }), ...names),
  )
})

test('M2 a day without candles is no session', () => {
  const openTimes = dailyB.map((_, index) => START + (index < 5 ? index : index + 2) * DAY)
  expect(figures(drawnRun({ equity: dailyB, openTimes }), 'sharpe')).toEqual({ sharpe: 5.768319 })
})

test('M2 the Sharpe error uses population skewness and raw kurtosis, and is per year', () => {
  // Returns 1 %, -1 %, 1 %, -1 %: SR = 0, so that the error is the root of 365 over 3.
  const flat = [10_100, 9999, 10_098.99, 9998.0001]
  expect(figures(drawnRun({ equity: flat }), 'sharpeError').sharpeError).toBeCloseTo(Math.sqrt(365 / 3), 4)
  // Returns 2 %, 2 %, 2 %, -2 %: mean 1 %, deviation 2 %, SR 0.5, skewness -2/√3, raw kurtosis 7/3.
  const skewed = [10_200, 10_404, 10_612.08, 10_399.8384]
  const spread = 1 + (2 / Math.sqrt(3)) * 0.5 + ((7 / 3 - 1) / 4) * 0.25
  expect(figures(drawnRun({ equity: skewed }), 'sharpeError').sharpeError).toBeCloseTo(
    Math.sqrt((spread / 3) * 365),
    5,
  )
})

test('M4 results in R where a stop gave a risk; trades without one are left out', () => {
  const trades = [
    trade('200', { initialRisk: '100' }),
    trade('-50', { initialRisk: '50' }),
    trade('30', { initialRisk: '20' }),
    trade('-1000'),
    trade('-70', { initialRisk: '0' }),
  ]
  const mean = (2 - 1 + 1.5) / 3
  const deviation = Math.sqrt(((2 - mean) ** 2 + (-1 - mean) ** 2 + (1.5 - mean) ** 2) / 2)
  expect(figures(drawnRun({ equity: [10_000], trades }), 'expectancyR', 'sqn')).toEqual({
    expectancyR: Number(mean.toFixed(6)),
    sqn: Number(((Math.sqrt(3) * mean) / deviation).toFixed(6)),
  })
})

test('M4 sqn counts at most 100 trades', () => {
  const pair = [trade('30'), trade('-10')]
  const many = drawnRun({ equity: [10_000], trades: Array.from({ length: 200 }, () => pair).flat() })
  expect(figures(many, 'sqn').sqn).toBeCloseTo((10 * 10) / Math.sqrt((400 * 400) / 399), 6)
})

test('M5 cost break-even is a round trip, half on each fill', () => {
  const trades = [
    trade('9', { quantity: '2', entryPrice: '100', exitPrice: '105', grossPnl: '10', fees: '1' }),
    trade('-5', { quantity: '0.5', entryPrice: '110', exitPrice: '102', grossPnl: '-4', fees: '1' }),
  ]
  const { costBreakEvenBps, feesPaid } = figures(
    drawnRun({ equity: [10_004], trades }),
    'costBreakEvenBps',
    'feesPaid',
  )
  expect(feesPaid).toBe(2)
  expect(costBreakEvenBps).toBeCloseTo((20_000 * 6) / (2 * 205 + 0.5 * 212), 6)
  // Paying exactly that much leaves nothing.
  const cost = (turnover: number) => ((costBreakEvenBps as number) / 20_000) * turnover
  expect(10 - cost(2 * 205) - 4 - cost(0.5 * 212)).toBeCloseTo(0, 6)
})

test('M3 the longest drawdown runs from a peak to its recovery, or to the end', () => {
  //             peak  under        back  flat   peak   under to the end
  const equity = [10_100, 10_050, 10_090, 10_100, 10_100, 10_200, 10_150]
  expect(figures(drawnRun({ equity }), 'maxDrawdownDays').maxDrawdownDays).toBe(3)
  expect(
    figures(drawnRun({ equity: [...equity, 10_190, 10_160, 10_199] }), 'maxDrawdownDays').maxDrawdownDays,
  ).toBe(4)
})

test('M3 exposure is candle time in a position over evaluated time, an open trade up to the last close', () => {
  const trades = [
    trade('1', { entryTime: iso(START + DAY), exitTime: iso(START + 3 * DAY) }),
    trade(null, { entryTime: iso(START + 8 * DAY) }),
  ]
  expect(figures(drawnRun({ equity: dailyB, trades }), 'exposure')).toEqual({ exposure: 0.4 })
})

test('1.1 inside candles the drawdown is measured from the peak before the candle', () => {
  const evidence = drawnRun({ equity: [10_000, 11_000, 11_500], adverse: [9800, 9900, 10_450] })
  expect(figures(evidence, 'maxDrawdownPct', 'maxDrawdownPctIntrabar')).toEqual({
    maxDrawdownPct: 0,
    maxDrawdownPctIntrabar: 5,
  })
})

test('1.1 inside candles the drawdown is never less than at closes', () => {
  const evidence = drawnRun({ equity: [9000], adverse: [9500] })
  expect(figures(evidence, 'maxDrawdownPctIntrabar')).toEqual({ maxDrawdownPctIntrabar: 10 })
})

test('1.1 percent and money drawdown have maxima of their own', () => {
  const evidence = drawnRun({ equity: [8000, 10_000, 30_000, 26_000, 30_000] })
  expect(figures(evidence, 'maxDrawdown', 'maxDrawdownPct')).toEqual({
    maxDrawdown: 4000,
    maxDrawdownPct: 20,
  })
})

test('1.1 a run of losses goes on through break-even; its money has a maximum of its own', () => {
  const trades = ['-10', '-10', '0.005', '-10', '5', '-100', '-0.005', '3'].map((result) => trade(result))
  const names = ['maxConsecutiveLosses', 'maxConsecutiveLossAmount', 'breakEven'] as const
  expect(figures(drawnRun({ equity: [10_000], trades }), ...names)).toEqual({
    maxConsecutiveLosses: 3,
    maxConsecutiveLossAmount: 100,
    breakEven: 2,
  })
})

test('1.1 CAGR: a year of 365.25 days from first open to last close', () => {
  const days = 730.5
  const evidence = drawnRun({ equity: [10_000, 12_100], openTimes: [START, START + (days - 1) * DAY] })
  expect(figures(evidence, 'cagr')).toEqual({ cagr: 0.1 })
})

test('E5 of SPEC: sums of money are exact where doubles would drift', () => {
  const trades = Array.from({ length: 10_000 }, () => trade('0.1', { fees: '0.00000001' }))
  expect(figures(drawnRun({ equity: [11_000], trades }), 'expectancy', 'feesPaid')).toEqual({
    expectancy: 0.1,
    feesPaid: 0.0001,
  })
  expect(measure(drawnRun({ equity: [10_000.1 + 0.2] })).netProfit.value).toBe(0.3)
})

test('1.5 the benchmark buys at the first open and sells at the last close, with the same fee on both', () => {
  expect(benchmarkReturnPct({ firstOpen: 100, lastClose: 120, takerBps: 0 })).toBeCloseTo(20, 12)
  expect(benchmarkReturnPct({ firstOpen: 100, lastClose: 100, takerBps: 10 })).toBeCloseTo(
    (0.999 / 1.001 - 1) * 100,
    12,
  )
})
