import type { AssumptionInterval } from './run.ts'

/** The figures of a run: their names, units and definitions, in the order they are shown. */
export const ABSENCES = [
  'NO_TRADES',
  'NO_LOSSES',
  'NO_WINS',
  'NO_STOPS',
  'ZERO_VARIANCE',
  'TOO_FEW_PERIODS',
  'TOO_SHORT_TO_ANNUALISE',
  'NON_POSITIVE_EQUITY',
  'NO_DRAWDOWN',
  'RUN_FAILED',
] as const
export type Absence = (typeof ABSENCES)[number]
/** What stands in the place of a number that there is not. */
export const ABSENCE_WORDS: { readonly [reason in Absence]: string } = {
  NO_TRADES: 'no trades',
  NO_LOSSES: 'no losses',
  NO_WINS: 'no wins',
  NO_STOPS: 'no stops',
  ZERO_VARIANCE: 'no variance',
  TOO_FEW_PERIODS: 'too few sessions',
  TOO_SHORT_TO_ANNUALISE: 'too short',
  NON_POSITIVE_EQUITY: 'equity at zero',
  NO_DRAWDOWN: 'no drawdown',
  RUN_FAILED: 'run failed',
}

/** A number, or the reason why there is none. Never NaN, never infinite. */
export type MetricValue =
  | { readonly value: number; readonly reason?: never }
  | { readonly value: null; readonly reason: Absence }

export type MetricUnit = 'money' | 'percent' | 'fraction' | 'ratio' | 'count' | 'days' | 'bps'

interface MetricCard {
  readonly title: string
  readonly unit: MetricUnit
  readonly definition: string
}

export const METRICS = {
  netProfit: {
    title: 'Net profit',
    unit: 'money',
    definition: 'Last equity minus capital; an open position counts at its last close.',
  },
  netProfitPct: {
    title: 'Net profit %',
    unit: 'percent',
    definition: 'Net profit as a percentage of the capital.',
  },
  closedTrades: {
    title: 'Closed trades',
    unit: 'count',
    definition: 'Positions that went from flat to flat.',
  },
  openTrades: {
    title: 'Open trades',
    unit: 'count',
    definition: 'Positions still open at the end; they are in the equity and in no trade statistic.',
  },
  wins: {
    title: 'Wins',
    unit: 'count',
    definition: 'Closed trades that earned more than half a quote increment, after fees.',
  },
  losses: {
    title: 'Losses',
    unit: 'count',
    definition: 'Closed trades that lost more than half a quote increment, after fees.',
  },
  breakEven: {
    title: 'Break-even',
    unit: 'count',
    definition: 'Closed trades that are neither wins nor losses.',
  },
  winRate: {
    title: 'Win rate',
    unit: 'fraction',
    definition: 'Wins over all closed trades, break-even trades included.',
  },
  winRateExBreakEven: {
    title: 'Win rate, decided',
    unit: 'fraction',
    definition: 'Wins over wins and losses; break-even trades left out.',
  },
  avgWin: { title: 'Average win', unit: 'money', definition: 'Mean net result of the winning trades.' },
  avgLoss: {
    title: 'Average loss',
    unit: 'money',
    definition: 'Mean net result of the losing trades, as a positive number.',
  },
  payoff: { title: 'Payoff', unit: 'ratio', definition: 'Average win over average loss.' },
  expectancy: { title: 'Expectancy', unit: 'money', definition: 'Mean net result of a closed trade.' },
  expectancyR: {
    title: 'Expectancy in R',
    unit: 'ratio',
    definition: 'Mean net result over initial risk, for trades that had a stop.',
  },
  profitFactor: {
    title: 'Profit factor',
    unit: 'ratio',
    definition: 'Sum of wins over sum of losses, in money.',
  },
  maxDrawdown: {
    title: 'Max drawdown',
    unit: 'money',
    definition: 'Largest fall of equity from a peak, at candle closes; the capital is the first peak.',
  },
  maxDrawdownPct: {
    title: 'Max drawdown %',
    unit: 'percent',
    definition:
      'Largest fall of equity relative to its peak; its own maximum, not taken where the money maximum is.',
  },
  maxDrawdownDays: {
    title: 'Longest drawdown',
    unit: 'days',
    definition: 'Longest time from a peak to its recovery, or to the end.',
  },
  maxDrawdownPctIntrabar: {
    title: 'Intrabar drawdown %',
    unit: 'percent',
    definition: 'Worst case: equity marked at the adverse extreme of each candle.',
  },
  cagr: {
    title: 'CAGR',
    unit: 'fraction',
    definition:
      'Growth per year of 365.25 days, from the first open to the last close; absent below 30 days.',
  },
  volatility: {
    title: 'Volatility',
    unit: 'fraction',
    definition: 'Standard deviation of session returns, per year.',
  },
  sharpe: {
    title: 'Sharpe',
    unit: 'ratio',
    definition: 'Mean over standard deviation of session returns, per year; no risk-free rate.',
  },
  sharpeError: {
    title: 'Sharpe error',
    unit: 'ratio',
    definition: 'Standard error of the Sharpe ratio, from length, skewness and kurtosis, per year.',
  },
  sortino: {
    title: 'Sortino',
    unit: 'ratio',
    definition: 'Mean session return over downside deviation of all sessions, per year.',
  },
  calmar: { title: 'Calmar', unit: 'ratio', definition: 'CAGR over maximum drawdown, both as fractions.' },
  exposure: { title: 'Exposure', unit: 'fraction', definition: 'Time in a position over evaluated time.' },
  sqn: {
    title: 'SQN',
    unit: 'ratio',
    definition:
      'Root of trades (at most 100) times mean over deviation of results, in R where stops gave a risk.',
  },
  recoveryFactor: {
    title: 'Recovery factor',
    unit: 'ratio',
    definition: 'Net profit over maximum drawdown.',
  },
  maxConsecutiveLosses: {
    title: 'Losing streak',
    unit: 'count',
    definition: 'Longest run of losing trades; break-even neither extends nor breaks it.',
  },
  maxConsecutiveLossAmount: {
    title: 'Worst losing streak',
    unit: 'money',
    definition: 'Most money lost in one run of losing trades, as a positive number.',
  },
  peakEquity: {
    title: 'Peak equity',
    unit: 'money',
    definition: 'Highest equity at a candle close, the capital included.',
  },
  finalEquity: { title: 'Final equity', unit: 'money', definition: 'Equity at the last close.' },
  feesPaid: { title: 'Fees paid', unit: 'money', definition: 'All fees, of open positions too.' },
  ambiguousCandles: {
    title: 'Ambiguous candles',
    unit: 'count',
    definition: 'Candles in which the order of stop and target can not be known.',
  },
  benchmarkReturnPct: {
    title: 'Buy and hold',
    unit: 'percent',
    definition: 'Buying at the first evaluated open and selling at the last close, with the same fees.',
  },
  costBreakEvenBps: {
    title: 'Cost break-even',
    unit: 'bps',
    definition:
      'Round-trip cost at which the gross result of the closed trades is used up, half on each fill.',
  },
} as const satisfies Record<string, MetricCard>

