import { Field } from './field.tsx'
import { DownIcon } from './icons.tsx'

export interface Option<Value extends string> {
  readonly value: Value
  readonly title: string
}

/** One of a few. */
export function Select<Value extends string>({
  label,
  value,
  options,
  change,
  hint,
  error,
  disabled,
}: {
  readonly label: string
  readonly value: Value
  readonly options: readonly Option<Value>[]
  readonly change: (value: Value) => void
  readonly hint?: string | undefined
  readonly error?: string | null | undefined
  readonly disabled?: boolean
}) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => (
        <div className="select">
          <select
            {...wiring}
            value={value}
            disabled={disabled}
            onChange={(event) => {
              const option = options.find((candidate) => candidate.value === event.target.value)
              if (option !== undefined) change(option.value)
            }}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.title}
              </option>
            ))}
          </select>
          <DownIcon />
        </div>
      )}
    </Field>
  )
}
