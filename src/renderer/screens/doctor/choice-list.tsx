import { type FormEvent, useId, useState } from 'react'
import {
  COLUMN_FIELDS,
  type ColumnField,
  type ImportSettings,
  type Inspection,
} from '../../../shared/dataset.ts'
import { DownIcon } from '../../parts/icons.tsx'
import type { Option } from '../../parts/select.tsx'
import type { DoctorState } from '../../state/doctor.ts'
import { isTimeframe } from '../../state/folder-habits.ts'
import { CHOICES, type Choice, COLUMN_TITLES, columnsIn, type Control, tell, withColumn } from './choices.ts'

interface ChoiceListProps {
  readonly seen: Inspection | null
  readonly settings: ImportSettings
  readonly choose: DoctorState['choose']
}

/** How the file is read: what was recognised, why, and the way to say otherwise. */
export function ChoiceList({ seen, settings, choose }: ChoiceListProps) {
  return (
    <ul className="choices" aria-label="How the file is read">
      {CHOICES.map((choice) => (
        <ChoiceItem key={choice.what} choice={choice} seen={seen} settings={settings} choose={choose} />
      ))}
    </ul>
  )
}

function ChoiceItem({ choice, seen, settings, choose }: ChoiceListProps & { readonly choice: Choice }) {
  const { what, title, control } = choice
  const id = useId()
  const [found, ...more] = seen?.recognised.filter((one) => one.what === what) ?? []
  if (found === undefined && (control === null || (control.is === 'columns' && seen === null))) return null
  const isChosen =
    control !== null && (control.is === 'columns' ? settings.columns : settings[control.name]) !== undefined
  return (
    <li className={isChosen ? 'choice chosen' : 'choice'}>
      <div className="choice-line">
        <label htmlFor={id}>{title}</label>
        {control === null || control.is === 'columns' ? (
          <span className="choice-value">{found?.value}</span>
        ) : (
          <WordControl
            id={id}
            control={control}
            value={settings[control.name] ?? ''}
            recognised={found?.value}
            choose={choose}
          />
        )}
      </div>
      {found === undefined ? null : <p>{found.because}</p>}
      {more.map(({ value, because }) => (
        <p key={value}>
          {value}: {because}
        </p>
      ))}
      {control?.is === 'columns' && seen !== null ? (
        <Columns seen={seen} columns={settings.columns} choose={choose} />
      ) : null}
    </li>
  )
}

type TextChoice = Extract<Control, { is: 'text' }>

interface WordControlProps {
  readonly id: string
  readonly control: Exclude<Control, { is: 'columns' }>
  readonly value: string
  readonly recognised: string | undefined
  readonly choose: DoctorState['choose']
}

function WordControl({ id, control, value, recognised, choose }: WordControlProps) {
  const { name } = control
  if (control.is === 'text') {
    return (
      <TextControl
        key={value}
        id={id}
        control={control}
        value={value}
        recognised={recognised}
        choose={choose}
      />
    )
  }
  return (
    <Picker
      id={id}
      value={value}
      options={control.options}
      none={recognised ?? 'As recognised'}
      change={(word) => tell(choose, name, word)}
    />
  )
}

/** Told when it is done, not letter by letter: half a zone is none. */
function TextControl({
  id,
  control,
  value,
  recognised,
  choose,
}: WordControlProps & { readonly control: TextChoice }) {
  const [typed, setTyped] = useState(value)
  const { name, offers, hint } = control
  const isWrong = name === 'timeframe' && typed.trim() !== '' && !isTimeframe(typed.trim())
  const done = () => {
    if (typed.trim() !== value && !isWrong) tell(choose, name, typed.trim())
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    done()
  }
  return (
    <form onSubmit={submit}>
      <input
        id={id}
        type="text"
        list={`${id}-offers`}
        value={typed}
        placeholder={recognised ?? hint}
        title={`Such as ${hint}; empty leaves it as recognised`}
        aria-invalid={isWrong}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={done}
      />
      <datalist id={`${id}-offers`}>
        {offers.map((offer) => (
          <option key={offer} value={offer} />
        ))}
      </datalist>
    </form>
  )
}

function Picker({
  id,
  label,
  value,
  options,
  none,
  change,
}: {
  readonly id?: string
  readonly label?: string
  readonly value: string
  readonly options: readonly Option<string>[]
  readonly none: string
  readonly change: (value: string) => void
}) {
  return (
    <div className="select">
      <select id={id} aria-label={label} value={value} onChange={(event) => change(event.target.value)}>
        <option value="">{none}</option>
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

const SHOWN_FIRST: readonly ColumnField[] = ['time', 'open', 'high', 'low', 'close', 'volume']

function Columns({
  seen,
  columns,
  choose,
}: {
  readonly seen: Inspection
  readonly columns: ImportSettings['columns']
  readonly choose: DoctorState['choose']
}) {
  const options = columnsIn(seen)
  const fields = [...SHOWN_FIRST, ...COLUMN_FIELDS.filter((field) => !SHOWN_FIRST.includes(field))]
  return (
    <details open={columns !== undefined}>
      <summary>Choose columns</summary>
      {fields.map((field) => (
        <div key={field} className="choice-line">
          <span>{COLUMN_TITLES[field]}</span>
          <Picker
            label={`Column of ${COLUMN_TITLES[field]}`}
            value={String(columns?.[field] ?? '')}
            options={options}
            none="As recognised"
            change={(column) =>
              choose('columns', withColumn(columns, field, column === '' ? null : Number(column)))
            }
          />
        </div>
      ))}
    </details>
  )
}
