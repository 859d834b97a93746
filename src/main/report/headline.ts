/** The page's head: what was run on what, and the seven figures that are asked for first. */
import { METRICS, type MetricName, type Metrics } from '../../shared/metrics.ts'
import type { AssumptionInterval, RunDetails } from '../../shared/run.ts'
import { inShort } from '../../shared/symbols.ts'
import { html, type Markup } from './markup.ts'
import { metricText } from './metric-text.ts'
import { moneyPlaces, NARROW, rounded, signed } from './number-text.ts'
import { moment } from './time-text.ts'

export function title({ run }: RunDetails): string {
  return `${run.strategyTitle} · ${inShort(run.symbols)} ${run.timeframe} · Tapedeck`
}

export function heading({ run, manifest }: RunDetails): Markup {
  const { from, to, candles } = manifest.evaluated
  const params = Object.entries(run.params).map(([name, value]) => `${name} ${value}`)
  const facts = [
    ...params,
    run.symbols.join(', '),
    run.timeframe,
    `${moment(from)} to ${moment(to)} UTC`,
    `${rounded(candles, 0)} candles`,
  ]
  return html`<header>
    <div>
      <h1>${run.strategyTitle}</h1>
      <p>${facts.map((fact) => html`<span>${fact}</span>`)}</p>
    </div>
    <div class="marks">
      ${run.synthetic ? html`<strong class="warn">SYNTHETIC</strong>` : null}${
        run.dataIntegrity === 'ok'
          ? null
          : html`<strong class="warn">${run.dataIntegrity.replaceAll('_', ' ')}</strong>`
      }<span>run <code>${run.runId.slice(0, 12)}</code></span>
    </div>
  </header>`
}

interface Tile {
  readonly name: MetricName
  readonly below: Markup | string
}

export function headline(details: RunDetails): Markup {
  const figure = figures(details)
  const tiles = tilesOf(details, figure)
  return html`<section class="tiles" aria-label="Headline figures">
    ${tiles.map(
      ({ name, below }) =>
        html`<div title="${METRICS[name].definition}">
          <h2>${METRICS[name].title}</h2>
          <b>${figure(name)}</b><small>${below}</small>
        </div>`,
    )}
  </section>`
}

function tilesOf({ metrics, interval }: RunDetails, figure: (name: MetricName) => Markup): Tile[] {
  const whereKnown = (name: MetricName, line: Markup) => (metrics[name].value === null ? '' : line)
  return [
    {
      name: 'netProfitPct',
      below:
        interval === null || interval.ambiguous === 0
          ? figure('netProfit')
          : html`<em title="${between(interval)}">${range(interval)}</em>`,
    },
    {
      name: 'maxDrawdownPct',
      below: html`inside candles ${figure('maxDrawdownPctIntrabar')}`,
    },
    {
      name: 'sharpe',
      below: whereKnown('sharpeError', html`± ${figure('sharpeError')}${doubt(metrics)}`),
    },
    { name: 'closedTrades', below: whereKnown('winRate', html`${figure('winRate')} won`) },
    {
      name: 'profitFactor',
      below: whereKnown('expectancy', html`expectancy ${figure('expectancy')}`),
    },
    { name: 'benchmarkReturnPct', below: 'after the same fees' },
    {
      name: 'feesPaid',
      below: whereKnown('costBreakEvenBps', html`edge gone at ${figure('costBreakEvenBps')}`),
    },
  ]
}

/** A1: what it would be with every candle that hides something read for the worse, and for the better. */
export const between = ({ netProfitPctLow, netProfitPctHigh }: AssumptionInterval): string =>
  `between ${signed(netProfitPctLow, 1)}${NARROW}% and ${signed(netProfitPctHigh, 1)}${NARROW}%`

/** The same where there is little room. */
const range = ({ netProfitPctLow, netProfitPctHigh }: AssumptionInterval): string =>
  `${signed(netProfitPctLow, 1)} … ${signed(netProfitPctHigh, 1)}${NARROW}%`

/** Within two standard errors of nothing, it may well be nothing. */
function doubt({ sharpe, sharpeError }: Metrics): Markup | null {
  if (sharpe.value === null || sharpeError.value === null) return null
  return Math.abs(sharpe.value) < 2 * sharpeError.value ? html`, <em>could be 0</em>` : null
}

/** A figure as text in its colour, ready to be placed. */
export function figures({ metrics, manifest }: RunDetails): (name: MetricName) => Markup {
  const places = moneyPlaces(manifest.inputs.settings.capital)
  return (name) => {
    const { text, tone } = metricText(name, metrics[name], places)
    return html`<span class="${tone}">${text}</span>`
  }
}
