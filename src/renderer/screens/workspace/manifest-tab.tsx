import { useState } from 'react'
import type { RunDetails } from '../../../shared/run.ts'
import { Button } from '../../parts/button.tsx'
import { NONE, bytes, candleTime, count, moment } from '../../parts/format.ts'
import { type Fact, Facts } from './facts.tsx'

/** Everything that determined the result, and the hashes to check it by. */
export function ManifestTab({ details: { run, manifest } }: { readonly details: RunDetails }) {
  const { inputs, evaluated, artifacts, datasets } = manifest
  const when = (time: number) => `${candleTime(time, run.timeframe)} UTC`
  return (
    <div className="manifest-tab">
      <Facts
        title="Run"
        facts={[
          {
            name: 'Run id',
            value: (
              <>
                {run.runId} <Copy text={run.runId} />
              </>
            ),
            code: true,
          },
          { name: 'Inputs', value: manifest.inputsSha256, code: true },
          { name: 'Engine', value: manifest.engine },
          { name: 'Strategy', value: `${inputs.strategy.id}, version ${inputs.strategy.version}` },
          { name: 'First candle', value: when(evaluated.from) },
          { name: 'Last candle', value: when(evaluated.to) },
          {
            name: 'Evaluated',
            value: `${count(evaluated.candles)} after ${count(evaluated.warmup)} of warm-up`,
          },
          { name: 'Made', value: `${moment(run.completedAt)} UTC, by ${run.createdBy}` },
        ]}
      />
      <Facts
        title="Candles"
        facts={datasets.flatMap(({ symbol, timeframe, source, sourceSha256, datasetId }) => [
          { name: 'Symbol', value: `${symbol} · ${timeframe}` },
          { name: 'File', value: source },
          { name: 'SHA-256 of the file', value: sourceSha256, code: true },
          { name: 'Dataset', value: datasetId, code: true },
        ])}
      />
      <Facts
        title="Parameters and settings"
        facts={[
          ...flat('', inputs.params),
          ...flat('', inputs.settings),
          { name: 'journal', value: inputs.journal, code: true },
          { name: 'skipVolumeFilter', value: String(inputs.skipVolumeFilter), code: true },
        ]}
      />
      <Facts
        title="Artifacts"
        facts={artifacts.map(({ name, bytes: size, sha256 }) => ({
          name,
          value: (
            <>
              {sha256} <span className="quiet">{bytes(size)}</span>
            </>
          ),
          code: true,
        }))}
      />
    </div>
  )
}

/** Settings by the paths that `--set` takes. */
function flat(path: string, values: object): Fact[] {
  return Object.entries(values).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? flat(`${path}${name}.`, value)
      : [{ name: `${path}${name}`, value: value === null ? NONE : String(value), code: true }],
  )
}

const COPIED_SHOWN_MS = 1500

function Copy({ text }: { readonly text: string }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    // A page that may not write to the clipboard leaves the text to be selected.
    const done = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
    setCopied(done)
    if (done) setTimeout(() => setCopied(false), COPIED_SHOWN_MS)
  }
  return (
    <Button look="quiet" label="Copy the run id" press={() => void copy()}>
      {isCopied ? 'Copied' : 'Copy'}
    </Button>
  )
}
