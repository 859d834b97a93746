import { DownIcon } from './icons.tsx'
import type { Option } from './select.tsx'
import './choice.css'

/** One of a few, on one low line: a filter above a table. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  change,
}: {
  readonly label: string
  readonly value: Value
  readonly options: readonly Option<Value>[]
  readonly change: (value: Value) => void
}) {
  return (
    <div className="choice">
      <select
        aria-label={label}
        value={value}
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
  )
}
