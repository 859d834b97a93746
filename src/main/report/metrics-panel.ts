/** Every figure, in four groups, and the glossary that says how each is defined. */
import { METRIC_GROUPS, METRICS, type SymbolFigures } from '../../shared/metrics.ts'
import type { RunDetails } from '../../shared/run.ts'
import { figures } from './headline.ts'
import { html, type Markup } from './markup.ts'
import { toneOf } from './metric-text.ts'
import { moneyPlaces, rounded, signed } from './number-text.ts'

export function metricsPanel(details: RunDetails): Markup {
  const figure = figures(details)
  return html`<section class="metrics">
    ${METRIC_GROUPS.map(
      ([title, names]) =>
        html`<div>
          <h2>${title}</h2>
          <dl>
            ${names.map(
              (name) =>
                html`<div>
                  <dt><a href="#${name}" title="${METRICS[name].definition}">${METRICS[name].title}</a></dt>
                  <dd>${figure(name)}</dd>
                </div>`,
            )}
          </dl>
        </div>`,
    )}${details.symbols === undefined ? null : symbolsPanel(details, details.symbols)}
  </section>`
}

/** What each symbol brought to the account. */
function symbolsPanel({ manifest }: RunDetails, symbols: readonly SymbolFigures[]): Markup {
  const places = moneyPlaces(manifest.inputs.settings.capital)
  return html`<div>
    <h2>Symbols, net and closed trades</h2>
    <dl>
      ${symbols.map(
        ({ symbol, netProfit, closedTrades }) =>
          html`<div>
            <dt>${symbol}</dt>
            <dd>
              <span class="${toneOf(netProfit)}">${signed(netProfit, places)}</span> /
              ${rounded(closedTrades, 0)}
            </dd>
          </div>`,
      )}
    </dl>
  </div>`
}

export function glossary(): Markup {
  return html`<section>
    <h2>How the figures are defined</h2>
    <dl class="glossary">
      ${METRIC_GROUPS.flatMap(([, names]) => names).map(
        (name) =>
          html`<div id="${name}">
            <dt>${METRICS[name].title}</dt>
            <dd>${METRICS[name].definition}</dd>
          </div>`,
      )}
    </dl>
  </section>`
}
