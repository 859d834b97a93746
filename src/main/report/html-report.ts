/**
 * A run as one HTML file that needs nothing else: no script, no image, no request. Its policy allows
 * its own style sheet by hash and nothing more, so that even a hole in the escaping would stay shut.
 */
import { assumptions } from './assumptions.ts'
import { chart } from './chart.ts'
import { decisionSummary } from './decision-summary.ts'
import { dataFacts, manifestFacts, settingsFacts } from './facts.ts'
import { heading, headline, title } from './headline.ts'
import { html, Markup } from './markup.ts'
import { glossary, metricsPanel } from './metrics-panel.ts'
import { monthsTable } from './months.ts'
import { moneyPlaces, pricePlaces } from './number-text.ts'
import type { ReportInput } from './report-input.ts'
import { STYLE } from './style.ts'
import { tradesTable } from './trades-table.ts'

/** `sha256base64`: the SHA-256 of a text in base64; this room has no platform to take it from. */
export function htmlReport(input: ReportInput, sha256base64: (text: string) => string): string {
  const { details, trades, equity, candles, decisions } = input
  const { manifest } = details
  const money = moneyPlaces(manifest.inputs.settings.capital)
  const prices = pricePlaces(candles)
  const policy = `default-src 'none'; style-src 'sha256-${sha256base64(STYLE)}'; base-uri 'none'; form-action 'none'`
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="dark light" />
        <meta name="referrer" content="no-referrer" />
        <title>${title(details)}</title>
        ${new Markup(`<style>${STYLE}</style>`)}
      </head>
      <body>
        ${heading(details)}
        <main>
          ${headline(details)} ${chart(input)} ${metricsPanel(details)} ${assumptions(details)}
          ${monthsTable(equity)} ${tradesTable(trades, prices, money)} ${decisionSummary(decisions)}
          <section class="three">
            ${settingsFacts(manifest)}${dataFacts(manifest)}${manifestFacts(manifest)}
          </section>
          ${glossary()}
        </main>
        <footer>
          Made by Tapedeck, engine ${manifest.engine}. Past results of a rule say what it did, not what it
          will do.
        </footer>
      </body>
    </html>`
  return `${page.text}\n`
}
