/** Every figure, in four groups, and the glossary that says how each is defined. */
import { METRIC_GROUPS, METRICS } from '../../shared/metrics.ts'
import type { RunDetails } from '../../shared/run.ts'
import { figures } from './headline.ts'
import { html, type Markup } from './markup.ts'

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
    )}
  </section>`
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
