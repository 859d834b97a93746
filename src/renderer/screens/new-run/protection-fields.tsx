import { CheckField, TextField } from '../../parts/field.tsx'
import { type Option, Select } from '../../parts/select.tsx'
import { joinLeg, type LegKind, splitLeg } from '../../state/typed-settings.ts'
import { Section } from './section.tsx'
import { type FormProps, SettingField, settingsChanger } from './setting-field.tsx'

const LEG_OPTIONS: readonly Option<LegKind>[] = [
  { value: 'strategy', title: 'Strategy’s own' },
  { value: 'none', title: 'None' },
  { value: 'pct', title: 'Percent away' },
  { value: 'atr', title: 'Ranges away' },
  { value: 'ticks', title: 'Increments away' },
]
const DISTANCES: Record<LegKind, { readonly first: string; readonly unit: string }> = {
  strategy: { first: '', unit: '' },
  none: { first: '', unit: '' },
  pct: { first: '2', unit: '%' },
  atr: { first: '3', unit: '× ATR' },
  ticks: { first: '150', unit: 'ticks' },
}

/** The legs of every position's bracket, and what becomes of the last one. */
export function ProtectionFields(form: FormProps) {
  const { settings } = form.draft
  const set = settingsChanger(form)
  return (
    <Section
      title="Exits"
      about="Stop and target are placed with the entry, at its fill price, and live from that candle on."
    >
      <LegFields form={form} path="bracket.stop" label="Stop loss" distance="Stop distance" />
      <LegFields form={form} path="bracket.target" label="Take profit" distance="Target distance" />
      {settings['sizing.kind'] === 'risk' ? (
        <SettingField
          form={form}
          path="bracket.stopBufferPct"
          label="Worst-case stop"
          unit="% beyond"
          hint="Past its trigger"
        />
      ) : null}
      <div className="wide">
        <CheckField
          label="Close an open position at the last candle"
          value={settings.closeAtEnd}
          change={(closeAtEnd) => set({ closeAtEnd })}
        />
      </div>
    </Section>
  )
}

interface LegFieldsProps {
  readonly form: FormProps
  readonly path: 'bracket.stop' | 'bracket.target'
  readonly label: string
  readonly distance: string
}

function LegFields({ form, path, label, distance: distanceLabel }: LegFieldsProps) {
  const set = settingsChanger(form)
  const { kind, distance } = splitLeg(form.draft.settings[path])
  const { unit } = DISTANCES[kind]
  const hasDistance = unit !== ''
  return (
    <>
      <Select
        label={label}
        value={kind}
        options={LEG_OPTIONS}
        change={(chosen) => set({ [path]: joinLeg(chosen, DISTANCES[chosen].first) })}
        error={hasDistance ? undefined : form.errors[path]}
      />
      <TextField
        label={distanceLabel}
        kind="number"
        unit={hasDistance ? unit : undefined}
        value={distance}
        disabled={!hasDistance}
        change={(typed) => set({ [path]: joinLeg(kind, typed) })}
        error={hasDistance ? form.errors[path] : undefined}
        placeholder={hasDistance ? '' : '–'}
      />
    </>
  )
}
