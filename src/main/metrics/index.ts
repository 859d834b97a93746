/**
 * From the evidence of a run to its figures: one metric per file in `figures/`, each a number or the
 * reason why there is none. Names, units and definitions are in `shared/metrics.ts`.
 */
import type { Metrics } from '../../shared/metrics.ts'
import type { Evidence } from './evidence.ts'
import { ambiguousCandles } from './figures/ambiguous-candles.ts'
import { avgLoss } from './figures/avg-loss.ts'
import { avgWin } from './figures/avg-win.ts'
import { benchmarkReturnPct } from './figures/benchmark-return-pct.ts'
import { breakEven } from './figures/break-even.ts'
import { cagr } from './figures/cagr.ts'
import { calmar } from './figures/calmar.ts'
import { closedTrades } from './figures/closed-trades.ts'
import { costBreakEvenBps } from './figures/cost-break-even-bps.ts'
import { expectancy } from './figures/expectancy.ts'
import { expectancyR } from './figures/expectancy-r.ts'
import { exposure } from './figures/exposure.ts'
import { feesPaid } from './figures/fees-paid.ts'
import { finalEquity } from './figures/final-equity.ts'
import { losses } from './figures/losses.ts'
import { maxConsecutiveLossAmount } from './figures/max-consecutive-loss-amount.ts'
import { maxConsecutiveLosses } from './figures/max-consecutive-losses.ts'
import { maxDrawdown } from './figures/max-drawdown.ts'
import { maxDrawdownDays } from './figures/max-drawdown-days.ts'
import { maxDrawdownPct } from './figures/max-drawdown-pct.ts'
import { maxDrawdownPctIntrabar } from './figures/max-drawdown-pct-intrabar.ts'
import { netProfit } from './figures/net-profit.ts'
import { netProfitPct } from './figures/net-profit-pct.ts'
import { openTrades } from './figures/open-trades.ts'
import { payoff } from './figures/payoff.ts'
import { peakEquity } from './figures/peak-equity.ts'
import { profitFactor } from './figures/profit-factor.ts'
import { recoveryFactor } from './figures/recovery-factor.ts'
import { sharpe } from './figures/sharpe.ts'
import { sharpeError } from './figures/sharpe-error.ts'
import { sortino } from './figures/sortino.ts'
import { sqn } from './figures/sqn.ts'
import { volatility } from './figures/volatility.ts'
import { winRate } from './figures/win-rate.ts'
import { winRateExBreakEven } from './figures/win-rate-ex-break-even.ts'
import { wins } from './figures/wins.ts'
import { study } from './study.ts'

export { benchmarkReturnPct } from './benchmark.ts'
export type { Evidence } from './evidence.ts'
export { unmeasured } from './unmeasured.ts'

export function measure(evidence: Evidence): Metrics {
  const seen = study(evidence)
  return {
    netProfit: netProfit(seen),
    netProfitPct: netProfitPct(seen),
    closedTrades: closedTrades(seen),
    openTrades: openTrades(seen),
    wins: wins(seen),
    losses: losses(seen),
    breakEven: breakEven(seen),
    winRate: winRate(seen),
    winRateExBreakEven: winRateExBreakEven(seen),
    avgWin: avgWin(seen),
    avgLoss: avgLoss(seen),
    payoff: payoff(seen),
    expectancy: expectancy(seen),
    expectancyR: expectancyR(seen),
    profitFactor: profitFactor(seen),
    maxDrawdown: maxDrawdown(seen),
    maxDrawdownPct: maxDrawdownPct(seen),
    maxDrawdownDays: maxDrawdownDays(seen),
    maxDrawdownPctIntrabar: maxDrawdownPctIntrabar(seen),
    cagr: cagr(seen),
    volatility: volatility(seen),
    sharpe: sharpe(seen),
    sharpeError: sharpeError(seen),
    sortino: sortino(seen),
    calmar: calmar(seen),
    exposure: exposure(seen),
    sqn: sqn(seen),
    recoveryFactor: recoveryFactor(seen),
    maxConsecutiveLosses: maxConsecutiveLosses(seen),
    maxConsecutiveLossAmount: maxConsecutiveLossAmount(seen),
    peakEquity: peakEquity(seen),
    finalEquity: finalEquity(seen),
    feesPaid: feesPaid(seen),
    ambiguousCandles: ambiguousCandles(seen),
    benchmarkReturnPct: benchmarkReturnPct(seen),
    costBreakEvenBps: costBreakEvenBps(seen),
  }
}
