import { useState } from 'react'
import { REPAIRS, type Repair } from '../../../shared/dataset.ts'
import type { ProblemCode, ProblemShape } from '../../../shared/problem.ts'
import { useClient } from '../../client-context.ts'
import { Button } from '../../parts/button.tsx'
import { CheckField, TextField } from '../../parts/field.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Select } from '../../parts/select.tsx'
import { useOpenCandles } from '../../shell/open-candles.ts'
import type { Import } from '../../state/imports.ts'
import { useWindow } from '../../state/window-state.ts'
import { Dismiss } from './dismiss.tsx'

const OFFSET = 'offset'
const ZONES = [
  { value: 'UTC', title: 'UTC' },
  { value: 'America/New_York', title: 'New York (NYSE, NASDAQ)' },
  { value: 'America/Chicago', title: 'Chicago (CME)' },
  { value: 'Europe/London', title: 'London (LSE)' },
  { value: 'Europe/Berlin', title: 'Frankfurt (Xetra, Eurex)' },
  { value: 'Europe/Zurich', title: 'Zurich (SIX)' },
  { value: 'Europe/Athens', title: 'Athens (common for MetaTrader brokers)' },
  { value: 'Asia/Tokyo', title: 'Tokyo (TSE)' },
  { value: 'Asia/Hong_Kong', title: 'Hong Kong (HKEX)' },
  { value: 'Asia/Singapore', title: 'Singapore (SGX)' },
  { value: 'Asia/Kolkata', title: 'Mumbai (NSE, BSE)' },
  { value: 'Australia/Sydney', title: 'Sydney (ASX)' },
  { value: OFFSET, title: 'A fixed offset…' },
] as const
type Zone = (typeof ZONES)[number]['value']

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

interface RefusalProps {
  readonly item: Import
  readonly because: ProblemShape
}

/** A file that was not taken, and the settings with which it may be. Stays until dismissed. */
export function Refusal({ item, because }: RefusalProps) {
  const { imports } = useWindow()
  const [zone, setZone] = useState<Zone>('UTC')
  const [offset, setOffset] = useState('+00:00')
  const [repairs, setRepairs] = useState<readonly Repair[]>(item.settings.repair ?? [])
  const asksZone = because.code === 'CSV_TIMEZONE_AMBIGUOUS'
  const cures = CURES[because.code] ?? []
  const offsetError =
    zone === OFFSET && !/^[+-]\d\d:\d\d$/.test(offset) ? 'Write it as +02:00 or -05:00.' : null

  const isUncured = cures.length > 0 && !cures.some((cure) => repairs.includes(cure))
  // The host speaks to every client; here the answer is a control below its words.
  const hint = asksZone
    ? 'Choose the zone below; Tapedeck does not guess it.'
    : cures.length === 0
      ? because.hint
      : 'Correct the file, or import it again with a repair below.'

  const again = () =>
    imports.getState().again(item.key, {
      ...item.settings,
      ...(asksZone ? { timezone: zone === OFFSET ? offset : zone } : {}),
      ...(repairs.length === 0 ? {} : { repair: repairs }),
    })
  const toggle = (repair: Repair, on: boolean) =>
    setRepairs(REPAIRS.filter((known) => (known === repair ? on : repairs.includes(known))))

  return (
    <div className="refusal">
      <ProblemNote problem={{ ...because, hint }} about={item.name}>
        {asksZone ? (
          <Select label="The file's times are in" value={zone} options={ZONES} change={setZone} />
        ) : null}
        {asksZone && zone === OFFSET ? (
          <TextField label="Offset from UTC" value={offset} change={setOffset} error={offsetError} />
        ) : null}
        {cures.length === 0 ? null : (
          <fieldset className="repairs">
            <legend>Repairs, recorded with the dataset</legend>
            {REPAIRS.filter((repair) => cures.includes(repair) || repairs.includes(repair)).map((repair) => (
              <CheckField
                key={repair}
                label={REPAIR_WORDS[repair]}
                value={repairs.includes(repair)}
                change={(on) => toggle(repair, on)}
              />
            ))}
          </fieldset>
        )}
        <Button
          look={asksZone || cures.length > 0 ? 'main' : 'plain'}
          disabled={offsetError !== null || isUncured}
          press={again}
        >
          Import again
        </Button>
      </ProblemNote>
      <Dismiss item={item} />
    </div>
  )
}

/** What the menu or a second start began has no path here: the file has to be chosen once more. */
export function RefusalElsewhere({ item, because }: RefusalProps) {
  const open = useOpenCandles(useClient())
  const isCurable = because.code === 'CSV_TIMEZONE_AMBIGUOUS' || because.code in CURES
  const hint = isCurable ? 'Open the file here to say how it is to be read.' : because.hint
  return (
    <div className="refusal">
      <ProblemNote problem={{ ...because, hint }} about={item.name}>
        <Button press={open}>Open candles…</Button>
      </ProblemNote>
      <Dismiss item={item} />
    </div>
  )
}
