import { PROFILE_TITLES, PROFILE_WORDS } from '../../../shared/fill-rules.ts'
import { FILL_PROFILES, type FillProfileName } from '../../../shared/settings.ts'
import { CheckField } from '../../parts/field.tsx'
import { type Option, Select } from '../../parts/select.tsx'
import { Fold } from './fold.tsx'
import { type FormProps, SettingField, settingsChanger } from './setting-field.tsx'

const PROFILE_OPTIONS: readonly Option<FillProfileName>[] = FILL_PROFILES.map((name) => ({
  value: name,
  title: name === 'conservative' ? `${PROFILE_TITLES[name]} (ours)` : `As ${PROFILE_TITLES[name]} does`,
}))

/** How a candle is read where it does not say what happened inside it. */
export function FillFields(form: FormProps) {
  const { 'fills.profile': profile, 'fills.magnify': magnify } = form.draft.settings
  const set = settingsChanger(form)
  return (
    <Fold
      title="Fills"
      about="How a candle is read where it hides what came first, and what the market can carry."
      summary={`${PROFILE_TITLES[profile]}${magnify ? ', looks into finer candles' : ''}`}
      holds={['fills.', 'spread']}
      errors={form.errors}
    >
      <div className="wide">
        <Select
          label="Fill profile"
          value={profile}
          options={PROFILE_OPTIONS}
          change={(chosen) => set({ 'fills.profile': chosen })}
          error={form.errors['fills.profile']}
          hint={PROFILE_WORDS[profile]}
        />
      </div>
      <div className="wide">
        <CheckField
          label="Look into finer candles where the dataset has them"
          hint="Minutes often tell whether stop or target came first, and leave fewer candles ambiguous."
          value={magnify}
          change={(chosen) => set({ 'fills.magnify': chosen })}
        />
      </div>
      <SettingField form={form} path="spread" label="Spread" unit="quote" hint="Paid by buyers" />
      <SettingField
        form={form}
        path="fills.volumeCapPct"
        label="Volume cap"
        unit="%"
        placeholder="off"
        hint="Of a candle’s volume"
      />
    </Fold>
  )
}