export type MetricName = keyof typeof METRICS
/** How the figures are grouped wherever all of them are shown. Each is in exactly one group. */
export const METRIC_GROUPS: readonly (readonly [title: string, names: readonly MetricName[]])[] = [
  [
    'Return',
    [
      'netProfit',
      'netProfitPct',
      'cagr',
      'benchmarkReturnPct',
      'finalEquity',
      'peakEquity',
      'feesPaid',
      'costBreakEvenBps',
      'exposure',
    ],
  ],
  [
    'Risk',
    [
      'maxDrawdown',
      'maxDrawdownPct',
      'maxDrawdownPctIntrabar',
      'maxDrawdownDays',
      'volatility',
      'maxConsecutiveLosses',
      'maxConsecutiveLossAmount',
      'ambiguousCandles',
    ],
  ],
  [
    'Ratios',
    [
      'sharpe',
      'sharpeError',
      'sortino',
      'calmar',
      'recoveryFactor',
      'sqn',
      'profitFactor',
      'payoff',
      'expectancy',
      'expectancyR',
    ],
  ],
  [
    'Trades',
    [
      'closedTrades',
      'openTrades',
      'wins',
      'losses',
      'breakEven',
      'winRate',
      'winRateExBreakEven',
      'avgWin',
      'avgLoss',
    ],
  ],
]

export type Metrics = { readonly [K in MetricName]: MetricValue }

/** The content of `metrics.json`. */
export interface MetricsFile {
  readonly schema: 1
  readonly periodsPerYear: number
  readonly metrics: Metrics
  /** Where candles hid what came first, what the result could have been; absent where none did. */
  readonly interval?: AssumptionInterval
  /** What each symbol brought, where there are several. */
  readonly symbols?: readonly SymbolFigures[]
}

export interface SymbolFigures {
  readonly symbol: string
  readonly closedTrades: number
  /** With an open position at its last close. */
  readonly netProfit: number
  /** The same in percent of the capital of the run: its share of `netProfitPct`. */
  readonly netProfitPct: number
}
