import type { SettingPath } from '../../../shared/setting-rules.ts'
import { TextField } from '../../parts/field.tsx'
import type { Draft } from '../../state/draft.ts'
import type { Errors } from '../../state/draft-check.ts'
import type { TypedSettings } from '../../state/typed-settings.ts'

/** What every part of the form works with. */
export interface FormProps {
  readonly draft: Draft
  readonly change: (part: Partial<Draft>) => void
  readonly errors: Errors
}

/** Answers a function that changes some settings of a draft and leaves the others. */
export const settingsChanger =
  ({ draft, change }: Pick<FormProps, 'draft' | 'change'>) =>
  (part: Partial<TypedSettings>): void =>
    change({ settings: { ...draft.settings, ...part } })

interface SettingFieldProps {
  readonly form: FormProps
  readonly path: SettingPath
  readonly label: string
  readonly unit?: string
  readonly hint?: string
  readonly placeholder?: string
}

/** One setting that is typed: its text, and what is wrong with it. */
export function SettingField({ form, path, label, unit, hint, placeholder }: SettingFieldProps) {
  const set = settingsChanger(form)
  return (
    <TextField
      label={label}
      kind="number"
      unit={unit}
      value={form.draft.settings[path]}
      change={(text) => set({ [path]: text })}
      error={form.errors[path]}
      hint={hint}
      {...(placeholder === undefined ? {} : { placeholder })}
    />
  )
}
