/** Numbers, times and ids as the terminal shows them: the same in every locale and time zone. */
import {
  METRICS,
  type MetricName,
  type Metrics,
  type MetricUnit,
  type MetricValue,
  type SymbolFigures,
} from '../../../shared/metrics.ts'
import { table } from './table.ts'

const SHOWN: { readonly [U in MetricUnit]: (value: number) => string } = {
  money: (value) => value.toFixed(2),
  percent: (value) => `${value.toFixed(2)} %`,
  fraction: (value) => `${(value * 100).toFixed(1)} %`,
  ratio: (value) => value.toFixed(2),
  count: (value) => String(value),
  days: (value) => `${value.toFixed(1)} days`,
  bps: (value) => `${value.toFixed(1)} bps`,
}

export function figure(name: MetricName, metric: MetricValue): string {
  if (metric.value === null) return `– ${metric.reason.toLowerCase().replaceAll('_', ' ')}`
  return SHOWN[METRICS[name].unit](metric.value)
}

export const figureRow = (metrics: Metrics, name: MetricName): readonly [string, string] => [
  METRICS[name].title,
  figure(name, metrics[name]),
]

/** A count or a percentage that may not exist. */
export const orDash = (value: number | null, unit: MetricUnit): string =>
  value === null ? '–' : SHOWN[unit](value)

export const iso = (time: number): string => new Date(time).toISOString()

/** A time to the minute, without its time of day where that is midnight. */
export function shortTime(time: number): string {
  const [day = '', rest = ''] = iso(time).split('T')
  return rest.startsWith('00:00:00') ? day : `${day} ${rest.slice(0, 5)}`
}

/** Enough of an id to tell it from others and to type. */
export const shortId = (id: string): string => id.slice(0, 12)

/** What each of several symbols brought; nothing where there is one. */
export const symbolLines = (symbols: readonly SymbolFigures[] = []): readonly string[] =>
  symbols.length === 0
    ? []
    : [
        '',
        table(
          [
            { title: 'Symbol' },
            { title: 'Trades', align: 'right' },
            { title: 'Net', align: 'right' },
            { title: 'Of the capital', align: 'right' },
          ],
          symbols.map(({ symbol, closedTrades, netProfit, netProfitPct }) => [
            symbol,
            String(closedTrades),
            SHOWN.money(netProfit),
            SHOWN.percent(netProfitPct),
          ]),
        ),
      ]
