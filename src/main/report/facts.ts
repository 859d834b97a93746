/** What was put in and what it is known by: settings, candles, and the manifest with its hashes. */
import type { Manifest } from '../../shared/run.ts'
import { html, type Markup } from './markup.ts'
import { rounded } from './number-text.ts'
import { moment, span } from './time-text.ts'

type Fact = readonly [name: string, value: string | Markup]

const facts = (rows: readonly Fact[]): Markup =>
  html`<dl class="facts">
    ${rows.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`

export function settingsFacts({ inputs }: Manifest): Markup {
  const params = Object.entries(inputs.params).map(([name, value]): Fact => [name, String(value)])
  return html`<div>
    <h2>Settings</h2>
    ${facts([
      ['strategy', `${inputs.strategy.id}, version ${inputs.strategy.version.slice(0, 12)}`],
      ...params,
      ...flattened('', inputs.settings),
      ['skipVolumeFilter', String(inputs.skipVolumeFilter)],
      ['journal', inputs.journal],
    ])}
  </div>`
}

/** Settings under the names that the command line sets them with. */
function flattened(path: string, value: object): Fact[] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]): Fact[] =>
    typeof inner === 'object' && inner !== null
      ? flattened(`${path}${name}.`, inner)
      : [[path + name, inner === null ? 'from the data' : String(inner)]],
  )
}

export function dataFacts({ datasets, evaluated }: Manifest): Markup {
  return html`<div>
    <h2>Candles</h2>
    ${datasets.map(({ symbol, timeframe, source, sourceSha256, datasetId, quality }) =>
      facts([
        ['symbol', symbol],
        ['timeframe of the file', timeframe],
        ['file', source],
        ['file sha256', hash(sourceSha256)],
        ['dataset', hash(datasetId)],
        ['candles in it', rounded(quality.candles, 0)],
        [
          'gaps',
          quality.gaps === 0 ? '0' : `${rounded(quality.gaps, 0)}, longest ${span(quality.longestGapMs)}`,
        ],
        ['duplicates', rounded(quality.duplicates, 0)],
        ['without volume', `${rounded(quality.zeroVolume, 0)}, ${rounded(quality.zeroVolumePct, 2)} %`],
        ['outliers', rounded(quality.outliers, 0)],
        [
          'repairs',
          quality.repairs.map(({ repair, rows }) => `${repair} ${rounded(rows, 0)}`).join(', ') || 'none',
        ],
      ]),
    )}${facts([
      ['first evaluated', moment(evaluated.from)],
      ['last evaluated', moment(evaluated.to)],
      ['evaluated', rounded(evaluated.candles, 0)],
      ['warm-up', rounded(evaluated.warmup, 0)],
    ])}
  </div>`
}

export function manifestFacts({ runId, inputsSha256, engine, artifacts }: Manifest): Markup {
  return html`<div>
    <h2>Manifest</h2>
    ${facts([
      ['run', hash(runId)],
      ['inputs sha256', hash(inputsSha256)],
      ['engine', engine],
      ...artifacts.map(({ name, bytes, sha256 }): Fact => [
        name,
        html`${hash(sha256)}<span class="bytes">${rounded(bytes, 0)} bytes</span>`,
      ]),
    ])}
    <p class="note">
      The same inputs give the same run id and the same bytes on every machine. Compare with
      <code>tapedeck show ${runId}</code>.
    </p>
  </div>`
}

const hash = (hex: string): Markup => html`<code>${hex}</code>`
