import type { Dataset } from '../../../shared/dataset.ts'
import { useClient } from '../../client-context.ts'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { candleTime, count, day } from '../../parts/format.ts'
import { FileIcon } from '../../parts/icons.tsx'
import { MODIFIER } from '../../parts/keys.ts'
import { Select } from '../../parts/select.tsx'
import { useOpenCandles } from '../../shell/open-candles.ts'
import { type Draft, withDataset } from '../../state/draft.ts'
import type { Errors } from '../../state/draft-check.ts'
import type { Loaded } from '../../state/loaded.ts'
import { useWindow } from '../../state/window-state.ts'
import { MoreSymbols } from './more-symbols.tsx'
import { Section } from './section.tsx'

interface MarketFieldsProps {
  readonly draft: Draft
  readonly change: (part: Partial<Draft>) => void
  readonly errors: Errors
  readonly data: Loaded<readonly Dataset[]>
  readonly dataset: Dataset | null
}

/** Which candles, how coarse, and between which dates. */
export function MarketFields({ draft, change, errors, data, dataset }: MarketFieldsProps) {
  const known = data.is === 'ready' ? data.value : []
  if (data.is === 'ready' && known.length === 0) return <NoCandles />
  return (
    <Section
      title="Market"
      about={
        dataset === null
          ? 'The candles to replay.'
          : `${count(dataset.rows)} candles, ${candleTime(dataset.start, dataset.timeframe)} to ${candleTime(dataset.end, dataset.timeframe)} UTC.`
      }
    >
      <div className="wide">
        <Select
          label="Dataset"
          value={draft.dataset ?? ''}
          options={known.map(titled)}
          change={(id) => {
            const chosen = known.find(({ datasetId }) => datasetId === id)
            if (chosen !== undefined) change(withDataset(draft, chosen))
          }}
          error={errors['dataset']}
          hint={dataset?.synthetic === true ? 'Synthetic: made by a generator, not by a market.' : undefined}
        />
      </div>
      <MoreSymbols draft={draft} change={change} known={known} error={errors['datasets']} />
      <Select
        label="Timeframe"
        value={draft.timeframe ?? ''}
        options={(dataset?.timeframes ?? []).map((timeframe) => ({ value: timeframe, title: timeframe }))}
        change={(chosen) => {
          const timeframe = dataset?.timeframes.find((candidate) => candidate === chosen)
          if (timeframe !== undefined) change({ timeframe })
        }}
        error={errors['timeframe']}
        hint={dataset !== null && draft.timeframe !== dataset.timeframe ? 'Merged from the data' : undefined}
      />
      <TextField
        label="From"
        unit="UTC"
        value={draft.from}
        placeholder={dataset === null ? '' : day(dataset.start)}
        change={(from) => change({ from })}
        error={errors['from']}
        hint="Empty: the beginning"
      />
      <TextField
        label="Until"
        unit="UTC"
        value={draft.to}
        placeholder={dataset === null ? '' : day(dataset.end)}
        change={(to) => change({ to })}
        error={errors['to']}
        hint="Not included; empty: the end"
      />
    </Section>
  )
}

const titled = ({ datasetId, symbol, timeframe, start, end, synthetic }: Dataset) => ({
  value: datasetId,
  title: `${symbol} · ${timeframe} · ${day(start)} to ${day(end)}${synthetic ? ' · synthetic' : ''}`,
})

function NoCandles() {
  const { imports } = useWindow()
  const open = useOpenCandles(useClient())
  return (
    <Section
      title="Market"
      about="There are no candles yet. Drop a file on the window, or begin with one of these."
    >
      <div className="wide no-candles">
        <Button press={() => imports.getState().take([{ is: 'demo' }])}>Try the demo market</Button>
        <Button look="main" press={open} icon={<FileIcon size={14} />} keys={`${MODIFIER}O`}>
          Open candles…
        </Button>
      </div>
    </Section>
  )
}
