import {
  ABSENCE_WORDS,
  METRICS,
  type MetricName,
  type MetricUnit,
  type MetricValue,
} from '../../shared/metrics.ts'
import { NARROW, rounded, signed } from './number-text.ts'

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
    const sign = name === 'profitFactor' && metric.reason === 'NO_LOSSES' ? '∞' : '–'
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
  percent: (value, _, write) => `${write(value, 2)}${NARROW}%`,
  fraction: (value, _, write) => `${write(100 * value, 2)}${NARROW}%`,
  ratio: (value, _, write) => write(value, 2),
  count: (value, _, write) => write(value, 0),
  days: (value, _, write) => `${write(value, 1)}${NARROW}d`,
  bps: (value, _, write) => `${write(value, 1)}${NARROW}bps`,
}
