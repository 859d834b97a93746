import { type Option, Select } from '../../parts/select.tsx'
import type { SlippageKind } from '../../state/typed-settings.ts'
import { Section } from './section.tsx'
import { type FormProps, SettingField, settingsChanger } from './setting-field.tsx'

const SLIPPAGE_OPTIONS: readonly Option<SlippageKind>[] = [
  { value: 'none', title: 'None' },
  { value: 'bps', title: 'Share of price' },
  { value: 'ticks', title: 'Increments' },
  { value: 'atr', title: 'Share of range' },
  { value: 'volume', title: 'By volume' },
]

interface SlippageWords {
  readonly first: string
  readonly unit: string
  readonly hint: string
}
const SLIPPAGE_WORDS: Record<SlippageKind, SlippageWords> = {
  none: { first: '0', unit: '', hint: '' },
  bps: { first: '5', unit: 'bps', hint: 'Against you on market and stop fills' },
  ticks: { first: '1', unit: 'ticks', hint: 'Of the quote increment, against you' },
  atr: { first: '0.1', unit: '× ATR', hint: 'Of the average true range, against you' },
  volume: { first: '0.1', unit: '× impact', hint: 'Price × impact × (share of volume)²' },
}

/** What trading costs. Every cost is rounded against the trader. */
export function CostFields(form: FormProps) {
  const { draft, errors } = form
  const kind = draft.settings['slippage.kind']
  const set = settingsChanger(form)
  const words = SLIPPAGE_WORDS[kind]
  return (
    <Section title="Costs" about="Paid on every fill, and rounded against you. 10 bps is 0.1 %.">
      <SettingField
        form={form}
        path="fees.takerBps"
        label="Taker fee"
        unit="bps"
        hint="Market and stop fills"
      />
      <SettingField form={form} path="fees.makerBps" label="Maker fee" unit="bps" hint="Limits that rested" />
      <Select
        label="Slippage"
        value={kind}
        options={SLIPPAGE_OPTIONS}
        change={(chosen) => set({ 'slippage.kind': chosen, 'slippage.value': SLIPPAGE_WORDS[chosen].first })}
        error={errors['slippage.kind']}
      />
      {kind === 'none' ? null : (
        <SettingField
          form={form}
          path="slippage.value"
          label="Slippage amount"
          unit={words.unit}
          hint={words.hint}
        />
      )}
    </Section>
  )
}
