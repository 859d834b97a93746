import { useState } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { RunDetails } from '../../../shared/run.ts'
import { Badge, Damaged, Synthetic } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { candleTime, day, parameters, percent, plural } from '../../parts/format.ts'
import { ExportDialog } from './export-dialog.tsx'
import type { FocusState } from './focus-store.ts'
import { useRunAgain } from './remedy.tsx'
import { Reproduce } from './reproduce.tsx'
import { SymbolChoice } from './symbol-choice.tsx'

/** What was run, on what, and what can be done with it. */
export function RunHead({
  details,
  focus,
}: {
  readonly details: RunDetails
  readonly focus: StoreApi<FocusState>
}) {
  const [isExporting, setExporting] = useState(false)
  const { run, manifest } = details
  const { from, to } = manifest.evaluated
  const again = useRunAgain(details)
  return (
    <>
      <p className="run-name">
        <strong>
          {run.symbols.length === 1 ? run.symbols[0] : <SymbolChoice symbols={run.symbols} focus={focus} />} ·{' '}
          {run.timeframe}
        </strong>
        <span className="run-strategy">{run.strategyTitle}</span>
        <span className="run-params" title={parameters(run.params)}>
          {parameters(run.params)}
        </span>
        <span
          className="run-window"
          title={`${candleTime(from, run.timeframe)} – ${candleTime(to, run.timeframe)} UTC`}
        >
          {day(from)} – {day(to)}
        </span>
      </p>
      <div className="run-badges">
        <Badges details={details} />
      </div>
      <Button press={again} title="A new run that starts from the settings of this one">
        Run again with changes
      </Button>
      <Reproduce key={run.runId} run={run.runId} />
      <Button
        look="main"
        press={() => setExporting(true)}
        disabled={run.problem !== null}
        {...(run.problem === null ? {} : { title: 'A run that failed has no result to report' })}
      >
        Export
      </Button>
      {isExporting ? <ExportDialog run={run} close={() => setExporting(false)} /> : null}
    </>
  )
}

function Badges({ details: { run, manifest } }: { readonly details: RunDetails }) {
  const quality = manifest.datasets[0]?.quality
  return (
    <>
      {run.state === 'failed' ? <Badge tone="danger">failed</Badge> : null}
      {run.damaged === undefined ? null : <Damaged file={run.damaged} />}
      {run.synthetic ? <Synthetic /> : null}
      {run.dataIntegrity === 'zero_volume' && quality !== undefined ? (
        <Badge
          tone="notice"
          title={`${plural(quality.zeroVolume, 'candle')} (${percent(quality.zeroVolumePct, 2)}) without volume.`}
        >
          zero volume
        </Badge>
      ) : null}
      {run.dataIntegrity === 'degraded_skip_volume' ? (
        <Badge tone="notice" title="The volume filter was skipped for this run.">
          volume filter skipped
        </Badge>
      ) : null}
      {quality !== undefined && quality.repairs.length > 0 ? (
        <Badge tone="notice" title="Rows were repaired on import; see Data quality.">
          repaired
        </Badge>
      ) : null}
      {quality !== undefined && quality.gaps > 0 ? (
        <Badge title="Candles are missing in between; see Data quality.">{plural(quality.gaps, 'gap')}</Badge>
      ) : null}
    </>
  )
}
