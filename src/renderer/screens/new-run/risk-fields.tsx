import { Fold } from './fold.tsx'
import { type FormProps, SettingField } from './setting-field.tsx'

/** What stops a strategy from trading, whatever it wants. */
export function RiskFields(form: FormProps) {
  const { settings } = form.draft
  const limits = [
    worded('daily loss', settings['risk.dailyLossPct'], '%'),
    worded('drawdown', settings['risk.maxDrawdownPct'], '%'),
    worded('cooldown', settings['risk.cooldownCandles'], 'candles'),
  ].filter((words) => words !== '')
  return (
    <Fold
      title="Risk limits"
      about="Each refusal is recorded with its reason and shown under Orders."
      summary={limits.length === 0 ? 'off' : limits.join(', ')}
      holds={['risk.']}
      errors={form.errors}
    >
      <SettingField
        form={form}
        path="risk.dailyLossPct"
        label="Daily loss"
        unit="%"
        placeholder="off"
        hint="Ends the day"
      />
      <SettingField
        form={form}
        path="risk.maxDrawdownPct"
        label="Drawdown"
        unit="%"
        placeholder="off"
        hint="Ends the trading"
      />
      <SettingField
        form={form}
        path="risk.cooldownCandles"
        label="Cooldown"
        unit="candles"
        placeholder="off"
        hint="After each exit"
      />
      <SettingField
        form={form}
        path="risk.maxPositions"
        label="Positions"
        unit="at most"
        hint="Open at once"
      />
    </Fold>
  )
}

const worded = (name: string, text: string, unit: string): string =>
  text.trim() === '' || text.trim() === 'off' ? '' : `${name} ${text.trim()} ${unit}`
