/**
 * The figures once more, from their definitions and in decimals of 50 digits: slow, naive and written
 * without a look at the room.
 */
import { Decimal } from 'decimal.js'
import type { Evidence } from '../../src/main/metrics/index.ts'
import type { Absence, Metrics } from '../../src/shared/metrics.ts'
import { DAY, iso } from './drawn-run.ts'

export const D = Decimal.clone({ precision: 50 })
export type Figure = Decimal | Absence

const sumOf = (values: readonly Decimal[]) => values.reduce((total, value) => total.plus(value), new D(0))
const meanOf = (values: readonly Decimal[]) => sumOf(values).div(values.length)
export const most = (values: readonly Decimal[]) => values.reduce((a, b) => Decimal.max(a, b), new D(0))
const power = (values: readonly Decimal[], n: number) =>
  meanOf(values.map((value) => value.minus(meanOf(values)).pow(n)))
const deviationOf = (values: readonly Decimal[]) =>
  power(values, 2)
    .times(values.length)
    .div(values.length - 1)
    .sqrt()
const isConstant = (values: readonly Decimal[]) =>
  deviationOf(values).lte(Decimal.max(1, meanOf(values).abs()).times(1e-12))

export function recompute(evidence: Evidence): Record<keyof Metrics, Figure> {
  const capital = new D(evidence.capital)
  const equity = [...evidence.equity].map((value) => new D(value))
  const final = equity.at(-1)!
  const perYear = new D(evidence.periodsPerYear)
  const lastClose = evidence.openTimes.at(-1)! + evidence.candleMs
  const elapsed = new D(lastClose - evidence.openTimes[0]!)

  const peaks = equity.map((_, index) => Decimal.max(capital, ...equity.slice(0, index + 1)))
  const falls = equity.map((value, index) => peaks[index]!.minus(value))
  const maxFall = most(falls)
  const share = most(falls.map((fall, index) => fall.div(peaks[index]!)))
  const inside = most(
    [...evidence.adverse].map((value, index) => {
      const before = peaks[index - 1] ?? capital
      return before.minus(Decimal.min(value, equity[index]!)).div(before)
    }),
  )

  const byDay = new Map<string, Decimal>()
  equity.forEach((value, index) => byDay.set(iso(evidence.openTimes[index]!).slice(0, 10), value))
  const days = [capital, ...byDay.values()]
  const returns = days.slice(1).map((value, index) => value.div(days[index]!).minus(1))
  const gone = equity.some((value) => value.lte(0))
  const ratio = (make: () => Figure): Figure =>
    returns.length < 2 ? 'TOO_FEW_PERIODS' : gone ? 'NON_POSITIVE_EQUITY' : make()
  const varying = (make: () => Figure) => ratio(() => (isConstant(returns) ? 'ZERO_VARIANCE' : make()))

  const closed = evidence.trades.filter(({ netPnl }) => netPnl !== null)
  const nets = closed.map(({ netPnl }) => new D(netPnl!))
  const half = new D(evidence.quoteIncrement).div(2)
  const wins = nets.filter((net) => net.gt(half))
  const losses = nets.filter((net) => net.lt(half.neg()))
  const traded = (make: () => Figure): Figure => (closed.length === 0 ? 'NO_TRADES' : make())
  const inR = closed
    .filter(({ initialRisk }) => initialRisk !== null && new D(initialRisk).gt(0))
    .map(({ netPnl, initialRisk }) => new D(netPnl!).div(initialRisk!))
  const results = inR.length > 0 ? inR : nets
  const streaks = losingStreaks(nets, half)
  const turnover = sumOf(closed.map((t) => new D(t.quantity).times(new D(t.entryPrice).plus(t.exitPrice!))))

  const cagr = (): Figure => {
    if (elapsed.lt(30 * DAY)) return 'TOO_SHORT_TO_ANNUALISE'
    return final.lte(0)
      ? new D(-1)
      : final
          .div(capital)
          .pow(new D(365.25 * DAY).div(elapsed))
          .minus(1)
  }
  const growth = cagr()
  return {
    netProfit: final.minus(capital),
    netProfitPct: final.minus(capital).div(capital).times(100),
    closedTrades: new D(closed.length),
    openTrades: new D(evidence.trades.length - closed.length),
    wins: new D(wins.length),
    losses: new D(losses.length),
    breakEven: new D(closed.length - wins.length - losses.length),
    winRate: traded(() => new D(wins.length).div(closed.length)),
    winRateExBreakEven: traded(() =>
      wins.length + losses.length === 0 ? 'NO_WINS' : new D(wins.length).div(wins.length + losses.length),
    ),
    avgWin: traded(() => (wins.length === 0 ? 'NO_WINS' : meanOf(wins))),
    avgLoss: traded(() => (losses.length === 0 ? 'NO_LOSSES' : meanOf(losses).neg())),
    payoff: traded(() =>
      losses.length === 0
        ? 'NO_LOSSES'
        : wins.length === 0
          ? 'NO_WINS'
          : meanOf(wins).div(meanOf(losses).neg()),
    ),
    expectancy: traded(() => meanOf(nets)),
    expectancyR: traded(() => (inR.length === 0 ? 'NO_STOPS' : meanOf(inR))),
    profitFactor: traded(() => (losses.length === 0 ? 'NO_LOSSES' : sumOf(wins).div(sumOf(losses).neg()))),
    maxDrawdown: maxFall,
    maxDrawdownPct: Decimal.min(share, 1).times(100),
    maxDrawdownDays: longestFall(evidence).div(DAY),
    maxDrawdownPctIntrabar: Decimal.min(inside, 1).times(100),
    cagr: growth,
    volatility: ratio(() => deviationOf(returns).times(perYear.sqrt())),
    sharpe: varying(() => meanOf(returns).div(deviationOf(returns)).times(perYear.sqrt())),
    sharpeError: varying(() => {
      const sr = meanOf(returns).div(deviationOf(returns))
      const sd = power(returns, 2).sqrt()
      const skewness = power(returns, 3).div(sd.pow(3))
      const kurtosis = power(returns, 4).div(sd.pow(4))
      const spread = new D(1).minus(skewness.times(sr)).plus(kurtosis.minus(1).div(4).times(sr.pow(2)))
      return Decimal.max(spread, 0)
        .div(returns.length - 1)
        .sqrt()
        .times(perYear.sqrt())
    }),
    sortino: ratio(() => {
      const down = sumOf(returns.map((value) => Decimal.min(value, 0).pow(2)))
        .div(returns.length)
        .sqrt()
      return down.isZero() ? 'NO_LOSSES' : meanOf(returns).div(down).times(perYear.sqrt())
    }),
    calmar:
      typeof growth === 'string'
        ? growth
        : share.isZero()
          ? 'NO_DRAWDOWN'
          : growth.div(Decimal.min(share, 1)),
    exposure: sumOf(
      evidence.trades.map(
        (t) => new D((t.exitTime === null ? lastClose : Date.parse(t.exitTime)) - Date.parse(t.entryTime)),
      ),
    ).div(elapsed),
    sqn: traded(() => {
      if (results.length < 2) return 'TOO_FEW_PERIODS'
      if (isConstant(results)) return 'ZERO_VARIANCE'
      return new D(Math.min(results.length, 100)).sqrt().times(meanOf(results)).div(deviationOf(results))
    }),
    recoveryFactor: maxFall.isZero() ? 'NO_DRAWDOWN' : final.minus(capital).div(maxFall),
    maxConsecutiveLosses: most(streaks.map((streak) => new D(streak.length))),
    maxConsecutiveLossAmount: most(streaks.map((streak) => sumOf(streak).neg())),
    peakEquity: Decimal.max(capital, ...equity),
    finalEquity: final,
    feesPaid: sumOf(evidence.trades.map(({ fees }) => new D(fees))),
    ambiguousCandles: new D(evidence.ambiguousCandles),
    benchmarkReturnPct:
      evidence.benchmarkReturnPct === null ? 'TOO_FEW_PERIODS' : new D(evidence.benchmarkReturnPct),
    costBreakEvenBps: traded(() =>
      sumOf(closed.map(({ grossPnl }) => new D(grossPnl!)))
        .times(20_000)
        .div(turnover),
    ),
  }
}

function losingStreaks(nets: readonly Decimal[], half: Decimal): Decimal[][] {
  const decided = nets.filter((net) => net.abs().gt(half))
  const streaks: Decimal[][] = [[]]
  for (const net of decided) {
    if (net.gt(0)) streaks.push([])
    else streaks.at(-1)!.push(net)
  }
  return streaks
}

/** For every close below the peak before it: how long ago that peak was, or will have been at recovery. */
function longestFall({ capital, equity, openTimes, candleMs }: Evidence): Decimal {
  const values = [capital, ...equity]
  const times = [openTimes[0]!, ...[...openTimes].map((time) => time + candleMs)]
  let longest = 0
  values.forEach((peak, from) => {
    if (values.slice(0, from).some((earlier) => earlier > peak) || !(values[from + 1]! < peak)) return
    const recovery = values.findIndex((value, index) => index > from && value >= peak)
    longest = Math.max(longest, times.at(recovery === -1 ? -1 : recovery)! - times[from]!)
  })
  return new D(longest)
}
