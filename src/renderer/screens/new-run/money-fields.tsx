import type { Direction } from '../../../shared/settings.ts'
import { type Option, Select } from '../../parts/select.tsx'
import { FIRST_SIZE } from '../../state/draft.ts'
import type { SizingKind } from '../../state/typed-settings.ts'
import { Section } from './section.tsx'
import { type FormProps, SettingField, settingsChanger } from './setting-field.tsx'

const DIRECTION_OPTIONS: readonly Option<Direction>[] = [
  { value: 'long', title: 'Long only' },
  { value: 'short', title: 'Short only' },
  { value: 'both', title: 'Long and short' },
]
const SIZING_OPTIONS: readonly Option<SizingKind>[] = [
  { value: 'fraction', title: 'Share of equity' },
  { value: 'cash', title: 'Fixed amount' },
  { value: 'units', title: 'Fixed quantity' },
  { value: 'risk', title: 'Risk at its stop' },
  { value: 'volatility', title: 'By volatility' },
]

interface SizeWords {
  readonly label: string
  readonly unit: string
  readonly hint: string
}
const SIZE_WORDS: Record<SizingKind, SizeWords> = {
  fraction: { label: 'Share', unit: '× equity', hint: '1 is all of it, fees included; 0.25 a quarter' },
  cash: { label: 'Amount', unit: 'quote', hint: 'In the currency of the price; the fee comes on top' },
  units: { label: 'Quantity', unit: 'units', hint: 'Of what is traded, such as 0.5 coins or 10 shares' },
  risk: { label: 'Risk', unit: '× equity', hint: '0.01 loses 1 % of the equity at the worst-case stop' },
  volatility: {
    label: 'Volatility',
    unit: '× equity',
    hint: '0.01 moves the equity 1 % on an average candle',
  },
}

/** With how much, in which direction, and how large each position is. */
export function MoneyFields(form: FormProps) {
  const { draft, errors } = form
  const { direction, 'sizing.kind': kind } = draft.settings
  const set = settingsChanger(form)
  const size = SIZE_WORDS[kind]
  return (
    <Section
      title="Money"
      about="No leverage: an order that the cash does not cover is refused, not resized."
    >
      <SettingField form={form} path="capital" label="Capital" unit="quote" />
      <Select
        label="Direction"
        value={direction}
        options={DIRECTION_OPTIONS}
        change={(chosen) => set({ direction: chosen })}
        error={errors['direction']}
      />
      <Select
        label="Each position"
        value={kind}
        options={SIZING_OPTIONS}
        change={(chosen) => set({ 'sizing.kind': chosen, 'sizing.value': FIRST_SIZE[chosen] })}
        error={errors['sizing.kind']}
      />
      <SettingField form={form} path="sizing.value" label={size.label} unit={size.unit} hint={size.hint} />
    </Section>
  )
}
