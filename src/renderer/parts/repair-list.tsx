import { REPAIRS, type Repair } from '../../shared/dataset.ts'
import type { ProblemCode } from '../../shared/problem.ts'
import { CheckField } from './field.tsx'
import './repair-list.css'

/** Which repairs could let the file in. None is ever applied without being asked for. */
const CURES: { readonly [K in ProblemCode]?: readonly Repair[] } = {
  CSV_NOT_SORTED: ['sort'],
  CSV_TIMESTAMP_DUPLICATE: ['dedupe', 'keep-first', 'keep-last', 'drop-bad'],
  CSV_NUMBER_INVALID: ['drop-bad'],
  CSV_PRICE_NOT_POSITIVE: ['drop-bad'],
  CSV_OHLC_INCONSISTENT: ['drop-bad'],
  CSV_ROW_TRUNCATED: ['drop-bad'],
  CSV_TIMESTAMP_INVALID: ['drop-bad'],
}
const REPAIR_WORDS: Record<Repair, string> = {
  sort: 'Sort the rows by time',
  dedupe: 'Keep one of rows that are exactly the same',
  'keep-first': 'Keep the first row of a time that comes twice with different values',
  'keep-last': 'Keep the last row of a time that comes twice with different values',
  'drop-bad': 'Leave out rows that are wrong or contradict each other',
}
/** Of rows that disagree, one way only can be taken. */
const EITHER: ReadonlySet<Repair> = new Set(['keep-first', 'keep-last'])

export const curesOf = (codes: readonly ProblemCode[]): readonly Repair[] => [
  ...new Set(codes.flatMap((code) => CURES[code] ?? [])),
]

interface RepairListProps {
  /** What could help here; what is chosen already stays to be seen. */
  readonly cures: readonly Repair[]
  readonly chosen: readonly Repair[]
  readonly change: (chosen: readonly Repair[]) => void
}

export function RepairList({ cures, chosen, change }: RepairListProps) {
  const toggle = (repair: Repair, on: boolean) =>
    change(
      REPAIRS.filter((one) => {
        if (one === repair) return on
        return chosen.includes(one) && !(on && EITHER.has(repair) && EITHER.has(one))
      }),
    )
  return (
    <fieldset className="repairs">
      <legend>Repairs, recorded with the dataset</legend>
      {REPAIRS.filter((repair) => cures.includes(repair) || chosen.includes(repair)).map((repair) => (
        <CheckField
          key={repair}
          label={REPAIR_WORDS[repair]}
          value={chosen.includes(repair)}
          change={(on) => toggle(repair, on)}
        />
      ))}
    </fieldset>
  )
}
