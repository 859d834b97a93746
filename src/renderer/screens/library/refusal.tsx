import { useState } from 'react'
import type { Repair } from '../../../shared/dataset.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import { useClient } from '../../client-context.ts'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { curesOf, RepairList } from '../../parts/repair-list.tsx'
import { Select } from '../../parts/select.tsx'
import { OFFSET, type Zone, ZONES } from '../../parts/zones.ts'
import { useOpenCandles } from '../../shell/open-candles.ts'
import type { Import } from '../../state/imports.ts'
import { DOCTOR, go } from '../../state/route.ts'
import { useWindow } from '../../state/window-state.ts'
import { Dismiss } from './dismiss.tsx'

const OFFSET_FORM = /^[+-]\d\d:\d\d$/

interface RefusalProps {
  readonly item: Import
  readonly because: ProblemShape
}

/** A file that was not taken, and the settings with which it may be. Stays until dismissed. */
export function Refusal({ item, because }: RefusalProps) {
  const { imports, doctor } = useWindow()
  const [zone, setZone] = useState<Zone>('UTC')
  const [offset, setOffset] = useState('+00:00')
  const [repairs, setRepairs] = useState<readonly Repair[]>(item.settings.repair ?? [])
  const asksZone = because.code === 'CSV_TIMEZONE_AMBIGUOUS'
  const cures = curesOf([because.code])
  const offsetError = zone === OFFSET && !OFFSET_FORM.test(offset) ? 'Write it as +02:00 or -05:00.' : null

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
  const inspect = () => {
    doctor.getState().admit(item)
    go(DOCTOR)
  }

  return (
    <div className="refusal">
      <ProblemNote problem={{ ...because, hint }} about={item.name}>
        {asksZone ? (
          <Select label="The file's times are in" value={zone} options={ZONES} change={setZone} />
        ) : null}
        {asksZone && zone === OFFSET ? (
          <TextField label="Offset from UTC" value={offset} change={setOffset} error={offsetError} />
        ) : null}
        {cures.length === 0 ? null : <RepairList cures={cures} chosen={repairs} change={setRepairs} />}
        <Button
          look={asksZone || cures.length > 0 ? 'main' : 'plain'}
          disabled={offsetError !== null || isUncured}
          press={again}
        >
          Import again
        </Button>
        {item.given.is === 'demo' ? null : <Button press={inspect}>Inspect…</Button>}
      </ProblemNote>
      <Dismiss item={item} />
    </div>
  )
}

/** What the menu or a second start began has no path here: the file has to be chosen once more. */
export function RefusalElsewhere({ item, because }: RefusalProps) {
  const open = useOpenCandles(useClient())
  const isCurable = because.code === 'CSV_TIMEZONE_AMBIGUOUS' || curesOf([because.code]).length > 0
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
