import type { Direction } from '../../../shared/settings.ts'
import { CheckField, TextField } from '../../parts/field.tsx'
import { type Option, Select } from '../../parts/select.tsx'
import { type Draft, FIRST_SIZE, type SizingKind } from '../../state/draft.ts'
import type { Errors } from '../../state/draft-check.ts'
import { Section } from './section.tsx'

const DIRECTION_OPTIONS: readonly Option<Direction>[] = [
  { value: 'long', title: 'Long only' },
  { value: 'short', title: 'Short only' },
  { value: 'both', title: 'Long and short' },
]
const SIZING_OPTIONS: readonly Option<SizingKind>[] = [
  { value: 'fraction', title: 'A share of equity' },
  { value: 'cash', title: 'A fixed amount' },
  { value: 'units', title: 'A fixed quantity' },
]
const SIZE_LABELS: Record<SizingKind, { readonly label: string; readonly hint: string }> = {
  fraction: { label: 'Share', hint: '1 is all of it, 0.25 a quarter' },
  cash: { label: 'Amount', hint: 'In quote currency; the fee comes on top' },
  units: { label: 'Quantity', hint: 'In the traded unit' },
  risk: { label: 'Risk', hint: 'Share of equity lost at the worst-case stop, such as 0.01' },
  volatility: { label: 'Volatility', hint: 'Share of equity that an average candle may move' },
}

interface MoneyFieldsProps {
  readonly draft: Draft
  readonly change: (part: Partial<Draft>) => void
  readonly errors: Errors
}

/** With how much, in which direction, at what cost. */
export function MoneyFields({ draft, change, errors }: MoneyFieldsProps) {
  const size = SIZE_LABELS[draft.sizingKind]
  return (
    <>
      <Section
        title="Money"
        about="No leverage. Orders fill at the next open; costs are rounded against you."
      >
        <TextField
          label="Capital"
          kind="number"
          value={draft.capital}
          change={(capital) => change({ capital })}
          error={errors['capital']}
        />
        <Select
          label="Direction"
          value={draft.direction}
          options={DIRECTION_OPTIONS}
          change={(direction) => change({ direction })}
          error={errors['direction']}
        />
        <Select
          label="Each position"
          value={draft.sizingKind}
          options={SIZING_OPTIONS}
          change={(sizingKind) => change({ sizingKind, sizingValue: FIRST_SIZE[sizingKind] })}
          error={errors['sizing.kind']}
        />
        <TextField
          label={size.label}
          kind="number"
          value={draft.sizingValue}
          change={(sizingValue) => change({ sizingValue })}
          error={errors['sizing.value']}
          hint={size.hint}
        />
        <TextField
          label="Taker fee"
          kind="number"
          unit="bps"
          value={draft.takerBps}
          change={(takerBps) => change({ takerBps })}
          error={errors['fees.takerBps']}
          hint="10 bps is 0.1 %"
        />
        <TextField
          label="Maker fee"
          kind="number"
          unit="bps"
          value={draft.makerBps}
          change={(makerBps) => change({ makerBps })}
          error={errors['fees.makerBps']}
          hint="Limit fills"
        />
        <div className="wide">
          <CheckField
            label="Close an open position at the last candle"
            value={draft.closeAtEnd}
            change={(closeAtEnd) => change({ closeAtEnd })}
          />
        </div>
      </Section>
      <Advanced draft={draft} change={change} errors={errors} />
    </>
  )
}

function Advanced({ draft, change, errors }: MoneyFieldsProps) {
  return (
    <details className="advanced">
      <summary>Advanced</summary>
      <Section title="Advanced" about="Part of the run's identity, like everything above.">
        <TextField
          label="Minimum fee"
          kind="number"
          value={draft.minimumFee}
          change={(minimumFee) => change({ minimumFee })}
          error={errors['fees.minimum']}
          hint="Per fill"
        />
        <TextField
          label="Warm-up"
          kind="number"
          unit="candles"
          value={draft.warmup}
          placeholder="auto"
          change={(warmup) => change({ warmup })}
          error={errors['warmup']}
          hint="Empty: what the strategy needs"
        />
        <div className="wide stack">
          <CheckField
            label="Skip the volume filter"
            hint="Candles without volume count as any other; the run is marked as degraded."
            value={draft.skipVolumeFilter}
            change={(skipVolumeFilter) => change({ skipVolumeFilter })}
          />
          <CheckField
            label="Full journal"
            hint="A line for every candle, not only for those on which something happened."
            value={draft.journal === 'full'}
            change={(full) => change({ journal: full ? 'full' : 'events' })}
          />
        </div>
      </Section>
    </details>
  )
}
