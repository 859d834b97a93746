/** The page's head: what was run on what, and the seven figures that are asked for first. */
import { METRICS, type MetricName, type Metrics } from '../../shared/metrics.ts'
import type { RunDetails } from '../../shared/run.ts'
import { inShort } from '../../shared/symbols.ts'
import { html, type Markup } from './markup.ts'
import { metricText } from './metric-text.ts'
import { moneyPlaces, rounded } from './number-text.ts'
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
  readonly title: string
  readonly below: Markup | string
}

export function headline(details: RunDetails): Markup {
  const figure = figures(details)
  const tiles = tilesOf(details, figure)
  return html`<section class="tiles" aria-label="Headline figures">
    ${tiles.map(
      ({ name, title, below }) =>
        html`<div title="${METRICS[name].definition}">
          <h2>${title}</h2>
          <b>${figure(name)}</b><small>${below}</small>
        </div>`,
    )}
  </section>`
}

function tilesOf({ metrics }: RunDetails, figure: (name: MetricName) => Markup): Tile[] {
  const whereKnown = (name: MetricName, line: Markup) => (metrics[name].value === null ? '' : line)
  return [
    { name: 'netProfitPct', title: 'Net profit', below: figure('netProfit') },
    {
      name: 'maxDrawdownPct',
      title: 'Max drawdown',
      below: html`inside candles ${figure('maxDrawdownPctIntrabar')}`,
    },
    {
      name: 'sharpe',
      title: 'Sharpe',
      below: whereKnown('sharpeError', html`± ${figure('sharpeError')}${doubt(metrics)}`),
    },
    { name: 'closedTrades', title: 'Trades', below: whereKnown('winRate', html`${figure('winRate')} won`) },
    {
      name: 'profitFactor',
      title: 'Profit factor',
      below: whereKnown('expectancy', html`expectancy ${figure('expectancy')}`),
    },
    { name: 'benchmarkReturnPct', title: 'Buy and hold', below: 'after the same fees' },
    {
      name: 'feesPaid',
      title: 'Fees',
      below: whereKnown('costBreakEvenBps', html`edge gone at ${figure('costBreakEvenBps')}`),
    },
  ]
}

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
