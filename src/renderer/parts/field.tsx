import { type ReactNode, useId } from 'react'
import './field.css'

interface FieldProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | null | undefined
  readonly unit?: string | undefined
  /** The control; it is told its id and what describes it. */
  readonly children: (wiring: Wiring) => ReactNode
}

export interface Wiring {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean | undefined
}

/** A label, a control, and below it a hint or what is wrong. The line for words is always there. */
export function Field({ label, hint, error, unit, children }: FieldProps) {
  const id = useId()
  const words = error ?? hint
  return (
    <div className={error ? 'field wrong' : 'field'}>
      <label htmlFor={id}>{label}</label>
      <div className="field-control">
        {children({
          id,
          'aria-describedby': words === undefined ? undefined : `${id}-words`,
          'aria-invalid': error ? true : undefined,
        })}
        {unit === undefined ? null : <span className="field-unit">{unit}</span>}
      </div>
      <p id={`${id}-words`} className="field-words">
        {words}
      </p>
    </div>
  )
}

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly change: (value: string) => void
  readonly hint?: string | undefined
  readonly error?: string | null | undefined
  readonly unit?: string | undefined
  readonly kind?: 'text' | 'number' | 'date'
  readonly placeholder?: string
  readonly disabled?: boolean
}

/** Numbers are typed as text and stand at the right: a browser's number field eats what it dislikes. */
export function TextField(props: TextFieldProps) {
  const { label, value, change, hint, error, unit, kind = 'text', placeholder, disabled } = props
  return (
    <Field label={label} hint={hint} error={error} unit={unit}>
      {(wiring) => (
        <input
          {...wiring}
          type="text"
          inputMode={kind === 'number' ? 'decimal' : undefined}
          className={kind === 'number' ? 'number' : ''}
          value={value}
          placeholder={placeholder}
          disabled={disabled}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </Field>
  )
}

/** Yes or no, with its label at its side. */
export function CheckField({
  label,
  value,
  change,
  hint,
  disabled,
}: {
  readonly label: string
  readonly value: boolean
  readonly change: (value: boolean) => void
  readonly hint?: string | undefined
  readonly disabled?: boolean
}) {
  const id = useId()
  return (
    <div className="check">
      <input
        id={id}
        type="checkbox"
        checked={value}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}-words`}
        onChange={(event) => change(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? null : (
        <p id={`${id}-words`} className="field-words">
          {hint}
        </p>
      )}
    </div>
  )
}
