import {
  type Absence,
  METRICS,
  type MetricName,
  type MetricUnit,
  type MetricValue,
} from '../../shared/metrics.ts'
import { rounded, signed } from './number-text.ts'

export const ABSENCE_WORDS: { readonly [Reason in Absence]: string } = {
  NO_TRADES: 'no trades',
  NO_LOSSES: 'no losses',
  NO_WINS: 'no wins',
  NO_STOPS: 'no stops',
  ZERO_VARIANCE: 'no variation',
  TOO_FEW_PERIODS: 'too few sessions',
  TOO_SHORT_TO_ANNUALISE: 'too short a time',
  NON_POSITIVE_EQUITY: 'equity was lost',
  NO_DRAWDOWN: 'no drawdown',
  RUN_FAILED: 'the run failed',
}

/** Results: a plus means a gain, and they are coloured. */
const RESULTS: ReadonlySet<MetricName> = new Set([
  'netProfit',
  'netProfitPct',
  'cagr',
  'expectancy',
  'expectancyR',
  'benchmarkReturnPct',
])

export interface MetricText {
  readonly text: string
  readonly tone: 'gain' | 'loss' | 'absent' | 'plain'
}

export function metricText(name: MetricName, metric: MetricValue, moneyPlaces: number): MetricText {
  if (metric.value === null) {
    const words = ABSENCE_WORDS[metric.reason]
    // Wins and nothing lost: infinite in spirit, and no evidence for anything.
    const sign = name === 'profitFactor' && metric.reason === 'NO_LOSSES' ? '∞' : '—'
    return { text: `${sign} (${words})`, tone: 'absent' }
  }
  const { value } = metric
  const isResult = RESULTS.has(name)
  return {
    text: WRITERS[METRICS[name].unit](value, moneyPlaces, isResult ? signed : rounded),
    tone: isResult && value !== 0 ? toneOf(value) : 'plain',
  }
}

export const toneOf = (result: number): 'gain' | 'loss' | 'plain' =>
  result > 0 ? 'gain' : result < 0 ? 'loss' : 'plain'

type Write = (value: number, moneyPlaces: number, write: typeof rounded) => string

const WRITERS: { readonly [Unit in MetricUnit]: Write } = {
  money: (value, places, write) => write(value, places),
  percent: (value, _, write) => `${write(value, 2)} %`,
  fraction: (value, _, write) => `${write(100 * value, 2)} %`,
  ratio: (value, _, write) => write(value, 2),
  count: (value, _, write) => write(value, 0),
  days: (value, _, write) => `${write(value, 1)} d`,
  bps: (value, _, write) => `${write(value, 1)} bps`,
}
